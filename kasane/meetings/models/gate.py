"""What was carried over from a sealed room."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.cases.models import Note
from kasane.meetings.models.agenda import AgendaItem
from kasane.rooms.models import Record, record_indexes


class CarriedOver(Record):
    """写したもの: the origin of one note that the coordinator wrote anew from a sealed room under consent.

    It stays in the sealed room, so that the note itself does not tell that the room exists.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="carried")
    source_kind = models.CharField("もとの記録", max_length=20)
    source_id = models.BigIntegerField()
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    consents = ArrayField(models.BigIntegerField(), verbose_name="根拠の同意")

    class Meta:
        verbose_name = "写したもの"
        indexes = record_indexes("carried")
