"""Who is called to a sitting."""

from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.directory.queries import csw_desks, desk_names, staff_names
from kasane.meetings.models import (
    Participant,
    Sitting,
)
from kasane.meetings.queries.guests import guest_seats
from kasane.meetings.queries.replies import replies_of
from kasane.rules.pledges import PledgeWay
from kasane.rules.replies import Answer


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
    # Came by a link, without an account.
    is_guest: bool
    # Whether they come, as they last said, and what they added.
    reply: Answer | None
    reply_note: str
    pledge_way: PledgeWay | None

    @property
    def is_there(self) -> bool:
        return self.participant.arrived_at is not None and self.participant.left_at is None


def seats_of(sitting: Sitting, actor: Actor) -> list[SeatView]:
    called = Participant.objects.filter(sitting=sitting, withdrawn_at=None)
    seats = list(called.select_related("pledge").order_by("invited_at", "id"))
    names = staff_names({seat.staff_id for seat in seats})
    desks = desk_names({seat.desk_id for seat in seats})
    standing = {sitting.desk_id, *csw_desks()}
    guests = guest_seats(sitting)
    replies = replies_of(sitting)
    return [
        SeatView(
            participant=seat,
            name=names.get(seat.staff_id, ""),
            desk=desks.get(seat.desk_id, ""),
            has_pledged=hasattr(seat, "pledge"),
            is_own=seat.staff_id == actor.staff,
            is_standing=seat.desk_id in standing,
            is_guest=seat.pk in guests,
            reply=Answer(replies[seat.pk].answer) if seat.pk in replies else None,
            pledge_way=PledgeWay(seat.pledge.way) if hasattr(seat, "pledge") else None,
            reply_note=replies[seat.pk].note if seat.pk in replies else "",
        )
        for seat in seats
    ]


def seat_at(number: int) -> Participant | None:
    return Participant.objects.filter(id=number).select_related("sitting").first()
