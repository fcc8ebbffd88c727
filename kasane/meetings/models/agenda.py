"""What is put on a sitting's agenda, and who leaves an item."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.sittings import Participant, Sitting
from kasane.rooms.models import Compartment, Record, record_indexes
from kasane.support_plans.models import PartVersion, PlanPart


class AgendaItem(Record):
    """議題: a case item, with the plan part and occasion it is about where it decides one."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    topic = models.CharField("議題", max_length=120)
    # Who is discussed, as the packet says it: its readers may hold no key to the person's own record.
    people_line = models.CharField("対象者", max_length=300)
    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, null=True)
    version = models.ForeignKey(PartVersion, on_delete=models.PROTECT, null=True)
    occasion = models.CharField("時期", max_length=12, blank=True)
    # The room of the 支援会議 matter, which lasts over sittings.
    matter = models.ForeignKey(Compartment, on_delete=models.PROTECT, null=True, related_name="+")
    # Existing bodies that are a further basis of it, by codes of the list `existing_body` (M-6).
    bases = ArrayField(models.CharField(max_length=40), default=list, verbose_name="ほかの根拠となる会議体")
    # Its people stand as letters until it goes over to names (M-7).
    is_anonymous = models.BooleanField("匿名", default=False)
    sort_order = models.PositiveSmallIntegerField("順", default=0)
    planned_minutes = models.PositiveSmallIntegerField("予定の時間（分）", null=True)
    deferred_why = models.CharField("次回に持ち越すわけ", max_length=300, blank=True)
    # The item of a later sitting that takes a deferred one up again.
    resumed_in = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="resumes")

    class Meta:
        verbose_name = "議題"
        indexes = record_indexes("item")


class CommunityItem(models.Model):
    """地域課題・資源開発の議題: it concerns no person and needs no consent (M-2)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="community_items")
    topic = models.CharField("議題", max_length=120)
    text = models.TextField("内容", blank=True)
    outcome = models.TextField("検討の結果", blank=True)
    sort_order = models.PositiveSmallIntegerField("順", default=0)
    planned_minutes = models.PositiveSmallIntegerField("予定の時間（分）", null=True)
    written_by = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = "地域課題の議題"


class ItemLeave(models.Model):
    """議題から外れた出席者: who does not take part in one item, and why; no key to its packet opens for them."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="leaves")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="leaves")
    reason = models.CharField("わけ", max_length=20)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "議題から外れた出席者"
        constraints = (
            models.UniqueConstraint(fields=["item", "participant"], name="one_leave_per_item_and_seat"),
        )
