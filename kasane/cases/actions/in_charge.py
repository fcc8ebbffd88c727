"""Who of the desk carries a case."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import WorkerInCharge
from kasane.directory.queries import workers_of
from kasane.rooms import actions as rooms
from kasane.rules.in_charge import may_hand_over
from kasane.rules.verdicts import Verdict, demand


def take_charge(*, case: int, home: int, by: Actor, worker: int | None = None) -> None:
    """Carry a case nobody of the desk carries yet, or let `worker` do so; whoever does already goes on."""
    if worker is not None:
        demand(_may(None, worker, "", by))
    if not WorkerInCharge.objects.filter(home_id=home, until_on=None).exists():
        rooms.write_all([charge_of(worker or by.staff, case=case, home=home, by=by)])


def charge_of(worker: int, *, case: int, home: int, by: Actor) -> WorkerInCharge:
    """That somebody carries a case from today on, at its place and not stored yet."""
    in_charge = WorkerInCharge(staff_id=worker, since_on=by.today)
    return rooms.place(in_charge, home=home, case=case, concerns=(), by=by)


@transaction.atomic
def hand_over(*, case: int, to: int, note: str, by: Actor) -> None:
    """Let another of the desk carry the case from today on, with what they must know (W-3)."""
    home = room_of(case, by)
    now = WorkerInCharge.objects.filter(home_id=home, until_on=None).first()
    demand(_may(now.staff_id if now else None, to, note, by))
    if now is not None:
        WorkerInCharge.objects.filter(pk=now.pk, until_on=None).update(until_on=by.today)
    new = WorkerInCharge(staff_id=to, since_on=by.today, note=note.strip())
    rooms.write(new, home=home, case=case, concerns=(), by=by)
    tell("hand_over", cases=[case], records={"cases.workerincharge": [new.pk]}, detail={"to": to})


def _may(current: int | None, to: int, note: str, by: Actor) -> Verdict:
    return may_hand_over(
        current=current,
        to=to,
        by=by.staff,
        is_manager=by.is_manager,
        of_desk=frozenset(one.staff_id for one in workers_of(by)),
        note=note,
    )
