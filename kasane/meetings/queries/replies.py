"""Who comes, and what the absent wrote."""

from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.directory.queries import desk_names, staff_names
from kasane.meetings.models import (
    AgendaItem,
    ItemLeave,
    Participant,
    Pledge,
    SeatReply,
    Sitting,
    WrittenOpinion,
)
from kasane.rules.replies import may_hand_in_opinion
from kasane.rules.sittings import SittingState


@dataclass(frozen=True)
class OpinionView:
    """One opinion with whose it is and for whom they were called."""

    opinion: WrittenOpinion
    name: str
    desk: str

    @property
    def is_copied_out(self) -> bool:
        """Whether it came on paper and the host wrote it here."""
        return self.opinion.written_by != self.opinion.staff_id


def replies_of(sitting: Sitting) -> dict[int, SeatReply]:
    """The newest answer of each seat one may see."""
    replies = SeatReply.objects.filter(participant__sitting=sitting).order_by("replied_at")
    return {reply.participant_id: reply for reply in replies}


def opinions_of(item: AgendaItem) -> list[OpinionView]:
    """What was handed in to an item, in the order it came; a second one of somebody stands beside the first."""
    opinions = list(WrittenOpinion.objects.filter(item=item).order_by("written_at"))
    names = staff_names({one.staff_id for one in opinions})
    desks = desk_names({one.desk_id for one in opinions})
    return [OpinionView(one, names.get(one.staff_id, ""), desks.get(one.desk_id, "")) for one in opinions]


def may_write_opinion(item: AgendaItem, actor: Actor) -> bool:
    """Whether who acts may hand one in now; what it says is asked when it is sent."""
    seat = Participant.objects.filter(
        sitting_id=item.sitting_id, staff_id=actor.staff, withdrawn_at=None
    ).first()
    return seat is not None and bool(
        may_hand_in_opinion(
            state=SittingState(item.sitting.state),
            is_called=True,
            has_pledged=Pledge.objects.filter(participant=seat).exists(),
            leaves_item=ItemLeave.objects.filter(item=item, participant=seat).exists(),
            text="x",
        )
    )
