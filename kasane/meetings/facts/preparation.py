"""Who is asked for a part, and how a part stands for handing it in."""

from kasane.access.actor import Actor
from kasane.meetings.models import AgendaItem, ItemLeave, Participant, PartRequest, Pledge, Sitting
from kasane.rules.preparation import PartFacts
from kasane.rules.sittings import SittingState


def seats_at(item: AgendaItem) -> list[Participant]:
    """Who takes part in an item: called, not taken back, and not left out of it."""
    left = ItemLeave.objects.filter(item=item).values("participant_id")
    called = Participant.objects.filter(sitting=item.sitting_id, withdrawn_at=None).exclude(id__in=left)
    return list(called.order_by("invited_at", "id"))


def desks_to_ask(sitting: Sitting, item: AgendaItem) -> list[int]:
    """The desks that sit at an item, but for the convening desk, which puts its papers in itself."""
    return list(dict.fromkeys(seat.desk_id for seat in seats_at(item) if seat.desk_id != sitting.desk_id))


def part_facts(request: PartRequest, texts: tuple[str, ...], by: Actor) -> PartFacts:
    seat = Participant.objects.filter(
        sitting=request.sitting_id, staff_id=by.staff, desk_id=request.desk_id, withdrawn_at=None
    ).first()
    has_left = ItemLeave.objects.filter(item=request.item_id, participant=seat).exists()
    return PartFacts(
        is_called=seat is not None and by.desk == request.desk_id and not has_left,
        has_pledged=Pledge.objects.filter(participant=seat).exists(),
        state=SittingState(request.sitting.state),
        texts=texts,
    )
