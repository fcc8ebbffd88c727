"""Papers as who acts may read them."""

from collections.abc import Iterable

from kasane.attachments.models import Attachment


def attachment_of(number: int) -> Attachment | None:
    return Attachment.objects.filter(id=number).first()


def attachments_of(records: Iterable[int]) -> dict[int, list[Attachment]]:
    """The papers put to some records, in the order they were put; their content stays where it is."""
    found: dict[int, list[Attachment]] = {}
    for one in (
        Attachment.objects.filter(of_record__in=list(records))
        .defer("content")
        .order_by("written_at", "label")
    ):
        found.setdefault(one.of_record or 0, []).append(one)
    return found
