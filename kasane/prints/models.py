"""A form that left as a paper or a book: its number, for whom, and the digest by which it is known again."""

from django.db import models

from kasane.access.ids import case_number
from kasane.rooms.models import Record, record_indexes
from kasane.rules.printing import Audience


class PrintedPaper(Record):
    """印刷した帳票: the row's id is the number on each page; the file itself is not kept."""

    form = models.CharField("様式の記号", max_length=40)
    title = models.CharField("帳票", max_length=80)
    layout = models.CharField("様式の版", max_length=60)
    audience = models.CharField("宛て", max_length=12)
    receiver = models.CharField("宛てた機関", max_length=120, blank=True)
    kind = models.CharField("形", max_length=8)
    pages = models.PositiveSmallIntegerField("ページ", null=True)
    sha256 = models.CharField(max_length=64)
    # The record the form speaks of.
    of_record = models.BigIntegerField()

    class Meta:
        verbose_name = "印刷した帳票"
        indexes = record_indexes("printed")

    @property
    def number(self) -> str:
        return case_number(self.pk)

    @property
    def audience_label(self) -> str:
        label = Audience(self.audience).label
        return f"{label}（{self.receiver}）" if self.receiver else label

    @property
    def summary(self) -> str:
        return f"{self.title} {self.number}"
