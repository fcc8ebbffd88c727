"""What a sitting writes down and decides."""

from django.db import models

from kasane.meetings.models.agenda import AgendaItem
from kasane.rooms.models import Record, record_indexes


class Minutes(Record):
    """議事録."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField("議事の内容")

    class Meta:
        verbose_name = "議事録"
        verbose_name_plural = "議事録"
        indexes = record_indexes("minutes")


class SettledMatter(Record):
    """One matter the occasion requires, and how the sitting settled it (P-3)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="matters")
    code = models.CharField("項目", max_length=40)
    text = models.TextField("確認したこと")

    class Meta:
        verbose_name = "確認した事項"
        indexes = record_indexes("matter")


class Decision(Record):
    """決定: the sitting's judgement on a plan part at its occasion."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    judgement = models.CharField("判断", max_length=16)
    dissent = models.TextField("異なる意見", blank=True)
    decided_on = models.DateField("支援決定日")

    class Meta:
        verbose_name = "決定"
        indexes = record_indexes("decision")


class SupportPolicy(Record):
    """関わりの方針: how to stand by somebody who has not consented, with a review date (P-2a)."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="policy")
    text = models.TextField("関わりの方針")
    review_on = models.DateField("見直しの日")

    class Meta:
        verbose_name = "関わりの方針"
        indexes = record_indexes("policy")
