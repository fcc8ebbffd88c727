"""課題: concerns untangled."""

from django.db import models

from kasane.rooms.models import Record, record_indexes


class Issue(Record):
    """課題: one untangled concern, whom it concerns (`concerns`) and which agency holds it (I-3)."""

    field = models.CharField("分野", max_length=40)
    text = models.TextField("課題")
    held_by = models.BigIntegerField("担当する機関", null=True)
    sort_order = models.PositiveSmallIntegerField("書かれた順", default=0)

    class Meta:
        verbose_name = "課題"
        indexes = record_indexes("issue")
