"""Papers as who acts may read them."""

from kasane.attachments.models import Attachment


def attachment_of(number: int) -> Attachment | None:
    return Attachment.objects.filter(id=number).first()
