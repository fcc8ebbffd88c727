"""An entrusted body's contract ends, or the last one leaves: keys open nothing from the next day on, and it shows."""

import pytest
from django.test import Client

from tests.world import World


def ends(town: World, days_ago: int) -> None:
    town.superuser.execute(
        "update directory_agency set contract_to = (now() at time zone 'Asia/Tokyo')::date - %s::integer"
        " where code = 'houkatsu-nango'",
        [days_ago],
    )


def test_on_the_last_day_sato_works_and_on_the_next_nobody_acts_for_the_desk(town: World) -> None:
    sato = town.client("sato")
    ends(town, 0)
    assert sato.get("/cases/").status_code == 200
    ends(town, 1)
    assert sato.get("/cases/").status_code == 302
    answer = Client().post("/sign-in/", {"login": "sato", "password": "kasane-no-machi"})
    assert answer.status_code == 403


def test_who_wears_another_hat_goes_on_under_that(town: World) -> None:
    takahashi = town.client("takahashi")
    town.superuser.execute("update directory_agency set contract_to = current_date - 2 where code = 'shakyo'")
    assert takahashi.get("/cases/").status_code == 302
    again = town.client("takahashi")
    assert "地区ボランティアセンター（南湖地区）" in again.get("/").content.decode()


def test_the_coordinator_sees_what_was_not_handed_over_by_number_and_not_by_name(town: World) -> None:
    before = town.client("tanaka").get("/").content.decode()
    assert "引き継がれていないもの" not in before
    ends(town, 1)
    page = town.client("tanaka").get("/").content.decode()
    assert "引き継がれていないもの" in page
    assert "委託期間が" in page
    for name in ("中村", "林", "小川"):
        assert page.count(name) == before.count(name), "how many, never whose"


def test_a_desk_whose_last_member_left_shows_too(town: World) -> None:
    town.superuser.execute(
        "update directory_assignment set valid_to = current_date - 3 where desk_id ="
        " (select id from directory_desk where code = 'jiritsu')"
    )
    page = town.client("tanaka").get("/").content.decode()
    assert "を最後に、担当がいません" in page


@pytest.mark.parametrize("who", ["suzuki", "watanabe", "yamamoto"])
def test_nobody_else_is_told(town: World, who: str) -> None:
    ends(town, 1)
    assert "引き継がれていないもの" not in town.client(who).get("/").content.decode()
