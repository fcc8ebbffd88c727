"""Correcting who somebody is, as the form sends it back."""

import re

from kasane.access.ids import encode_id
from tests.world import World


def form_of(town: World) -> tuple[str, dict[str, str]]:
    """Where the 包括 corrects the mother, and the form as Sato's browser would send it back unchanged."""
    case, person, edition = town.superuser.execute(
        "select i.case_id, i.person_id, i.edition from people_identity i join rooms_compartment c on c.id = i.home_id"
        " join directory_desk d on d.id = c.desk_id where i.name = '山田 花子' and d.code = 'houkatsu-nango'"
    ).fetchone() or (0, 0, 0)
    path = f"/cases/{encode_id(case)}/people/{encode_id(person)}/"
    page = town.client("sato").get(path).content.decode()
    seen = dict(re.findall(r'name="(seen-[^"]*)" value="([^"]*)"', page))
    return path, seen | {name[5:]: value for name, value in seen.items()} | {"edition": str(edition)}


def test_sato_corrects_the_telephone_and_nothing_else(town: World) -> None:
    path, told = form_of(town)
    assert town.client("sato").post(path, told | {"phone": "0467-00-0071"}).status_code == 302
    _, after = form_of(town)
    assert after["phone"] == "0467-00-0071"
    assert after["address"] == told["address"]


def test_kimura_who_opened_the_form_before_that_is_asked_and_overwrites_nothing(town: World) -> None:
    path, told = form_of(town)
    town.client("sato").post(path, told | {"phone": "0467-00-0071"})
    answer = town.client("kimura").post(path, told | {"phone": "0467-00-0072"})
    assert answer.status_code == 422
    assert "佐藤 恵さんも書き直しました" in answer.content.decode()
    assert form_of(town)[1]["phone"] == "0467-00-0071"
