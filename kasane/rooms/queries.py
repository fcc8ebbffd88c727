"""Rooms and keys as who acts sees them, and the one way to call the database's own functions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection

from kasane.access.actor import Actor
from kasane.access.rooms import Basis, CompartmentKind, Key
from kasane.rooms.models import Compartment, EmergencyAccess, Grant, Record
from kasane.rules.verdicts import Refused, refused

REFUSED_BY_DATABASE = "KSN01"
MOST = 100


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal of the database itself arrives as Refused, with the sentence it says."""
    try:
        yield
    except DatabaseError as error:
        cause = error.__cause__
        if getattr(cause, "sqlstate", None) != REFUSED_BY_DATABASE:
            raise
        sentence = cause.diag.message_primary  # type: ignore[union-attr]
        raise Refused(refused(sentence, basis="", rule="")) from error


def call(function: str, *values: Any) -> Any:
    """Call a database function for its single value."""
    marks = ", ".join(["%s"] * len(values))
    with refusals(), connection.cursor() as cursor:
        cursor.execute(f"select {function}({marks})", values)
        row = cursor.fetchone()
    return row[0] if row else None


def rows_of(function: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a database function that returns a table."""
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}({marks})", values)  # noqa: S608 - a name written in our code
        return list(cursor.fetchall())


def own_room(case: int, actor: Actor) -> int | None:
    """The desk's own room in a case, where it writes; None when it has none it may open."""
    rooms = Compartment.objects.filter(case_id=case, kind=CompartmentKind.DESK.value, desk_id=actor.desk)
    return rooms.values_list("id", flat=True).first()


@dataclass(frozen=True)
class Reason:
    """One sentence of 「なぜ見られるのか」: the ground, what it opens, since when and until when."""

    label: str
    sentence: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Standing:
    """Where who acts stands in a case: why they see what is shown, and the room they write in, if any."""

    reasons: tuple[Reason, ...]
    own_room: int | None


def standing(case: int, actor: Actor, records: Iterable[Record] = ()) -> Standing:
    """Reasons by the live keys that open one of `records` (all of the case's when none are given)."""
    grants = Grant.objects.filter(compartment__case_id=case).select_related("compartment")
    live = [(_key(grant), grant) for grant in grants if _key(grant).is_live(actor.at)]
    shown = {compartment for r in records for compartment in (r.home_id, *r.doors)}
    reasons = {
        key.basis: Reason(key.basis.label, key.basis.sentence, key.valid_from, key.valid_to)
        for key, _ in sorted(live, key=lambda pair: pair[0].valid_from, reverse=True)
        if not shown or key.compartment in shown
    }
    own = next(
        (
            key.compartment
            for key, grant in live
            if grant.may_write and grant.compartment.kind == CompartmentKind.DESK.value
        ),
        None,
    )
    return Standing(tuple(reasons[basis] for basis in Basis if basis in reasons), own)


def why(case: int, actor: Actor, records: Iterable[Record] = ()) -> tuple[Reason, ...]:
    """Why who acts may see what a page shows of a case."""
    return standing(case, actor, records).reasons


def emergencies(*, is_reviewed: bool) -> list[EmergencyAccess]:
    """Emergency accesses one may know of, the newest first."""
    found = (
        EmergencyAccess.objects.exclude(finding="")
        if is_reviewed
        else EmergencyAccess.objects.filter(finding="")
    )
    return list(found.order_by("-began_at")[:MOST])


def emergency_of(number: int) -> EmergencyAccess | None:
    return EmergencyAccess.objects.filter(id=number).first()


def _key(grant: Grant) -> Key:
    return Key(
        compartment=grant.compartment_id,
        holder=grant.holder,
        classes=frozenset(grant.classes),
        basis=Basis(grant.basis),
        valid_from=grant.valid_from,
        valid_to=grant.valid_to,
        ended_at=grant.ended_at,
    )


def may_write_in(room: int) -> bool:
    """Whether who acts holds a writing key to a room."""
    return bool(call("may_write_in", room))
