"""A paper as it was scanned or photographed; a record like any other, its content in the database."""

from django.db import models

from kasane.rooms.models import Record, record_indexes


class Attachment(Record):
    """添付: `label` is our own word for it (never the name of the sender's file, which may name somebody)."""

    label = models.CharField("書類", max_length=80)
    media_type = models.CharField("種類", max_length=40)
    size = models.PositiveIntegerField("大きさ（バイト）")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        verbose_name = "添付"
        indexes = record_indexes("attachment")

    @property
    def summary(self) -> str:
        return self.label
