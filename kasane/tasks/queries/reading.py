"""Which notices one has read; the wall shows nobody's marks but one's own."""

from collections.abc import Collection
from typing import NamedTuple

from kasane.access.actor import Actor
from kasane.tasks.models import ReadMark


class NoticeKey(NamedTuple):
    """What a notice is about, and what made it news (`rules.notices.event_of`)."""

    kind: str
    subject: int
    event: str


def read_by(actor: Actor, subjects: Collection[int]) -> set[NoticeKey]:
    """The marks one set on notices about these."""
    marks = ReadMark.objects.filter(staff_id=actor.staff, subject_id__in=sorted(subjects))
    return {NoticeKey(*row) for row in marks.values_list("kind", "subject_id", "event")}
