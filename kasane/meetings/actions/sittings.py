"""Convening a sitting, calling people to it, taking a call back, and pledging."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import Seat, agency_names, municipality, seat_of, standing_agencies
from kasane.meetings.actions.pledges import count_yearly_pledges
from kasane.meetings.actions.preparation import ask_added
from kasane.meetings.facts import PLEDGE_TEXTS, all_discussed, demand_ahead, kind_of
from kasane.meetings.models import Participant, Pledge, Sitting
from kasane.rooms.queries import call
from kasane.rules.meetings import ConferencePurpose, MeetingKind, Named, may_convene
from kasane.rules.sittings import SittingState
from kasane.rules.verdicts import Refused, demand, refused


@dataclass(frozen=True)
class SittingWords:
    """When, where and what for; `seats` are assignments (staff at a desk) chosen from the directory."""

    kind: MeetingKind
    purpose: ConferencePurpose | None
    held_on: date
    starts_at: time
    place: str
    seats: tuple[int, ...]
    is_online: bool = False


@transaction.atomic
def convene(words: SittingWords, *, by: Actor) -> Sitting:
    """Prepare a sitting; host and CSW always belong to it (M-1, M-5). Nobody is called before the notice."""
    seats = [seat_of(assignment) for assignment in words.seats]
    demand_one_seat_each(seats)
    demand(
        may_convene(
            is_host=by.is_host,
            kind=words.kind,
            purpose=words.purpose,
            agencies=frozenset(seat.agency_id for seat in seats),
            standing=tuple(Named(number, name) for number, name in standing_agencies()),
        )
    )
    sitting = Sitting(
        kind=words.kind.value,
        purpose=words.purpose.value if words.purpose else "",
        held_on=words.held_on,
        starts_at=words.starts_at,
        place=words.place,
        is_online=words.is_online,
    )
    new_sitting(sitting, seats, by=by)
    tell("convene", detail={"sitting": sitting.pk, "kind": words.kind.value})
    return sitting


def demand_one_seat_each(seats: list[Seat]) -> None:
    """Nobody sits at one sitting under two hats: a pledge and a key are each person's own (M-3)."""
    count = Counter(seat.staff_id for seat in seats)
    twice = {seat.name for seat in seats if count[seat.staff_id] > 1}
    if twice:
        raise Refused(
            refused(
                f"{'、'.join(sorted(twice))}さんを、二つの役割で選んでいます。",
                basis="",
                rule="M-3",
                remedy="どの窓口の人として出席するか、一つを選んでください。",
            )
        )


@transaction.atomic
def convene_series(words: SittingWords, days: tuple[date, ...], *, by: Actor) -> list[Sitting]:
    """Prepare the same sitting on several days; each goes its own way from then on. All of them, or none."""
    return [convene(replace(words, held_on=day), by=by) for day in days]


def new_sitting(
    sitting: Sitting, seats: list[Seat], *, bound_by: frozenset[str] = frozenset(), by: Actor
) -> None:
    """Store a sitting that a desk prepares, and more seats at it."""
    if sitting._state.adding:
        sitting.desk_id, sitting.convened_by, sitting.convened_at = by.desk, by.staff, by.at
        sitting.packet_until = packet_until(sitting.held_on)
        sitting.save(force_insert=True)
    for seat in seats:
        _seat(sitting, seat, bound_by=bound_by, by=by)


def packet_until(held_on: date) -> date:
    """The last day on which a sitting's packets are read."""
    return held_on + timedelta(days=municipality().packet_days)


@transaction.atomic
def invite(
    sitting: Sitting, assignment: int, *, bound_by: frozenset[str] = frozenset(), by: Actor
) -> Participant:
    """Call one more; each item's consents must cover their agency too, unless they leave that item (M-1)."""
    demand_ahead(sitting)
    seat = seat_of(assignment)
    if Participant.objects.filter(sitting=sitting, staff_id=seat.staff_id).exists():
        raise Refused(
            refused(
                f"{seat.name}さんは、もう出席者に入っているか、この会議の招集を取り消されています。",
                basis="",
                rule="M-3",
                remedy="会議のページの出席者を確かめてください。",
            )
        )
    names = agency_names([seat.agency_id])
    demand(all_discussed(sitting, (Named(seat.agency_id, names[seat.agency_id]),), by=by))
    participant = _seat(sitting, seat, bound_by=bound_by, by=by)
    if sitting.state == SittingState.INVITED.value:
        count_yearly_pledges(sitting, by=by)
        call("admit", sitting.pk)
    ask_added(sitting, by=by)
    tell("invite", detail={"sitting": sitting.pk, "staff": seat.staff_id})
    return participant


@transaction.atomic
def bind_seat(seat: Participant, *, bodies: frozenset[str], by: Actor) -> None:
    """Write down of which existing bodies somebody called is a member, bound by their secrecy (M-6)."""
    demand_ahead(seat.sitting)
    Participant.objects.filter(pk=seat.pk).update(bound_by=sorted(bodies))
    call("admit", seat.sitting_id)
    tell("bind_seat", detail={"sitting": seat.sitting_id, "staff": seat.staff_id, "by": by.staff})


@transaction.atomic
def withdraw_invitation(seat: Participant, *, by: Actor) -> None:
    """Take a call back before the sitting opens; every key by name that came from it ends with it."""
    call("withdraw_seat", seat.pk)
    tell("withdraw_invitation", detail={"sitting": seat.sitting_id, "staff": seat.staff_id, "by": by.staff})


@transaction.atomic
def pledge(sitting: Sitting, *, by: Actor) -> None:
    """Pledge secrecy in one's own name; only then do packets open (M-3)."""
    seat = Participant.objects.filter(sitting=sitting, staff_id=by.staff, withdrawn_at=None).first()
    if seat is None:
        raise Refused(
            refused(
                "この会議の出席者に入っていません。",
                basis="社会福祉法106条の6",
                rule="M-3",
                remedy="主催する福祉総合相談担当にお知らせください。",
            )
        )
    if Pledge.objects.filter(participant=seat).exists():
        return
    text = text_in_force(PLEDGE_TEXTS[kind_of(sitting)], by.today)
    Pledge(participant=seat, text_version=text.version_label, pledged_at=by.at).save(force_insert=True)
    call("admit", sitting.pk)
    tell("pledge", detail={"sitting": sitting.pk, "text": text.version_label})


def _seat(sitting: Sitting, seat: Seat, *, bound_by: frozenset[str] = frozenset(), by: Actor) -> Participant:
    participant = Participant(
        id=new_id(),
        sitting=sitting,
        staff_id=seat.staff_id,
        desk_id=seat.desk_id,
        agency_id=seat.agency_id,
        invited_at=by.at,
        bound_by=sorted(bound_by),
    )
    participant.save(force_insert=True)
    return participant
