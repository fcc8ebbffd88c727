"""Writing a record into its home, and laying it open; keys themselves move only in the database's functions."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.rooms.models import Record
from kasane.rooms.queries import call, refusals
from kasane.rules.consents import may_be_laid_open
from kasane.rules.verdicts import Refused, demand, refused

R = TypeVar("R", bound=Record)


def write(
    record: R, *, home: int, case: int, concerns: Iterable[int], by: Actor, doors: Iterable[int] = ()
) -> R:
    """Store a new record in the room it was written in; the wall refuses a room one may not write in."""
    place(record, home=home, case=case, concerns=concerns, by=by, doors=doors)
    with refusals():
        record.save(force_insert=True)
    return record


def write_all(records: Iterable[Record]) -> None:
    """Store records that stand at their places, one statement a table; the wall looks at every row all the same.

    Tables are filled in the order in which they first come, so what leads to another comes after it.
    """
    tables: dict[type[Record], list[Record]] = {}
    for record in records:
        tables.setdefault(type(record), []).append(record)
    with refusals():
        for model, rows in tables.items():
            model._default_manager.bulk_create(rows)


def place(
    record: R, *, home: int, case: int, concerns: Iterable[int], by: Actor, doors: Iterable[int] = ()
) -> R:
    """Say in which room a new record is written, by whom and of whom; nothing is stored."""
    record.case_id = case
    record.home_id = home
    record.concerns = sorted(concerns)
    record.doors = list(doors)
    record.written_by = by.staff
    record.written_at = by.at
    record.laid_open_at = by.at if record.doors else None
    return record


def doors_of(case: int, concerns: Iterable[int]) -> list[int]:
    """The doors of everybody concerned.

    Raises Refused when somebody has none, which is so until 多機関協働 carries the case.
    """
    doors = call("doors_of", case, sorted(concerns))
    if not doors:
        raise Refused(
            refused(
                "同意した機関に開けるのは、多機関協働で受けたケースの、対象者を選んだ記録だけです。",
                basis="実施計画 3-1(2)",
                rule="C-1",
                remedy="だれについての記録かを選び、先に福祉総合相談担当へつないでください。",
            )
        )
    return list(doors)


@transaction.atomic
def lay_open(record: Record, *, concerns: Iterable[int], known: frozenset[int], by: Actor) -> None:
    """Lay a record of one's own room open to whoever holds the doors of everybody it concerns.

    `known` are the persons of the case as who acts knows them.
    """
    about = frozenset(concerns)
    demand(
        may_be_laid_open(
            concerns=about,
            persons_of_case=known,
            from_sealed=False,
            information_class=record.information_class,
            bound=record.bound,
        )
    )
    doors = doors_of(record.case_id, about)
    changed = (
        type(record)
        ._default_manager.filter(pk=record.pk, doors=[])
        .update(doors=doors, concerns=sorted(about), laid_open_at=by.at)
    )
    if changed != 1:
        raise Refused(
            refused(
                "この記録は、すでに開かれているか、別の窓口の記録です。",
                basis="",
                rule="",
                remedy="画面を開き直して確かめてください。",
            )
        )
    tell("lay_open", cases=[record.case_id], records={record._meta.label_lower: [record.pk]})
