"""Who holds an issue that was laid open: its text is for everybody inside the consent, its holder for who may know them."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction

from kasane.cases.actions.issues import IssueTold, add_issue
from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Issue
from kasane.cases.queries import holders_of, ownerless_issues
from kasane.consents.actions import withdraw
from kasane.consents.models import Consent
from kasane.people.models import Identity
from tests.walls.test_met_days import person, yamada
from tests.walls.test_oracle import the_son_consents_too
from tests.world import World


def laid_open(town: World, holder: str, *names: str) -> int:
    """An issue of 佐藤's room, held by an agency (empty: by nobody), that its people's consents opened."""
    with town.acting("sato", at="09:00") as sato:
        concerns = frozenset(person(town, name) for name in names or ("山田 花子",))
        issue = add_issue(IssueTold("care", "通院の付き添い", concerns), case=yamada(town), by=sato)
        lay_open(issue, concerns=concerns, by=sato)
    town.superuser.execute(
        "update cases_issue set held_by = (select agency_id from directory_desk where code = %s) where id = %s",
        [holder, issue.pk],
    )
    return issue.pk


def holder(town: World, who: str, number: int) -> str:
    """The code of the desk's agency that somebody is told; empty where they are told nobody."""
    with town.acting(who, at="18:00"):
        issues = list(Issue.objects.filter(id=number))
        told = holders_of(issues).get(number)
        by_hand = holders_of([Issue(id=number)]).get(number)
        assert told == by_hand, "a number one happens to know tells no more than the page"
    return str(town.one("select code from directory_agency where id = %s", told)) if told else ""


def agency(town: World, desk: str) -> str:
    return str(town.one("select a.code from directory_agency a join directory_desk d on d.agency_id = a.id"
                        " where d.code = %s", desk))  # fmt: skip


def an_agency_outside_her_consent_is_not_told_to_hold_it(town: World) -> None:
    number = laid_open(town, "sumai")
    assert holder(town, "sato", number) == agency(town, "sumai"), "whose room it is knows whom she asked"
    with town.acting("suzuki", at="18:00"):
        assert Issue.objects.filter(id=number, text="通院の付き添い").exists(), "the issue itself was opened"
    assert holder(town, "suzuki", number) == ""
    assert holder(town, "tanaka", number) == ""


def one_inside_her_consent_that_left_the_team_is_not_told(town: World) -> None:
    number = laid_open(town, "houkatsu-nango")
    assert holder(town, "suzuki", number) == agency(town, "houkatsu-nango")
    town.superuser.execute(
        "update cases_teammember set left_at = now() where case_id = %s"
        " and desk_id = (select id from directory_desk where code = 'houkatsu-nango')",
        [yamada(town)],
    )
    assert holder(town, "suzuki", number) == ""


def ones_own_agency_is_told_in_the_team_or_not(town: World) -> None:
    number = laid_open(town, "jiritsu")
    town.superuser.execute(
        "update cases_teammember set left_at = now() where case_id = %s"
        " and desk_id = (select id from directory_desk where code = 'jiritsu')",
        [yamada(town)],
    )
    assert holder(town, "suzuki", number) == agency(town, "jiritsu")


def who_helps_the_mother_is_not_told_to_hold_what_is_the_sons_too(town: World) -> None:
    """Both doors are open to 鈴木; only the mother named the agency."""
    the_son_consents_too(town)
    number = laid_open(town, "houkatsu-nango", "山田 花子", "山田 太郎")
    assert holder(town, "suzuki", number) == agency(town, "houkatsu-nango")
    town.superuser.execute(
        "update rooms_grant g set sees_agencies = array_remove(g.sees_agencies, d.agency_id)"
        " from rooms_compartment c, directory_desk d where c.id = g.compartment_id and c.kind = 'consented'"
        " and c.person_id = %s and d.code = 'houkatsu-nango'",
        [person(town, "山田 太郎")],
    )
    assert holder(town, "suzuki", number) == ""


def who_may_not_read_it_is_told_nobody(town: World) -> None:
    number = laid_open(town, "houkatsu-nango")
    for who in ("watanabe", "yamamoto"):
        assert holder(town, who, number) == ""


def her_withdrawal_ends_it_at_once(town: World) -> None:
    number = laid_open(town, "houkatsu-nango")
    assert holder(town, "suzuki", number)
    with town.acting("tanaka", at="17:00") as tanaka:
        given = Consent.objects.get(answer="given", case_id=yamada(town))
        withdraw(given.pk, case=given.case_id, why="本人の申し出", by=tanaka)
    assert holder(town, "suzuki", number) == ""


def what_is_not_laid_open_is_told_to_its_room_alone(town: World) -> None:
    with town.acting("sato", at="09:00") as sato:
        told = IssueTold("care", "まだ開いていない課題", frozenset({person(town)}))
        number = add_issue(told, case=yamada(town), by=sato).pk
    assert holder(town, "sato", number) == agency(town, "houkatsu-nango")
    assert holder(town, "suzuki", number) == ""


def a_class_outside_the_key_tells_no_holder(town: World) -> None:
    number = laid_open(town, "houkatsu-nango")
    town.superuser.execute("update rooms_grant set classes = array['general'] where basis = 'consent'")
    town.superuser.execute("update cases_issue set information_class = 'sensitive' where id = %s", [number])
    assert holder(town, "suzuki", number) == ""


CHECKS: tuple[Callable[[World], None], ...] = (
    an_agency_outside_her_consent_is_not_told_to_hold_it,
    one_inside_her_consent_that_left_the_team_is_not_told,
    ones_own_agency_is_told_in_the_team_or_not,
    who_helps_the_mother_is_not_told_to_hold_what_is_the_sons_too,
    who_may_not_read_it_is_told_nobody,
    her_withdrawal_ends_it_at_once,
    what_is_not_laid_open_is_told_to_its_room_alone,
    a_class_outside_the_key_tells_no_holder,
)
HELPING = "i.held_by = any (g.sees_agencies) and"
DOOR = "where g.compartment_id = d.door and g.holder in (a.desk, a.staff)"
# As in `test_filters`: a part of the function, what it is weakened to, and who notices.
FILTERS = (
    ("issue_holders", HELPING, "", who_helps_the_mother_is_not_told_to_hold_what_is_the_sons_too),
    ("issue_holders", "and t.left_at is null", "", one_inside_her_consent_that_left_the_team_is_not_told),
    ("issue_holders", DOOR, "where g.compartment_id = d.door", who_may_not_read_it_is_told_nobody),
    ("issue_holders", "or i.doors <> '{}' and not exists", "or not exists", what_is_not_laid_open_is_told_to_its_room_alone),
    ("issue_holders", "where g.compartment_id = i.home_id and g.holder", "where g.holder",
     what_is_not_laid_open_is_told_to_its_room_alone),
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_holder_is_for_who_may_know_them(town: World, check: Callable[[World], None]) -> None:
    check(town)


@pytest.mark.parametrize(
    "statement",
    [
        "select held_by from cases_issue",
        "select * from cases_issue",
        "select count(*) from cases_issue where held_by is null",
        "update cases_issue set text = text where held_by = 1",
        "update cases_issue set held_by = held_by",
    ],
)
def test_nobody_reads_the_column_itself(town: World, statement: str) -> None:
    with (
        town.acting("sato"),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


def test_everything_else_of_an_issue_is_read_and_written_as_before(town: World) -> None:
    with town.acting("sato"), connection.cursor() as cursor:
        cursor.execute("select id, text, held_since from cases_issue")
        assert cursor.fetchall()
        mine = Issue.objects.order_by("id").first()
        assert mine is not None
        with pytest.raises(ProgrammingError), transaction.atomic():
            _ = mine.held_by


def test_an_issue_nobody_holds_waits_in_the_desk_whose_room_it_is(town: World) -> None:
    number = laid_open(town, "")
    for who, waits in (("sato", True), ("suzuki", False), ("tanaka", False)):
        with town.acting(who, at="18:00") as actor:
            assert (number in [issue.pk for issue in ownerless_issues(actor)]) is waits, who
    with town.acting("sato", at="18:00"):
        assert Identity.objects.exists()
        assert holders_of(Issue.objects.filter(id=number)) == {}
