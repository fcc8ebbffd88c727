"""つなぎ: an envelope both desks see, its moves, and the sheet inside."""

from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes


class Referral(models.Model):
    """The envelope: from desk, to desk, since when; nothing of the content."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    from_desk_id = models.BigIntegerField()
    to_desk_id = models.BigIntegerField()
    names_basis = models.CharField("名前を伝える根拠", max_length=24)
    sent_at = models.DateTimeField("送付")
    due_on = models.DateField("回答の期限")
    state = models.CharField("状態", max_length=12, default="sent")

    class Meta:
        verbose_name = "つなぎ"
        indexes = (
            models.Index(fields=["to_desk_id", "state"], name="referral_to"),
            models.Index(fields=["from_desk_id", "state"], name="referral_from"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(from_desk_id=models.F("to_desk_id")),
                name="referral_leaves_the_desk",
                violation_error_message="自分の窓口には、つなげません。",
            ),
        )


class ReferralMove(models.Model):
    """One step of a つなぎ, with what was said."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField("動き", max_length=12)
    said = models.TextField("ことば", blank=True)
    alternative = models.CharField("ほかの相談先", max_length=200, blank=True)
    moved_by = models.BigIntegerField()
    moved_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "つなぎの動き"
        ordering = ("moved_at",)


class ReferralSheet(Record):
    """つなぐシート: one copy in the sender's room, one in the receiver's."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="sheets")
    title = models.CharField("様式", max_length=80)
    people_line = models.TextField("対象者", blank=True)
    content = models.TextField("相談の内容と経過")
    asks_for = models.TextField("依頼したいこと")
    keeps_doing = models.TextField("こちらで続けること")

    class Meta:
        verbose_name = "つなぐシート"
        indexes = record_indexes("sheet")
