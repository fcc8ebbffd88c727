"""Sittings, packets and decisions as who acts may read them."""

from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.directory.queries import csw_desks, desk_names, staff_names
from kasane.meetings.models import (
    AgendaItem,
    CommunityItem,
    ItemLeave,
    Participant,
    Sitting,
    SittingStep,
    SupportPolicy,
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

    @property
    def moves(self) -> tuple[SittingMove, ...]:
        """The steps its desk may take next."""
        return SITTING_TABLE.moves_from(self.state)


@dataclass(frozen=True)
class SeatView:
    """One invited person and whether they have pledged; `desk` is for whom they come."""

    participant: Participant
    name: str
    desk: str
    has_pledged: bool
    is_own: bool
    # Host or CSW, who belong to every item.
    is_standing: bool

    @property
    def is_there(self) -> bool:
        return self.participant.arrived_at is not None and self.participant.left_at is None


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
    called = Participant.objects.filter(sitting=sitting, withdrawn_at=None)
    seats = list(called.select_related("pledge").order_by("invited_at", "id"))
    names = staff_names({seat.staff_id for seat in seats})
    desks = desk_names({seat.desk_id for seat in seats})
    standing = {sitting.desk_id, *csw_desks()}
    return [
        SeatView(
            participant=seat,
            name=names.get(seat.staff_id, ""),
            desk=desks.get(seat.desk_id, ""),
            has_pledged=hasattr(seat, "pledge"),
            is_own=seat.staff_id == actor.staff,
            is_standing=seat.desk_id in standing,
        )
        for seat in seats
    ]


def items_of(sitting: Sitting) -> list[AgendaItem]:
    """The items whose packet one may read; before the pledge that is none."""
    items = AgendaItem.objects.filter(sitting=sitting).select_related("part", "version", "decision", "policy")
    return list(items.order_by("sort_order", "written_at"))


def community_items_of(sitting: Sitting) -> list[CommunityItem]:
    return list(CommunityItem.objects.filter(sitting=sitting).order_by("sort_order", "written_at"))


def community_item_of(number: int) -> CommunityItem | None:
    return CommunityItem.objects.filter(id=number).select_related("sitting").first()


def steps_of(sitting: Sitting) -> list[tuple[SittingMove, SittingStep, str]]:
    """How a sitting has proceeded: the step, its row, and who made it."""
    steps = list(SittingStep.objects.filter(sitting=sitting).order_by("made_at"))
    names = staff_names({step.made_by for step in steps})
    return [(SittingMove(step.move), step, names.get(step.made_by, "")) for step in steps]


def seat_at(number: int) -> Participant | None:
    return Participant.objects.filter(id=number).select_related("sitting").first()


def leaves_of(item: AgendaItem) -> list[tuple[str, ItemLeave]]:
    """Who takes no part in an item, as far as one may know."""
    leaves = list(ItemLeave.objects.filter(item=item).select_related("participant"))
    names = staff_names({leave.participant.staff_id for leave in leaves})
    return [(names.get(leave.participant.staff_id, ""), leave) for leave in leaves]


def left_standing(desk: int, today: date) -> list[SittingView]:
    """Sittings of a desk whose day has passed and that were not opened, closed, or whose minutes are not out."""
    past = Sitting.objects.filter(desk_id=desk, held_on__lt=today)
    standing = past.filter(state__in=("planned", "invited", "open", "concluded")).order_by("held_on")
    return [_view(sitting) for sitting in standing[:20]]


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
    return SittingView(sitting, MeetingKind(sitting.kind), purpose, SittingState(sitting.state))
