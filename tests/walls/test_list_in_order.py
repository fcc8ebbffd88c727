"""The list of cases is walked from one's keys: every case the rule shows, once, the newest first."""

from datetime import datetime

import pytest

from kasane.access.actor import Actor
from kasane.cases.models import Case
from kasane.cases.queries import page_of
from tests.world import World

HATS = ("sato", "suzuki", "tanaka", "takahashi", "watanabe", "shimizu", "yamamoto", "kobayashi")


def walked(actor: Actor, size: int) -> list[int]:
    """Ids of the whole list, page by page."""
    ids: list[int] = []
    after: tuple[datetime, int] | None = None
    while True:
        page = page_of(actor, after, size)
        ids += [line.case.pk for line in page.lines]
        after = page.next_after
        if after is None:
            return ids


def agrees(town: World, who: str) -> int:
    """Hold somebody's list against the wall of the rows; how many cases are in it."""
    with town.acting(who, at="18:00") as actor:
        shown = list(Case.objects.order_by("-opened_at", "id").values_list("id", flat=True))
        for size in (2, 3, 100):
            assert walked(actor, size) == shown, f"pages of {size}"
    return len(shown)


@pytest.mark.parametrize("who", HATS)
def test_the_list_holds_what_the_wall_shows(town: World, who: str) -> None:
    count = agrees(town, who)
    assert count or who in ("yamamoto", "kobayashi"), "a list that holds nothing proves nothing"


def test_cases_of_one_moment_follow_each_other_by_number(town: World) -> None:
    moment = town.one("select max(opened_at) from cases_case")
    town.superuser.execute("update cases_case set opened_at = %s", [moment])
    assert agrees(town, "sato") > 3


def test_a_key_that_ended_shows_no_case_and_one_that_has_not_begun_neither(town: World) -> None:
    whole = agrees(town, "suzuki")
    case = town.one(
        "select g.opens_case from rooms_grant g join directory_desk d on d.id = g.holder where d.code = 'jiritsu'"
        " and g.opens_case is not null and g.ended_at is null limit 1"
    )
    town.superuser.execute(
        "update rooms_grant set ended_at = now() - interval '1 day' where opens_case = %s", [case]
    )
    assert agrees(town, "suzuki") == whole - 1
    town.superuser.execute(
        "update rooms_grant set ended_at = null, valid_from = now() + interval '2 days' where opens_case = %s",
        [case],
    )
    assert agrees(town, "suzuki") == whole - 1


def test_every_key_holds_the_day_of_its_case_and_follows_it(town: World) -> None:
    astray = (
        "select count(*) from rooms_grant g left join cases_case c on c.id = g.opens_case"
        " where g.case_opened_at is distinct from c.opened_at"
    )
    assert town.one("select count(*) from rooms_grant where opens_case is not null")
    assert town.one(astray) == 0
    town.superuser.execute(
        "update cases_case set opened_at = opened_at - interval '40 days' where is_multi_agency"
    )
    assert town.one(astray) == 0
