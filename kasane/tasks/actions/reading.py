"""Marking a notice as read, in one's own name."""

from collections.abc import Iterable

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.tasks.models import ReadMark
from kasane.tasks.queries import NoticeKey, read_by


@transaction.atomic
def mark_read(notices: Iterable[NoticeKey], *, by: Actor) -> int:
    """Say that one has read some notices; returns how many were not marked before."""
    wanted = set(notices)
    fresh = wanted - read_by(by, {key.subject for key in wanted})
    for key in sorted(fresh):
        mark = ReadMark(
            staff_id=by.staff, kind=key.kind, subject_id=key.subject, event=key.event, read_at=by.at
        )
        mark.save(force_insert=True)
    if fresh:
        tell("mark_read", detail={"count": len(fresh)})
    return len(fresh)
