"""Where a desk is reached: its own number, else its agency's, before a つなぎ is sent and on a click in the team."""

import pytest

from tests.web.test_referrals import case_of, form_of, seats
from tests.world import World

SUMAI = "code = 'sumai'"


@pytest.mark.parametrize(
    ("agency", "desk", "shown"), [("0467-00-1000", "", "0467-00-1000"), ("0467-00-1000", "0467-00-2000", "0467-00-2000")]
)  # fmt: skip
def test_the_number_stands_beside_the_sheet_before_it_is_sent(
    town: World, agency: str, desk: str, shown: str
) -> None:
    town.superuser.execute(f"update directory_agency set phone = %s where {SUMAI}", [agency])
    town.superuser.execute(f"update directory_desk set phone = %s where {SUMAI}", [desk])
    sato, path = town.client("sato"), f"/cases/{case_of(town)}/referrals/new/"
    page = sato.post(path, form_of(town)).content.decode()
    assert f'href="tel:{shown}"' in page
    assert agency == shown or agency not in page


def test_without_a_number_none_is_invented(town: World) -> None:
    page = town.client("sato").post(f"/cases/{case_of(town)}/referrals/new/", form_of(town)).content.decode()
    assert 'href="tel:' not in page


def test_the_team_tells_it_on_a_click_which_is_recorded(town: World) -> None:
    town.superuser.execute("update directory_desk set phone = '0467-00-3000'")
    suzuki = town.client("suzuki")
    (first, *_) = seats(town, suzuki)
    assert "0467-00-3000" in suzuki.get(first).content.decode()
    assert town.one("select count(*) from audit_auditrow where what = 'contact'") == 1
