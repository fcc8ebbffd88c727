"""Taking a paper in, and keeping its content encrypted under the installation's field keys."""

import hashlib
from collections.abc import Iterable, Sequence

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.attachments.models import Attachment
from kasane.rooms.actions import write
from kasane.rules.papers import may_be_taken_in, media_type_of
from kasane.rules.verdicts import demand


def take_in(
    content: bytes,
    *,
    label: str,
    home: int,
    case: int,
    concerns: Iterable[int],
    by: Actor,
    of_record: int | None = None,
    information_class: str = InformationClass.GENERAL.value,
    doors: Iterable[int] = (),
) -> Attachment:
    """Store a scanned paper in a room; what it is, its first bytes say, not its name."""
    demand(may_be_taken_in(content))
    attachment = Attachment(
        label=label,
        media_type=media_type_of(content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=sealed(content, settings.FIELD_KEYS),
        of_record=of_record,
        information_class=information_class,
    )
    return write(attachment, home=home, case=case, concerns=concerns, by=by, doors=doors)


def sealed(content: bytes, keys: Sequence[str]) -> bytes:
    """The content as it is stored: encrypted under the newest of the field keys."""
    return _ring(keys).encrypt(content)


def opened(attachment: Attachment) -> bytes:
    """The content as it was taken in; raises ValueError when what is stored is not what was taken in."""
    return unsealed(bytes(attachment.content), attachment.sha256)


def unsealed(stored: bytes, sha256: str) -> bytes:
    """What was stored encrypted, as it was taken in; raises ValueError when it is not that any more."""
    content = _ring(settings.FIELD_KEYS).decrypt(stored)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("保管している添付が、受け取ったときと違います。")
    return content


def rotated(stored: bytes, keys: Sequence[str]) -> bytes:
    """The same content under the newest of the keys."""
    return _ring(keys).rotate(stored)


def rotate_papers(keys: Sequence[str]) -> None:
    """Encrypt every stored paper under the newest of the field keys, one after the other; the others still read."""
    for number in Attachment.objects.values_list("id", flat=True).iterator():
        with transaction.atomic():
            held = Attachment.objects.select_for_update().filter(pk=number)
            content = bytes(held.values_list("content", flat=True).get())
            held.update(content=rotated(content, keys))


def _ring(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
