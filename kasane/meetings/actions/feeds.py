"""The address by which a calendar reads one's sittings: making it out, ending it, and being read by it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connections, transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import labels_of
from kasane.rooms.queries import call
from kasane.rules.meetings import MeetingKind
from kasane.rules.sittings import SittingState

# A calendar asks for what was held lately too; what it no longer finds it takes away.
DAYS_BACK = 92


@dataclass(frozen=True)
class FedSitting:
    """What a calendar is told of a sitting; `steps` rises with each change, `changed_at` is the last one's instant."""

    number: int
    title: str
    state: SittingState
    held_on: date
    starts_at: time
    is_online: bool
    steps: int
    changed_at: datetime


@transaction.atomic
def make_feed(*, by: Actor) -> str:
    """Make out one's address anew and tell its secret part, this once; the former one ends."""
    link = secrets.token_urlsafe(32)
    call("make_feed", new_id(), hashlib.sha256(link.encode()).digest())
    tell("make_feed", detail={"by": by.staff})
    return link


@transaction.atomic
def end_feed(*, by: Actor) -> bool:
    """End one's address; False when there was none."""
    has_ended = bool(call("end_feed"))
    if has_ended:
        tell("end_feed", detail={"by": by.staff})
    return has_ended


def read_feed(link: str) -> list[FedSitting] | None:
    """The sittings an address tells of, asked at the door by nobody who is signed in; None where it opens nothing."""
    with connections["door"].cursor() as cursor:
        cursor.execute("select read_feed(%s)", [link])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("select * from sittings_of_feed(%s, %s)", [link, DAYS_BACK])
        rows = cursor.fetchall()
    bodies = labels_of("existing_body") if any(row[2] for row in rows) else {}
    return [
        FedSitting(
            number,
            bodies.get(("existing_body", body), "") or MeetingKind(kind).label,
            SittingState(state),
            *rest,
        )
        for number, kind, body, state, *rest in rows
    ]
