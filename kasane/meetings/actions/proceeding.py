"""How a sitting proceeds: notice, opening, who comes and goes, closing, publishing, postponing, cancelling."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.directory.queries import csw_desks
from kasane.meetings.actions.pledges import count_yearly_pledges
from kasane.meetings.actions.preparation import ask_parts
from kasane.meetings.actions.sittings import packet_until
from kasane.meetings.facts import all_discussed, move_facts
from kasane.meetings.models import Participant, Sitting
from kasane.rooms.queries import call
from kasane.rules.sittings import SittingMove, SittingState, may_move
from kasane.rules.verdicts import Refused, demand, refused


@transaction.atomic
def send_notice(sitting: Sitting, *, by: Actor) -> None:
    """開催通知: from now on those called see the sitting, may pledge and read, and are asked for their part.

    Pledges for the year count.
    """
    count_yearly_pledges(sitting, by=by)
    _move(sitting, SittingMove.INVITE, by=by)
    ask_parts(sitting, by=by)


@transaction.atomic
def open_sitting(sitting: Sitting, *, present: frozenset[int], reason: str = "", by: Actor) -> None:
    """Open with the seats that are there; consents are asked again, because they may have ended since (M-1)."""
    seats = list(Participant.objects.filter(sitting=sitting, id__in=present, withdrawn_at=None))
    demand(all_discussed(sitting, by=by))
    facts = replace(
        move_facts(sitting),
        is_host_there=any(seat.desk_id == sitting.desk_id for seat in seats),
        is_csw_there=bool({seat.desk_id for seat in seats} & csw_desks()),
    )
    demand(may_move(SittingMove.OPEN, facts, reason=reason))
    for seat in seats:
        _write_seat(seat, arrived_at=by.at)
    _move(sitting, SittingMove.OPEN, reason=reason, by=by)


@transaction.atomic
def arrive(seat: Participant, *, by: Actor) -> None:
    """Somebody called comes later; the consents are asked again for their agency (M-1)."""
    _demand_open(seat.sitting)
    demand(all_discussed(seat.sitting, by=by))
    _write_seat(seat, arrived_at=seat.arrived_at or by.at, left_at=None)
    tell("arrive", detail={"sitting": seat.sitting_id, "staff": seat.staff_id})


@transaction.atomic
def leave(seat: Participant, *, by: Actor) -> None:
    """Somebody goes before the end; when is kept."""
    _demand_open(seat.sitting)
    if seat.arrived_at is None:
        raise Refused(
            refused(
                "出席していない方の退席は、記録できません。",
                basis="",
                rule="M-3",
                remedy="先に出席を記録してください。",
            )
        )
    _write_seat(seat, left_at=by.at)
    tell("leave", detail={"sitting": seat.sitting_id, "staff": seat.staff_id})


@transaction.atomic
def conclude(sitting: Sitting, *, by: Actor) -> None:
    """Close the sitting; every item that decides a plan is decided or carried to the next (P-3)."""
    _move(sitting, SittingMove.CONCLUDE, by=by)


@transaction.atomic
def publish_minutes(sitting: Sitting, *, by: Actor) -> None:
    """Give the minutes to those who attended; a change from now on is a new version with its reason."""
    _move(sitting, SittingMove.PUBLISH, by=by)


@transaction.atomic
def postpone(sitting: Sitting, *, to: date | None, reason: str, by: Actor) -> None:
    """Another day; the keys run until N days after that one, and the consents are asked for it."""
    demand(may_move(SittingMove.POSTPONE, move_facts(sitting), reason=reason, new_day=to))
    _move(sitting, SittingMove.POSTPONE, reason=reason, new_day=to, by=by)
    moved = Sitting.objects.get(pk=sitting.pk)
    demand(all_discussed(moved, by=by))
    if moved.state == SittingState.INVITED.value:
        ask_parts(moved, by=by)


@transaction.atomic
def cancel(sitting: Sitting, *, reason: str, by: Actor) -> None:
    """Call it off; every key by name that came from it ends."""
    _move(sitting, SittingMove.CANCEL, reason=reason, by=by)


def _move(
    sitting: Sitting, move: SittingMove, *, reason: str = "", new_day: date | None = None, by: Actor
) -> None:
    if move is not SittingMove.OPEN:
        demand(may_move(move, move_facts(sitting), reason=reason, new_day=new_day))
    until = packet_until(new_day) if new_day else None
    call("move_sitting", sitting.pk, move.value, new_id(), reason.strip(), new_day, until)
    tell("move_sitting", detail={"sitting": sitting.pk, "move": move.value, "by": by.staff})


def _write_seat(seat: Participant, **values: object) -> None:
    if Participant.objects.filter(pk=seat.pk, withdrawn_at=None).update(**values) != 1:
        raise Refused(
            refused("この出席者は変えられません。", basis="", rule="M-3", remedy="画面を開き直してください。")
        )


def _demand_open(sitting: Sitting) -> None:
    if sitting.state != SittingState.OPEN.value:
        raise Refused(
            refused(
                "出席と退席は、会議が開かれている間に記録します。",
                basis="実施計画 3-1(2)",
                rule="M-3",
                remedy="開会してから記録してください。",
            )
        )
