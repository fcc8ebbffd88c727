"""Keeping what is taken back: the mark goes, what it said stays."""

from kasane.access.actor import Actor
from kasane.cases.models import TakenBack
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused


def keep(record: Record, said: str, *, by: Actor) -> TakenBack:
    """Write down what a record said before it was taken back, in the record's own room and class."""
    kept = TakenBack(of_record=record.pk, said=said, information_class=record.information_class)
    return rooms.write(kept, home=record.home_id, case=record.case_id, concerns=record.concerns, by=by)


def unmarked(rows: int, *, by: Actor) -> None:
    """Refuse where somebody else took it back in the meantime."""
    if rows != 1:
        raise Refused(may_be_taken_back(done_on=None, today=by.today))
