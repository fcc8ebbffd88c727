"""準備シート: what each agency called is asked to write for an item, what it is writing, and what it handed in."""

from django.db import models

from kasane.access.ids import new_id
from kasane.consents.models import Consent
from kasane.meetings.models.agenda import AgendaItem
from kasane.meetings.models.sittings import Sitting
from kasane.rooms.models import Record, record_indexes


class PartRequest(models.Model):
    """準備シートの依頼: one desk's part of one item, until when, and whether it has come; no case content."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="part_requests")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="part_requests")
    desk_id = models.BigIntegerField()
    due_on = models.DateField("提出の期限")
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField("依頼")
    reminded_at = models.DateTimeField("催促", null=True)
    # Written by `submit_part` and `send_part_back` alone.
    submitted_at = models.DateTimeField("提出", null=True)
    # Why, by a code of the list `sheet_return`.
    sent_back_at = models.DateTimeField("差し戻し", null=True)
    sent_back_why = models.CharField("差し戻すわけ", max_length=40, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "準備シートの依頼"
        constraints = (
            models.UniqueConstraint(fields=["item", "desk_id"], name="one_part_per_item_and_desk"),
        )


class SheetPart(Record):
    """準備シートの書きかけ: the agency's own until it hands it in. Shape of `texts`: section's code → text."""

    request = models.ForeignKey(PartRequest, on_delete=models.PROTECT, related_name="drafts")
    texts = models.JSONField("内容", default=dict)
    saved_at = models.DateTimeField("保存")

    class Meta:
        verbose_name = "準備シートの書きかけ"
        indexes = record_indexes("sheetpart")


class SubmittedPart(Record):
    """提出された準備シート: one version of an agency's part, beside the item; written by `submit_part` alone."""

    request = models.ForeignKey(PartRequest, on_delete=models.PROTECT, related_name="versions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="parts")
    desk_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField("版")
    texts = models.JSONField("内容")
    # Sent back: it is no longer in the packet. Written by `send_part_back` alone.
    sent_back_at = models.DateTimeField("差し戻し", null=True)
    # Of 税情報, which is handed in by itself: where it comes from, and by which consent (M-4).
    tax_origin = models.CharField("税情報の出どころ", max_length=12, blank=True)
    tax_consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "提出された準備シート"
        indexes = record_indexes("submitted")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="tax") ^ models.Q(tax_origin=""),
                name="submitted_tax_has_an_origin",
                violation_error_message="税情報は、出どころを選んで提出します。",
            ),
            models.CheckConstraint(
                condition=models.Q(tax_origin__in=("", "self_report")) | models.Q(tax_consent__isnull=False),
                name="submitted_tax_needs_a_consent",
                violation_error_message="税務に関する情報は、本人の同意なく会議で共有できません（地方税法22条）。",
            ),
        )
