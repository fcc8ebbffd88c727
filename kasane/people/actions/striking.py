"""Ending what is no longer so, and striking out what never was; both keep what was written."""

from typing import Any, TypeVar

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.people.models.lasting import Lasting, Struck
from kasane.rooms.actions import write
from kasane.rooms.queries import refusals
from kasane.rules.family import Span, may_end
from kasane.rules.verdicts import Refused, demand, refused

S = TypeVar("S", bound=Struck)


@transaction.atomic
def end(record: Lasting, *, until: str, why: str, by: Actor) -> None:
    """Say from when on something is no longer so; `until` is a day known in part."""
    demand(may_end(span=Span(record.since, record.until), until=until, today=by.today))
    _change(record, until=until, ended_why=why)
    tell("end_relation", cases=[record.case_id], records={record._meta.label_lower: [record.pk]})


@transaction.atomic
def strike(record: Struck, *, why: str, by: Actor) -> None:
    """Take back what was written by mistake; it stays where it is, marked with the reason."""
    strike_out(record, why=why, by=by)
    tell("strike_relation", cases=[record.case_id], records={record._meta.label_lower: [record.pk]})


def strike_out(record: Struck, *, why: str, by: Actor) -> None:
    if not why.strip():
        raise Refused(
            refused(
                "取り消すわけが書かれていません。",
                basis="個人情報保護法65条（正確性の確保）",
                rule="H-2",
                remedy="どこがまちがっていたかを、一行で書いてください。",
            )
        )
    _change(record, struck_at=by.at, struck_why=why.strip())


def store(
    record: S,
    *,
    concerns: list[int],
    case: int,
    home: int,
    by: Actor,
    instead_of: Struck | None = None,
    why: str = "",
) -> S:
    """Write one record of the family; where it corrects another, that one is struck out with it."""
    if instead_of is not None:
        strike_out(instead_of, why=why, by=by)
    return write(record, home=home, case=case, concerns=concerns, by=by)


def said(record: Struck, instead_of: Struck | None = None) -> dict[str, Any]:
    """What the record of seeing is told of a record that was stored."""
    return {
        "cases": [record.case_id],
        "records": {record._meta.label_lower: [record.pk]},
        "detail": {"instead_of": instead_of.pk} if instead_of is not None else {},
    }


def _change(record: Struck, **values: Any) -> None:
    with refusals():
        changed = type(record)._default_manager.filter(pk=record.pk, struck_at=None).update(**values)
    if changed != 1:
        raise Refused(
            refused(
                "この記録は、すでに取り消されているか、別の窓口の記録です。",
                basis="",
                rule="H-2",
                remedy="画面を開き直して確かめてください。",
            )
        )
