"""Cautions and visits: 佐藤 proposes, 木村 agrees; the line reaches 鈴木 of the team, its cause does not; 渡辺 sees neither."""

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.access.actor import Actor
from kasane.access.ids import encode_id
from kasane.cases.actions.cautions import CautionWords, agree_caution, end_caution, propose_caution
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.visits import VisitWords, cancel_visit, plan_visit, put_off, record_visit
from kasane.cases.models import Case, Caution, Note, SafetyLine, Visit
from kasane.cases.queries import case_of
from kasane.cases.queries.contacts import CONTACT
from kasane.cases.queries.silence import silent_persons
from kasane.cases.queries.visits import (
    cautions_to_agree,
    cautions_to_review,
    visits_between,
    visits_due,
)
from kasane.code_lists.queries import choices
from kasane.rules.cautions import CautionKind
from kasane.rules.silence import ContactResult, Silence, Touch, is_contact
from kasane.rules.verdicts import Refused
from tests.domain.test_notes import case_of as yamadas
from tests.domain.test_notes import mother_of
from tests.world import World

CAUSE, LINE = "前に物を投げたことがある", "2名で訪問。犬に注意"


def proposed(town: World, kind: CautionKind = CautionKind.SAFETY) -> int:
    with town.acting("sato", at="00:00") as sato:
        words = CautionWords(kind, CAUSE, LINE, frozenset({mother_of(town)}))
        return propose_caution(words, case=yamadas(town), by=sato).pk


def agrees(town: World, caution: int, who: str = "kimura", days: int = 90) -> None:
    with town.acting(who, at="00:00") as actor:
        agree_caution(
            Caution.objects.get(pk=caution),
            is_told=False,
            told_words="本人がこわがるため",
            review_on=actor.today + timedelta(days=days),
            by=actor,
        )


def knows(town: World, who: str) -> tuple[bool, bool]:
    """Whether somebody reads the line, and whether they read its cause."""
    with town.acting(who, at="18:00"):
        return SafetyLine.objects.filter(line=LINE).exists(), Caution.objects.filter(text=CAUSE).exists()


def test_the_line_reaches_every_visitor_and_the_cause_nobody_but_the_desk(town: World) -> None:
    caution = proposed(town)
    assert [knows(town, who) for who in ("sato", "kimura", "suzuki", "tanaka")] == [
        (False, True),
        (False, True),
        (False, False),
        (False, False),
    ], "a proposal reaches nobody"
    agrees(town, caution)
    assert knows(town, "sato") == (True, True)
    for who in ("suzuki", "tanaka"):
        assert knows(town, who) == (True, False)
    for who in ("watanabe", "yamamoto", "ito", "takahashi"):
        assert knows(town, who) == (False, False)


def test_the_line_ends_with_its_caution_and_with_the_key(town: World) -> None:
    caution = proposed(town)
    agrees(town, caution)
    with town.acting("kimura") as kimura:
        end_caution(Caution.objects.get(pk=caution), why="引っ越された", by=kimura)
    assert knows(town, "suzuki") == (False, False)
    second = proposed(town)
    agrees(town, second)
    assert knows(town, "suzuki") == (True, False)
    town.superuser.execute(
        "update rooms_grant set ended_at = now() - interval '1 day' where opens_case = %s and desk_id ="
        " (select id from directory_desk where code = 'jiritsu')",
        [yamadas(town)],
    )
    assert knows(town, "suzuki") == (False, False)


def test_it_comes_along_with_the_case_and_is_told_as_seen(town: World) -> None:
    agrees(town, proposed(town))
    with town.acting("suzuki", at="18:00") as suzuki:
        case = case_of(yamadas(town), suzuki)
        assert case is not None
        assert LINE in case.safety_lines
    town.client("suzuki").get(f"/cases/{encode_id(yamadas(town))}/")
    records = town.one(
        "select records from audit_auditrow where what = 'case' and kind = 'view' order by at desc limit 1"
    )
    assert "cases.safetyline" in str(records)


@pytest.mark.parametrize("who", ["sato", "shimizu", "suzuki"])
def test_nobody_but_the_manager_of_the_desk_agrees(town: World, who: str) -> None:
    """清水 manages another desk, and cannot even find the proposal."""
    caution = proposed(town)
    with pytest.raises((Refused, Caution.DoesNotExist)):
        agrees(town, caution, who)
    with town.acting(who), pytest.raises(DatabaseError, match="注意"), transaction.atomic():
        _run(f"select agree_caution({caution}, true, 'x', current_date + 400)")
    assert town.one("select count(*) from cases_safetyline where line = %s", LINE) == 0


def test_a_caution_that_says_it_was_agreed_begins_as_a_proposal(town: World) -> None:
    caution = proposed(town)
    with town.acting("sato") as sato:
        _run(
            "insert into cases_caution select (jsonb_populate_record(null::cases_caution, to_jsonb(c)"
            f" || jsonb_build_object('id', 92, 'agreed_at', now(), 'agreed_by', {sato.staff}::bigint))).*"
            f" from cases_caution c where id = {caution}"
        )
    assert town.one("select agreed_at from cases_caution where id = 92") is None


@pytest.mark.parametrize("column", ["agreed_at", "line", "text", "ended_at", "review_on"])
def test_the_application_has_no_right_to_what_the_manager_decides(town: World, column: str) -> None:
    with town.acting("kimura"), pytest.raises(DatabaseError, match="permission denied"):
        _run(f"update cases_caution set {column} = {column}")


def test_the_proposer_takes_a_proposal_back_but_ends_nothing_that_is_agreed(town: World) -> None:
    first, second = proposed(town), proposed(town)
    agrees(town, second)
    with town.acting("sato") as sato:
        end_caution(Caution.objects.get(pk=first), why="書きまちがい", by=sato)
    with pytest.raises(Refused, match="管理者だけ"), town.acting("sato") as sato:
        end_caution(Caution.objects.get(pk=second), why="x", by=sato)
    with town.acting("sato"), pytest.raises(DatabaseError, match="管理者"), transaction.atomic():
        _run(f"select end_caution({second}, 'x')")


def test_what_waits_for_the_manager_is_what_is_proposed_and_what_is_to_be_reviewed(town: World) -> None:
    first, second = proposed(town), proposed(town)
    agrees(town, second, days=10)
    with town.acting("kimura") as kimura:
        later = kimura.today + timedelta(days=10)
        assert first in [one.pk for one in cautions_to_agree(kimura)]
        assert second not in [one.pk for one in cautions_to_review(kimura, later - timedelta(days=1))]
        assert second in [one.pk for one in cautions_to_review(kimura, later)]
    agrees(town, second, days=100)
    with town.acting("kimura") as kimura:
        assert second not in [one.pk for one in cautions_to_review(kimura, later)]
    assert town.one("select count(*) from cases_safetyline where caution_id = %s", second) == 1


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def visit_of(town: World, days: int = 3) -> int:
    with town.acting("sato") as sato:
        words = VisitWords(
            sato.today + timedelta(days=days),
            time(13, 30),
            frozenset({sato.staff}),
            "見守り",
            concerns=frozenset({mother_of(town)}),
        )
        return plan_visit(words, case=yamadas(town), by=sato).pk


def test_a_visit_stands_on_the_calendar_of_its_desk_alone(town: World) -> None:
    visit = visit_of(town)
    seen = {}
    for who in ("kimura", "tanaka", "suzuki", "watanabe"):
        with town.acting(who) as actor:
            week = visits_between(actor.today, actor.today + timedelta(days=7), actor)
            seen[who] = visit in [one.pk for one in week]
    assert seen == {"kimura": True, "tanaka": False, "suzuki": False, "watanabe": False}


def test_put_off_it_stands_on_another_day_and_the_former_says_why(town: World) -> None:
    visit = visit_of(town)
    with town.acting("kimura") as kimura:
        held = Visit.objects.get(pk=visit)
        later = put_off(
            held, planned_on=held.planned_on + timedelta(days=7), starts_at=time(10), why="通院", by=kimura
        )
    with town.acting("sato") as sato:
        former, now = Visit.objects.get(pk=visit), Visit.objects.get(pk=later.pk)
        assert (former.state, former.changed_why) == ("put_off", "通院")
        assert (now.state, now.purpose, now.concerns, now.instead_of_id) == (
            "planned",
            former.purpose,
            former.concerns,
            visit,
        )
        with pytest.raises(Refused, match="すでに「延期」"):
            cancel_visit(former, why="x", by=sato)


def test_two_who_change_a_visit_at_once_change_it_once(town: World) -> None:
    visit = visit_of(town)
    with town.acting("sato"):
        stale = Visit.objects.get(pk=visit)
    with town.acting("kimura") as kimura:
        cancel_visit(Visit.objects.get(pk=visit), why="入院された", by=kimura)
    with pytest.raises(Refused, match="すでに"), town.acting("sato") as sato:
        record_visit(stale, NoteWords(kind="home_visit", happened_at=sato.at, text="x"), by=sato)
    assert town.one("select count(*) from cases_note where text = 'x'") == 0, "nothing is half done"


def test_its_result_is_a_note_in_one_step(town: World) -> None:
    visit = visit_of(town, days=0)
    with town.acting("sato") as sato:
        assert visit in [one.pk for one in visits_due(sato, sato.today)]
        note = record_visit(
            Visit.objects.get(pk=visit),
            NoteWords(kind="home_visit", happened_at=sato.at, text="元気だった", result="met"),
            by=sato,
        )
        held = Visit.objects.get(pk=visit)
        assert (held.state, held.note_id) == ("done", note.pk)
        assert visit not in [one.pk for one in visits_due(sato, sato.today)]


def test_the_results_on_the_list_are_those_the_rule_knows(town: World) -> None:
    with town.acting("sato") as sato:
        listed = {code for code, _ in choices("contact_result", sato.today)}
    assert listed == {one.value for one in ContactResult}


def test_the_database_counts_as_a_contact_what_the_rule_does(town: World) -> None:
    kinds = ("phone", "home_visit", "meeting")
    withs = ((), ("person",), ("family", "agency"), ("agency",))
    results = ("", *(one.value for one in ContactResult))
    with town.acting("sato") as sato:
        for kind in kinds:
            for result in results:
                for met_with in withs:
                    words = NoteWords(
                        kind=kind, happened_at=sato.at, text="数える", result=result, met_with=met_with
                    )
                    add_note(words, case=yamadas(town), by=sato)
        every = list(Note.objects.filter(text="数える"))
        counted = set(Note.objects.filter(CONTACT, text="数える").values_list("id", flat=True))
    assert len(every) == len(kinds) * len(results) * len(withs)
    for note in every:
        touch = Touch(note.kind, note.result, frozenset(note.met_with))
        assert is_contact(touch) is (note.pk in counted), touch


def test_a_case_is_silent_once_nobody_was_reached_for_thirty_days(town: World) -> None:
    """加藤さん asked once, 渡辺 answered, and was never called again."""

    def quiet(actor: Actor, days: int) -> dict[int, Silence]:
        return {one.case: one.silence for one in silent_persons(actor, actor.today + timedelta(days=days))}

    with town.acting("watanabe") as watanabe:
        case = Case.objects.earliest("opened_at")
        opened_ago = (watanabe.today - case.opened_at.date()).days
        assert quiet(watanabe, 60)[case.pk].last_on is None
        assert case.pk not in quiet(watanabe, 20 - opened_ago)
        words = NoteWords(kind="phone", happened_at=watanabe.at, text="不在", result="absent")
        add_note(words, case=case.pk, by=watanabe)
        assert case.pk in quiet(watanabe, 60), "an absence is no contact"
        reached = NoteWords(kind="phone", happened_at=watanabe.at, text="話せた", result="met")
        add_note(reached, case=case.pk, by=watanabe)
        assert case.pk not in quiet(watanabe, 29)
        assert case.pk in quiet(watanabe, 30)
    with town.acting("kimura") as kimura:
        assert case.pk not in quiet(kimura, 60)
