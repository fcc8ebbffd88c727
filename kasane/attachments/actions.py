"""Taking a paper in."""

import hashlib
from collections.abc import Iterable

from kasane.access.actor import Actor
from kasane.attachments.models import Attachment
from kasane.rooms.actions import write
from kasane.rules.papers import may_be_taken_in, media_type_of
from kasane.rules.verdicts import demand


def take_in(
    content: bytes, *, label: str, home: int, case: int, concerns: Iterable[int], by: Actor
) -> Attachment:
    """Store a scanned paper in a room; what it is, its first bytes say, not its name."""
    demand(may_be_taken_in(content))
    attachment = Attachment(
        label=label,
        media_type=media_type_of(content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    return write(attachment, home=home, case=case, concerns=concerns, by=by)
