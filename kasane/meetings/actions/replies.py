"""Answering a call, and handing in an opinion in writing."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.meetings.facts import names_of
from kasane.meetings.models import AgendaItem, ItemLeave, Participant, Pledge, SeatReply, WrittenOpinion
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call, refusals
from kasane.rules.anonymity import may_stand_anonymous
from kasane.rules.replies import Answer, may_hand_in_opinion, may_reply
from kasane.rules.sittings import SittingState
from kasane.rules.verdicts import demand


@transaction.atomic
def reply(seat: Participant, answer: Answer, *, note: str = "", by: Actor) -> None:
    """Say whether one comes; the convening desk writes down what it was told by telephone."""
    demand(may_reply(state=SittingState(seat.sitting.state), answer=answer, note=note))
    told = SeatReply(
        participant=seat, answer=answer.value, note=note.strip(), told_by=by.staff, replied_at=by.at
    )
    with refusals():
        told.save(force_insert=True)
    tell("reply_to_call", detail={"sitting": seat.sitting_id, "seat": seat.pk, "answer": answer.value})


@transaction.atomic
def hand_in_opinion(item: AgendaItem, *, text: str, by: Actor) -> None:
    """One's own opinion, kept with the item for whoever may read it."""
    seat = Participant.objects.filter(sitting=item.sitting, staff_id=by.staff, withdrawn_at=None).first()
    _demand(item, seat, text)
    _demand_unnamed(item, text, by=by)
    number = new_id()
    call("hand_in_opinion", number, item.pk, text.strip())
    tell("hand_in_opinion", cases=[item.case_id], records={"meetings.writtenopinion": [number]})


@transaction.atomic
def take_in_opinion(item: AgendaItem, seat: Participant, *, text: str, by: Actor) -> WrittenOpinion:
    """An opinion that came to the host on paper, copied out as it stands."""
    _demand(item, seat, text)
    _demand_unnamed(item, text, by=by)
    opinion = rooms.write(
        WrittenOpinion(
            item=item,
            staff_id=seat.staff_id,
            desk_id=seat.desk_id,
            text=text.strip(),
            information_class=item.information_class,
        ),
        home=item.home_id,
        case=item.case_id,
        concerns=item.concerns,
        doors=item.doors,
        by=by,
    )
    tell("take_in_opinion", cases=[item.case_id], records={"meetings.writtenopinion": [opinion.pk]})
    return opinion


def _demand(item: AgendaItem, seat: Participant | None, text: str) -> None:
    demand(
        may_hand_in_opinion(
            state=SittingState(item.sitting.state),
            is_called=seat is not None and seat.sitting_id == item.sitting_id,
            has_pledged=seat is not None and Pledge.objects.filter(participant=seat).exists(),
            leaves_item=seat is not None and ItemLeave.objects.filter(item=item, participant=seat).exists(),
            text=text,
        )
    )


def _demand_unnamed(item: AgendaItem, text: str, *, by: Actor) -> None:
    """Into an anonymous item goes no name that who writes knows (M-7)."""
    if item.is_anonymous:
        demand(may_stand_anonymous(text, names_of(item.case_id, frozenset(item.concerns), by)))
