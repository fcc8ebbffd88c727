"""Sittings as who acts may see them, and how they proceed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kasane.code_lists.queries import labels_of
from kasane.directory.queries import staff_names
from kasane.meetings.models import (
    AgendaItem,
    Sitting,
    SittingStep,
)
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.sittings import SITTING_TABLE, SittingMove, SittingState


@dataclass(frozen=True)
class SittingView:
    """A sitting with its kind and purpose as the law names them, and how far it has come."""

    sitting: Sitting
    kind: MeetingKind
    purpose: ConferencePurpose | None
    state: SittingState
    # What it is called: one of the two meetings, or the existing body.
    title: str

    @property
    def moves(self) -> tuple[SittingMove, ...]:
        """The steps its desk may take next."""
        return SITTING_TABLE.moves_from(self.state)


def sittings_of() -> list[SittingView]:
    """The sittings one convenes or is invited to, newest day first."""
    return views_of(Sitting.objects.order_by("-held_on", "-starts_at")[:100])


def coming() -> list[SittingView]:
    """Sittings not yet closed, the nearest first."""
    return views_of(Sitting.objects.filter(closed_at=None).order_by("held_on", "starts_at")[:20])


def next_sittings(cases: list[int], today: date) -> dict[int, date]:
    """For each of some cases, the day of the next sitting that discusses it, where one may read the item."""
    coming_items = AgendaItem.objects.filter(
        case_id__in=cases, sitting__closed_at=None, sitting__held_on__gte=today
    )
    days: dict[int, date] = {}
    for item in coming_items.select_related("sitting").order_by("-sitting__held_on"):
        days[item.case_id] = item.sitting.held_on
    return days


def sitting_of(number: int) -> SittingView | None:
    sitting = Sitting.objects.filter(id=number).first()
    return views_of([sitting])[0] if sitting else None


def steps_of(sitting: Sitting) -> list[tuple[SittingMove, SittingStep, str]]:
    """How a sitting has proceeded: the step, its row, and who made it."""
    steps = list(SittingStep.objects.filter(sitting=sitting).order_by("made_at"))
    names = staff_names({step.made_by for step in steps})
    return [(SittingMove(step.move), step, names.get(step.made_by, "")) for step in steps]


def unpublished(desk: int, today: date) -> list[SittingView]:
    """Sittings of a desk that are over and whose minutes are not out; the oldest first."""
    over = Sitting.objects.filter(desk_id=desk, held_on__lt=today, state=SittingState.CONCLUDED.value)
    return views_of(over.order_by("held_on")[:20])


def views_of(sittings: Iterable[Sitting]) -> list[SittingView]:
    """Sittings with what they are called."""
    known = list(sittings)
    labels = labels_of("existing_body") if any(sitting.body for sitting in known) else {}
    return [_view(sitting, labels.get(("existing_body", sitting.body), "")) for sitting in known]


def _view(sitting: Sitting, body: str) -> SittingView:
    purpose = ConferencePurpose(sitting.purpose) if sitting.purpose else None
    kind = MeetingKind(sitting.kind)
    return SittingView(sitting, kind, purpose, SittingState(sitting.state), body or kind.label)
