"""O-2 over the wall: of a person shared by consent the team learns on which day they were last met, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.models import Case, Note
from kasane.cases.queries.contacts import last_reached
from kasane.code_lists.queries import choices
from kasane.consents.actions import withdraw
from kasane.consents.models import Consent
from kasane.people.models import Identity
from kasane.rooms.queries import rows_of
from kasane.rules.silence import PERSON, ContactResult, Touch, is_contact
from tests.world import World

CASE = "(select id from cases_case where is_multi_agency order by opened_at limit 1)"


def yamada(town: World) -> int:
    return int(str(town.one(f"select {CASE}")))


def person(town: World, name: str = "山田 花子") -> int:
    return int(str(town.one("select person_id from people_identity where name = %s limit 1", name)))


def meets(town: World, who: str, ago: int, *names: str, **told: object) -> int:
    """A visit nobody laid open; returns the note's id."""
    with town.acting(who, at="12:00") as actor:
        words = {"kind": "home_visit", "result": "met", "met_with": ("person",), **told}
        concerns = frozenset(person(town, name) for name in names or ("山田 花子",))
        day = actor.at - timedelta(days=ago)
        add_note(
            NoteWords(happened_at=day, text="会えた日だけを数える", concerns=concerns, **words),  # type: ignore[arg-type]
            case=yamada(town),
            by=actor,
        )
        return Note.objects.values_list("id", flat=True).latest("written_at")


def told(town: World, who: str, desk: str = "") -> dict[int, date]:
    with town.acting(who, at="18:00", desk=desk):
        return {whom: day for _, whom, day in rows_of("met_days", [yamada(town)], None)}


def the_coordinator_learns_the_day_and_no_word(town: World) -> None:
    number, mother = meets(town, "suzuki", 1), person(town)
    assert told(town, "tanaka")[mother] == town.clock.day(1)
    with town.acting("tanaka", at="18:00") as tanaka:
        assert not Note.objects.filter(id=number).exists()
        opened = Case.objects.get(pk=yamada(town)).opened_at
        reached = last_reached({yamada(town): {mother: opened}}, after=tanaka.at - timedelta(days=30))
        assert reached[yamada(town), mother].date() <= town.clock.day(1)


def the_son_did_not_consent(town: World) -> None:
    """That he was met is told neither of him nor, by mistake, of his mother."""
    before = told(town, "tanaka")
    number = meets(town, "suzuki", 1)
    son = person(town, "山田 太郎")
    town.superuser.execute("update cases_note set concerns = %s where id = %s", [[son], number])
    assert told(town, "tanaka") == before
    assert son not in before


def an_attempt_is_no_day(town: World) -> None:
    before = told(town, "tanaka")
    meets(town, "suzuki", 1, result="absent")
    assert told(town, "tanaka") == before


def who_has_no_key_is_told_nothing(town: World) -> None:
    meets(town, "suzuki", 1)
    assert told(town, "watanabe") == {}
    assert told(town, "yamamoto") == {}


def an_agency_outside_her_consent_meets_her_unseen(town: World) -> None:
    """The desk sits in the team, and she did not name its agency."""
    before = told(town, "tanaka")
    meets(town, "suzuki", 1)
    town.superuser.execute(
        "update cases_teammember set agency_id = (select agency_id from directory_desk where code = 'sumai')"
        f" where case_id = {CASE} and desk_id = (select id from directory_desk where code = 'jiritsu')"
    )
    assert told(town, "tanaka") == before


def who_has_left_the_team_meets_her_unseen(town: World) -> None:
    before = told(town, "tanaka")
    meets(town, "suzuki", 1)
    town.superuser.execute(
        f"update cases_teammember set left_at = now() where case_id = {CASE}"
        " and desk_id = (select id from directory_desk where code = 'jiritsu')"
    )
    assert told(town, "tanaka") == before


def what_was_said_in_a_sealed_room_is_no_day(town: World) -> None:
    """However the room is called the desk's."""
    before = told(town, "tanaka")
    meets(town, "suzuki", 1)
    town.superuser.execute(
        "with sealed as (insert into rooms_compartment (id, kind, case_id, desk_id, opened_at) select 91, 'sealed',"
        f" {CASE}, id, now() from directory_desk where code = 'jiritsu' returning id)"
        " update cases_note set home_id = (select id from sealed) where text like '会えた日%'"
    )
    assert told(town, "tanaka") == before


def a_class_outside_the_key_is_no_day(town: World) -> None:
    before = told(town, "tanaka")
    meets(town, "suzuki", 1)
    town.superuser.execute(
        "update rooms_grant set classes = array['general'] where basis = 'consent';"
        "update cases_note set information_class = 'sensitive' where text like '会えた日%'"
    )
    assert told(town, "tanaka") == before


def an_informants_word_is_no_day(town: World) -> None:
    before = told(town, "tanaka")
    meets(town, "suzuki", 1)
    town.superuser.execute(
        "update rooms_grant set classes = classes || array['informant'] where basis = 'consent';"
        "update cases_note set information_class = 'informant' where text like '会えた日%'"
    )
    assert told(town, "tanaka") == before


def her_withdrawal_ends_it_at_once(town: World) -> None:
    meets(town, "suzuki", 1)
    assert person(town) in told(town, "tanaka")
    with town.acting("tanaka", at="17:00") as tanaka:
        given = Consent.objects.get(answer="given", case_id=yamada(town))
        withdraw(given.pk, case=given.case_id, why="本人の申し出", by=tanaka)
    assert told(town, "tanaka") == {}


def a_key_that_has_run_out_opens_no_day(town: World) -> None:
    meets(town, "suzuki", 1)
    town.superuser.execute("update rooms_grant set valid_to = valid_from where basis = 'consent'")
    assert told(town, "tanaka") == {}


CHECKS: tuple[Callable[[World], None], ...] = (
    the_coordinator_learns_the_day_and_no_word,
    the_son_did_not_consent,
    an_attempt_is_no_day,
    who_has_no_key_is_told_nothing,
    an_agency_outside_her_consent_meets_her_unseen,
    who_has_left_the_team_meets_her_unseen,
    what_was_said_in_a_sealed_room_is_no_day,
    a_class_outside_the_key_is_no_day,
    an_informants_word_is_no_day,
    her_withdrawal_ends_it_at_once,
    a_key_that_has_run_out_opens_no_day,
)
# As in `test_filters`: a part of the function, what it is weakened to, and who notices.
FILTERS = (
    ("met_days", "and d.person_id = any (n.concerns)", "", the_son_did_not_consent),
    ("met_days", "and was_met(n.kind, n.result, n.met_with)", "", an_attempt_is_no_day),
    ("met_days", "and g.holder in (a.desk, a.staff)", "", who_has_no_key_is_told_nothing),
    (
        "met_days",
        "and t.agency_id = any (g.sees_agencies)",
        "",
        an_agency_outside_her_consent_meets_her_unseen,
    ),
    ("met_days", "and t.left_at is null", "", who_has_left_the_team_meets_her_unseen),
    ("met_days", "and r.kind = 'desk'", "", what_was_said_in_a_sealed_room_is_no_day),
    ("met_days", "and n.information_class = any (g.classes)", "", a_class_outside_the_key_is_no_day),
    ("met_days", "n.information_class in ('general', 'sensitive') and", "", an_informants_word_is_no_day),
    ("met_days", "and (g.ended_at is null or g.ended_at > a.at)", "", her_withdrawal_ends_it_at_once),
    ("met_days", "and (g.valid_to is null or g.valid_to > a.at)", "", a_key_that_has_run_out_opens_no_day),
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_whom_one_shares_by_consent_the_day_is_known(town: World, check: Callable[[World], None]) -> None:
    check(town)


def test_the_day_is_counted_as_the_rule_counts_it(town: World) -> None:
    with town.acting("sato") as sato:
        kinds = [code for code, _ in choices("note", sato.today)]
    withs = ((), (PERSON,), ("family", "agency"), ("agency",), (PERSON, "agency"))
    results = ("", *(one.value for one in ContactResult))
    for kind, result, met_with in product(kinds, results, withs):
        touch = Touch(kind, result, frozenset(met_with))
        expected = is_contact(touch) and (not met_with or PERSON in met_with)
        assert town.one("select was_met(%s, %s, %s)", kind, result, list(met_with)) is expected, touch


def test_she_who_is_met_weekly_by_the_team_is_not_silent_on_the_coordinators_board(town: World) -> None:
    with town.acting("tanaka", at="18:00"):
        opened = Case.objects.get(pk=yamada(town)).opened_at
        mother = Identity.objects.filter(name="山田 花子").values_list("person_id", flat=True)[0]
        alone = last_reached({yamada(town): {mother: opened}})
    meets(town, "suzuki", 0)
    with town.acting("tanaka", at="18:00"):
        now = last_reached({yamada(town): {mother: opened}})
    assert now[yamada(town), mother] > alone[yamada(town), mother]
