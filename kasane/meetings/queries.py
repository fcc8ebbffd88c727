"""Sittings, packets and decisions as who acts may read them."""

from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.directory.queries import desk_names, staff_names
from kasane.meetings.models import AgendaItem, Participant, Sitting, SupportPolicy
from kasane.rules.meetings import ConferencePurpose, MeetingKind


@dataclass(frozen=True)
class SittingView:
    """A sitting with its kind and purpose as the law names them."""

    sitting: Sitting
    kind: MeetingKind
    purpose: ConferencePurpose | None


@dataclass(frozen=True)
class SeatView:
    """One invited person and whether they have pledged; `desk` is for whom they come."""

    participant: Participant
    name: str
    desk: str
    has_pledged: bool
    is_own: bool


def sittings_of() -> list[SittingView]:
    """The sittings one convenes or is invited to, newest day first."""
    return [_view(s) for s in Sitting.objects.order_by("-held_on", "-starts_at")[:100]]


def coming() -> list[SittingView]:
    """Sittings not yet closed, the nearest first."""
    return [_view(s) for s in Sitting.objects.filter(closed_at=None).order_by("held_on", "starts_at")[:20]]


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
    return _view(sitting) if sitting else None


def seats_of(sitting: Sitting, actor: Actor) -> list[SeatView]:
    seats = list(Participant.objects.filter(sitting=sitting).select_related("pledge").order_by("invited_at"))
    names = staff_names({seat.staff_id for seat in seats})
    desks = desk_names({seat.desk_id for seat in seats})
    return [
        SeatView(
            participant=seat,
            name=names.get(seat.staff_id, ""),
            desk=desks.get(seat.desk_id, ""),
            has_pledged=hasattr(seat, "pledge"),
            is_own=seat.staff_id == actor.staff,
        )
        for seat in seats
    ]


def items_of(sitting: Sitting) -> list[AgendaItem]:
    """The items whose packet one may read; before the pledge that is none."""
    items = AgendaItem.objects.filter(sitting=sitting).select_related("part", "version", "decision", "policy")
    return list(items.order_by("written_at"))


def item_of(number: int) -> AgendaItem | None:
    items = AgendaItem.objects.filter(id=number)
    return items.select_related("sitting", "part", "version", "decision", "policy").first()


def items_about(case: int) -> list[AgendaItem]:
    """Readable items of a case, newest sitting first."""
    items = AgendaItem.objects.filter(case_id=case).select_related("sitting", "decision")
    return list(items.order_by("-sitting__held_on", "-written_at"))


def matters_of_case(case: int, persons: frozenset[int]) -> int | None:
    """The room of an earlier 支援会議 matter on the same persons, whose sitting one convened."""
    earlier = AgendaItem.objects.filter(case_id=case, concerns=sorted(persons), matter__isnull=False)
    return earlier.order_by("-written_at").values_list("matter_id", flat=True).first()


def policies_of(case: int) -> list[SupportPolicy]:
    return list(SupportPolicy.objects.filter(case_id=case).order_by("-written_at"))


def _view(sitting: Sitting) -> SittingView:
    purpose = ConferencePurpose(sitting.purpose) if sitting.purpose else None
    return SittingView(sitting, MeetingKind(sitting.kind), purpose)
