"""What may be found: bigrams of a record, under the same guard as the record."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from kasane.rooms.models import Record


class SearchEntry(Record):
    """Grams of one record (`kind`, `record_id`), with the database's marks; its guard is the record's own."""

    kind = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    grams = SearchVectorField()

    class Meta:
        verbose_name = "検索のための索引"
        indexes = (
            GinIndex(fields=["grams"], name="entry_grams", fastupdate=False),
            GinIndex(fields=["doors"], name="entry_behind_doors", fastupdate=False),
            models.Index(fields=["home", "kind"], name="entry_in_room"),
            models.Index(fields=["record_id"], name="entry_of_record"),
        )
