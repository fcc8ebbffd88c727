"""How parts go and end, as who acts may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from kasane.access.actor import Actor
from kasane.cases.models import Note
from kasane.rules.plans import PartState
from kasane.rules.silence import REACHED
from kasane.support_plans.models import (
    Evaluation,
    FollowUp,
    Monitoring,
    Outcome,
    PartStateChange,
    PlanPart,
    Suspension,
)

MOST = 50


@dataclass(frozen=True)
class Sheet:
    """A monitoring or an evaluation with what it says of goals and actions, in their order."""

    record: Monitoring | Evaluation
    goals: tuple[Outcome, ...]
    actions: tuple[Outcome, ...]


def monitorings_of(part: PlanPart) -> list[Sheet]:
    found = list(Monitoring.objects.filter(part=part).order_by("-done_on", "-written_at"))
    return _sheets(found, Outcome.objects.filter(monitoring__in=found), "monitoring_id")


def evaluations_of(part: PlanPart) -> list[Sheet]:
    found = list(
        Evaluation.objects.filter(part=part).select_related("version").order_by("-done_on", "-written_at")
    )
    return _sheets(found, Outcome.objects.filter(evaluation__in=found), "evaluation_id")


def suspensions_of(part: PlanPart) -> list[tuple[Suspension, list[Note]]]:
    """The sheets of a part's pauses with the attempts they name, as far as they may be read; the newest first."""
    sheets = list(Suspension.objects.filter(part=part).order_by("-written_at"))
    ids = {number for sheet in sheets for number in sheet.attempts}
    notes = {note.pk: note for note in Note.objects.filter(id__in=ids)} if ids else {}
    return [
        (sheet, sorted((notes[n] for n in sheet.attempts if n in notes), key=lambda note: note.happened_at))
        for sheet in sheets
    ]


def attempts_to_reach(part: PlanPart) -> list[Note]:
    """Notes that tell of an attempt to reach the person which did not succeed, the newest first."""
    notes = Note.objects.filter(case_id=part.case_id, concerns__contains=[part.person_id])
    return list(notes.exclude(result="").exclude(result__in=REACHED).order_by("-happened_at")[:MOST])


def follow_ups_of(part: PlanPart) -> list[FollowUp]:
    return list(FollowUp.objects.filter(part=part).order_by("due_on"))


def follow_up_of(number: int) -> FollowUp | None:
    return FollowUp.objects.select_related("part").filter(id=number).first()


def own_follow_up(number: int, actor: Actor) -> FollowUp | None:
    return FollowUp.objects.filter(id=number, home__desk_id=actor.desk).first()


def own_suspension(number: int, actor: Actor) -> Suspension | None:
    return Suspension.objects.filter(id=number, home__desk_id=actor.desk).first()


def follow_ups_due(until: date, actor: Actor) -> list[FollowUp]:
    """What the acting desk planned for after the end and has not done, up to a day, the earliest first (P-5)."""
    own = FollowUp.objects.filter(home__desk_id=actor.desk, done_at=None, due_on__lte=until)
    return list(own.order_by("due_on", "written_at")[:MOST])


def to_try_again(desk: int, until: date) -> list[Suspension]:
    """Suspended parts of a desk whose day to try again has come near, the earliest first."""
    last = PartStateChange.objects.filter(part=OuterRef("part")).order_by("-decided_on", "-written_at")
    due = Suspension.objects.filter(home__desk_id=desk, tried_again_at=None, try_again_on__lte=until)
    paused = due.annotate(standing=Subquery(last.values("state_after")[:1])).filter(
        standing=PartState.SUSPENDED.value
    )
    return list(paused.select_related("part").order_by("try_again_on")[:MOST])


def _sheets(
    records: list[Monitoring] | list[Evaluation], outcomes: Iterable[Outcome], of: str
) -> list[Sheet]:
    by_sheet: dict[int, list[Outcome]] = {}
    for outcome in outcomes.select_related("goal", "action").order_by(  # type: ignore[attr-defined]
        "goal__sort_order", "action__sort_order"
    ):
        by_sheet.setdefault(getattr(outcome, of), []).append(outcome)
    return [
        Sheet(
            record,
            tuple(one for one in by_sheet.get(record.pk, ()) if one.goal is not None),
            tuple(one for one in by_sheet.get(record.pk, ()) if one.action is not None),
        )
        for record in records
    ]
