"""Convening a sitting, inviting, pledging, opening and closing."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import Seat, agency_names, municipality, seat_of, standing_agencies
from kasane.meetings.facts import agencies_at, all_discussed, kind_of
from kasane.meetings.models import Participant, Pledge, Sitting
from kasane.rooms.queries import call
from kasane.rules.meetings import ConferencePurpose, MeetingKind, Named, may_convene
from kasane.rules.verdicts import Refused, demand, refused

PLEDGE_TEXTS = {
    MeetingKind.SUPPORT_CONFERENCE: "pledge_support_conference",
    MeetingKind.MULTILAYERED: "pledge_multilayered",
}


@dataclass(frozen=True)
class SittingWords:
    """When, where and what for; `seats` are assignments (staff at a desk) chosen from the directory."""

    kind: MeetingKind
    purpose: ConferencePurpose | None
    held_on: date
    starts_at: time
    place: str
    seats: tuple[int, ...]


@transaction.atomic
def convene(words: SittingWords, *, by: Actor) -> Sitting:
    """Convene a sitting; host and CSW always belong to it (M-1, M-3)."""
    seats = [seat_of(assignment) for assignment in words.seats]
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
        convened_by=by.staff,
        convened_at=by.at,
        packet_until=words.held_on + timedelta(days=municipality().packet_days),
    )
    sitting.save(force_insert=True)
    for seat in seats:
        _seat(sitting, seat, by=by)
    tell("convene", detail={"sitting": sitting.pk, "kind": words.kind.value})
    return sitting


@transaction.atomic
def invite(sitting: Sitting, assignment: int, *, by: Actor) -> None:
    """Invite one more; where a case is on the agenda, its consent must cover their agency too (M-1)."""
    _demand_not_closed(sitting)
    seat = seat_of(assignment)
    names = agency_names([seat.agency_id])
    arriving = Named(seat.agency_id, names[seat.agency_id])
    demand(all_discussed(sitting, (*agencies_at(sitting), arriving), by=by))
    _seat(sitting, seat, by=by)
    tell("invite", detail={"sitting": sitting.pk, "staff": seat.staff_id})


@transaction.atomic
def pledge(sitting: Sitting, *, by: Actor) -> None:
    """Pledge secrecy in one's own name; only then do packets open (M-3)."""
    seat = Participant.objects.filter(sitting=sitting, staff_id=by.staff).first()
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


@transaction.atomic
def open_sitting(sitting: Sitting, *, by: Actor) -> None:
    """Open the sitting; the consents are asked again, because they may have ended since (M-1)."""
    _demand_not_closed(sitting)
    demand(all_discussed(sitting, agencies_at(sitting), by=by))
    _change(sitting, opened_at=by.at)
    tell("open_sitting", detail={"sitting": sitting.pk})


@transaction.atomic
def close_sitting(sitting: Sitting, *, by: Actor) -> None:
    _demand_not_closed(sitting)
    _change(sitting, closed_at=by.at)
    tell("close_sitting", detail={"sitting": sitting.pk})


def _seat(sitting: Sitting, seat: Seat, *, by: Actor) -> None:
    participant = Participant(
        id=new_id(),
        sitting=sitting,
        staff_id=seat.staff_id,
        desk_id=seat.desk_id,
        agency_id=seat.agency_id,
        invited_at=by.at,
    )
    participant.save(force_insert=True)


def _change(sitting: Sitting, **values: object) -> None:
    if Sitting.objects.filter(pk=sitting.pk, closed_at=None).update(**values) != 1:
        raise Refused(
            refused("この会議は変えられません。", basis="", rule="", remedy="画面を開き直してください。")
        )


def _demand_not_closed(sitting: Sitting) -> None:
    if sitting.closed_at is not None:
        raise Refused(
            refused("この会議は閉会しています。", basis="", rule="M-3", remedy="次の会議を招集してください。")
        )
