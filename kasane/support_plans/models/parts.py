"""The household's frame, its parts, and the changes of state their decisions made."""

from django.db import models

from kasane.people.models import Person
from kasane.rooms.models import Record, record_indexes


class Plan(Record):
    """世帯の支援プラン: the frame of a household's parts, its long-term aim and its own words."""

    aim = models.TextField("目指す姿（長期目標）", blank=True)
    words = models.TextField("本人・世帯のことば", blank=True)
    edition = models.PositiveIntegerField(default=1)
    corrected_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "世帯の支援プラン"
        indexes = record_indexes("plan")
        constraints = (models.UniqueConstraint(fields=["home"], name="one_plan_per_room"),)


class PlanPart(Record):
    """One part of a household's plan (多機関協働, アウトリーチ等, 参加支援); its state is its decisions'."""

    kind = models.CharField("事業", max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # An ended part is not reopened: another one takes its place and points to it.
    former = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")

    class Meta:
        verbose_name = "支援プラン"
        indexes = record_indexes("part")


class PartStateChange(Record):
    """状態の変化: stored only together with the decision that made it (P-2)."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="changes")
    # The version a decision put in force; none where a part was suspended or ended.
    version = models.ForeignKey("PartVersion", on_delete=models.PROTECT, null=True, related_name="changes")
    occasion = models.CharField("時期", max_length=12)
    state_before = models.CharField(max_length=12)
    state_after = models.CharField(max_length=12)
    decision_id = models.BigIntegerField(unique=True)
    decided_on = models.DateField("支援決定日")

    class Meta:
        verbose_name = "プランの状態"
        indexes = record_indexes("change")


class UrgentStart(Record):
    """緊急の開始: help that began before a sitting could decide; unconfirmed until one establishes the part (P-2)."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="urgent_starts")
    began_on = models.DateField("始めた日")
    decided_by = models.CharField("決めた人", max_length=120)
    reason = models.TextField("待てないわけ")
    what = models.TextField("始めたこと")

    class Meta:
        verbose_name = "緊急の開始"
        indexes = record_indexes("urgent_start")
