"""A paper as it was scanned or photographed; a record like any other, its content encrypted in the database."""

from django.db import models

from kasane.rooms.models import Record, record_indexes
from kasane.rules.papers import SUFFIXES


class Attachment(Record):
    """添付: `label` is our own word for it (never the name of the sender's file, which may name somebody)."""

    label = models.CharField("書類", max_length=80)
    media_type = models.CharField("種類", max_length=40)
    size = models.PositiveIntegerField("大きさ（バイト）")
    sha256 = models.CharField(max_length=64)
    # Encrypted under the installation's field keys; `actions.opened` reads it.
    content = models.BinaryField()
    # The record it was put to, where that record does not itself point here.
    of_record = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "添付"
        indexes = (
            *record_indexes("attachment"),
            models.Index(fields=["of_record"], name="attachment_of_record"),
        )

    @property
    def kind_label(self) -> str:
        return SUFFIXES[self.media_type].upper()

    @property
    def summary(self) -> str:
        return self.label
