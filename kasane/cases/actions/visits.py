"""Visits: planning one, putting it off, cancelling it, and the note that becomes of it."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Note, Visit
from kasane.rooms import actions as rooms
from kasane.rules.verdicts import Refused, demand
from kasane.rules.visits import VisitState, may_be_changed, may_be_planned


@dataclass(frozen=True)
class VisitWords:
    """When, who goes (staff), whom they meet, what for, whom it concerns."""

    planned_on: date
    starts_at: time
    goers: frozenset[int]
    purpose: str
    meets: str = ""
    concerns: frozenset[int] = frozenset()


@transaction.atomic
def plan_visit(words: VisitWords, *, case: int, by: Actor, instead_of: Visit | None = None) -> Visit:
    """Put a visit on the desk's calendar."""
    demand(may_be_planned(goers=words.goers, purpose=words.purpose, planned_on=words.planned_on, on=by.today))
    visit = Visit(
        planned_on=words.planned_on,
        starts_at=words.starts_at,
        goers=sorted(words.goers),
        meets=words.meets,
        purpose=words.purpose,
        instead_of=instead_of,
    )
    rooms.write(visit, home=room_of(case, by), case=case, concerns=words.concerns, by=by)
    tell("plan_visit", cases=[case], records={"cases.visit": [visit.pk]})
    return visit


@transaction.atomic
def put_off(visit: Visit, *, planned_on: date, starts_at: time, why: str, by: Actor) -> Visit:
    """Put a visit off to another day; the former one stays, with the reason."""
    _close(visit, VisitState.PUT_OFF, why=why, by=by)
    words = VisitWords(
        planned_on=planned_on,
        starts_at=starts_at,
        goers=frozenset(visit.goers),
        purpose=visit.purpose,
        meets=visit.meets,
        concerns=frozenset(visit.concerns),
    )
    tell("put_off_visit", cases=[visit.case_id], records={"cases.visit": [visit.pk]})
    return plan_visit(words, case=visit.case_id, by=by, instead_of=visit)


@transaction.atomic
def cancel_visit(visit: Visit, *, why: str, by: Actor) -> None:
    _close(visit, VisitState.CANCELLED, why=why, by=by)
    tell("cancel_visit", cases=[visit.case_id], records={"cases.visit": [visit.pk]})


@transaction.atomic
def record_visit(visit: Visit, words: NoteWords, *, by: Actor) -> Note:
    """What became of a visit, in one step: the note is written and the visit is done."""
    note = add_note(words, case=visit.case_id, by=by)
    _close(visit, VisitState.DONE, why="訪問した", by=by, note=note)
    return note


def _close(visit: Visit, state: VisitState, *, why: str, by: Actor, note: Note | None = None) -> None:
    demand(may_be_changed(state=VisitState(visit.state), why=why))
    told = "" if note else why.strip()
    changed = Visit.objects.filter(pk=visit.pk, state=VisitState.PLANNED.value).update(
        state=state.value, changed_why=told, changed_at=by.at, note=note
    )
    if changed != 1:
        raise Refused(may_be_changed(state=VisitState.DONE, why=why))
