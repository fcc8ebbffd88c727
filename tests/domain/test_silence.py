"""Silence per person: a mother who is met does not hide a son who is not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from kasane.access.actor import Actor
from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.models import Case
from kasane.cases.queries.contacts import HOUSE
from kasane.cases.queries.silence import longest_silences, silent_persons
from kasane.people.actions.life import DeathWords, record_death
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.rooms.queries import own_room
from tests.web.test_every_page import counted
from tests.world import World

AGO = 90


@pytest.fixture
def family(world: World) -> SimpleNamespace:
    """堀 静江さん and her son 健二さん, each with an open issue, known to 佐藤 for three months."""
    with world.acting("sato", ago=AGO, at="09:00") as sato:
        case = take(
            ConsultationWords(received_at=sato.at, channel="phone", consulter="family", content="母と息子"),
            people=[
                PersonWords(name="堀 静江", birth_year=1944, sex="female"),
                PersonWords(name="堀 健二", birth_year=1970, sex="male", relation="son"),
            ],
            issues=[IssueWords("aged", "足が弱っている", (0,)), IssueWords("other", "部屋から出ない", (1,))],
            dispositions=[],
            by=sato,
        )
        began = sato.today
        known = dict(Identity.objects.filter(case_id=case).values_list("name", "person_id"))
    with world.acting("sato") as sato:
        days = (sato.today - began).days
    return SimpleNamespace(case=case, mother=known["堀 静江"], son=known["堀 健二"], days=days)


def met(
    world: World, family: SimpleNamespace, ago: int, *whom: int, with_: tuple[str, ...] = ("person",)
) -> None:
    with world.acting("sato", at="10:00") as sato:
        words = NoteWords(
            kind="home_visit",
            happened_at=sato.at - timedelta(days=ago),
            text="訪問した",
            result="met",
            met_with=with_,
            concerns=frozenset(whom),
        )
        add_note(words, case=family.case, by=sato)


def silent(world: World, who: str = "sato") -> dict[int, int]:
    """Person → days, of everybody the desk has not reached."""
    with world.acting(who, at="12:00") as actor:
        return {one.person: one.silence.days for one in silent_persons(actor, actor.today)}


def test_the_mother_was_met_yesterday_and_the_son_not_for_sixty_days(
    world: World, family: SimpleNamespace
) -> None:
    met(world, family, 60, family.mother, family.son)
    met(world, family, 1, family.mother)
    assert silent(world) == {family.son: 60}


def test_that_the_family_was_met_says_nothing_of_the_son(world: World, family: SimpleNamespace) -> None:
    met(world, family, 60, family.mother, family.son)
    met(world, family, 1, family.mother, family.son, with_=("family",))
    assert silent(world) == {family.mother: 60, family.son: 60}


def test_on_the_thirtieth_day_and_not_on_the_day_before(world: World, family: SimpleNamespace) -> None:
    met(world, family, 29, family.mother)
    met(world, family, 30, family.son)
    assert silent(world) == {family.son: 30}
    assert silent(world, "suzuki") == {}, "another desk is told nothing"


def test_who_was_never_reached_is_counted_from_the_day_support_began(
    world: World, family: SimpleNamespace
) -> None:
    met(world, family, 1, family.mother)
    assert silent(world) == {family.son: family.days}


def test_nobody_waits_for_an_answer_from_the_dead(world: World, family: SimpleNamespace) -> None:
    met(world, family, 1, family.mother)
    with world.acting("sato", at="08:00") as sato:
        home = own_room(family.case, sato)
        assert home is not None
        record_death(DeathWords(family.son, sato.today.isoformat()), case=family.case, home=home, by=sato)
    assert silent(world) == {}


def test_without_a_word_of_whom_a_note_counts_only_where_one_person_is_supported(
    world: World, family: SimpleNamespace
) -> None:
    met(world, family, 1)
    assert silent(world) == {family.mother: family.days, family.son: family.days}
    world.superuser.execute("update cases_issue set state = 'settled' where concerns = %s", [[family.son]])
    assert silent(world) == {}


def test_where_no_issue_is_open_the_plan_names_whom_and_else_the_household(
    world: World, family: SimpleNamespace
) -> None:
    world.superuser.execute("update cases_issue set state = 'settled'")
    assert silent(world) == {HOUSE: family.days}
    with world.acting("sato", at="12:00") as sato:
        planned = [(family.case, family.son)]
        assert [one.person for one in silent_persons(sato, sato.today, planned)] == [family.son]
    met(world, family, 1, family.mother, with_=("family",))
    assert silent(world) == {}


def test_the_longest_silence_of_a_case_is_that_of_its_most_silent_person(
    world: World, family: SimpleNamespace
) -> None:
    met(world, family, 3, family.mother)
    met(world, family, 7, family.son)
    with world.acting("sato", at="12:00") as sato:
        longest = longest_silences([Case.objects.get(pk=family.case)], sato, sato.today)
    assert (longest[family.case].person, longest[family.case].silence.days) == (family.son, 7)


def test_more_notes_take_no_more_statements(world: World, family: SimpleNamespace) -> None:
    def asked(actor: Actor) -> int:
        return counted(lambda: silent_persons(actor, actor.today))[1]

    with world.acting("sato", at="12:00") as sato:
        before = asked(sato)
    for ago in range(40, 60, 4):
        met(world, family, ago, family.mother, family.son)
    with world.acting("sato", at="12:00") as sato:
        assert asked(sato) == before
