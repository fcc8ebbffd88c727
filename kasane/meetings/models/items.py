"""What a sitting discusses and decides; the home of each is a sealed packet or the coordinator's room."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.cases.models import Note
from kasane.consents.models import Consent
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


class PacketPaper(Record):
    """会議資料: one paper of an item's packet."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField("資料名", max_length=120)
    text = models.TextField("内容")
    # Of 税情報: where it comes from, and the consent without which only the person's own report enters (M-4).
    tax_origin = models.CharField("税情報の出どころ", max_length=12, blank=True)
    tax_consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "会議資料"
        indexes = record_indexes("paper")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="tax") ^ models.Q(tax_origin=""),
                name="tax_paper_has_an_origin",
                violation_error_message="税情報は、出どころを選んで資料に入れます。",
            ),
            models.CheckConstraint(
                condition=models.Q(tax_origin__in=("", "self_report")) | models.Q(tax_consent__isnull=False),
                name="tax_paper_needs_a_consent",
                violation_error_message="税務に関する情報は、本人の同意なく会議で共有できません（地方税法22条）。",
            ),
        )


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
