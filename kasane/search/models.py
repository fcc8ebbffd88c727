"""What may be found: bigrams of a record, under the same guard as the record."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kasane.rooms.models import Record


class SearchEntry(Record):
    """Grams of one record (`kind`, `record_id`); its guard is the record's own."""

    kind = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    grams = ArrayField(models.CharField(max_length=4))

    class Meta:
        verbose_name = "検索のための索引"
        indexes = (
            GinIndex(fields=["grams"], name="entry_grams", fastupdate=False),
            models.Index(fields=["home", "kind"], name="entry_in_room"),
            models.Index(fields=["record_id"], name="entry_of_record"),
        )
