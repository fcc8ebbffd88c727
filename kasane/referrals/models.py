"""つなぎ: an envelope both desks see, its moves, and the sheet inside."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes


class Referral(models.Model):
    """The envelope: from desk, to desk, since when; nothing of the content."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    from_desk_id = models.BigIntegerField()
    # Empty where somebody without an account was told, by hand; then the sender records every step.
    to_desk_id = models.BigIntegerField(null=True)
    outside_kind = models.CharField("アカウントのない相手の種類", max_length=40, default="", db_default="")
    is_outside_public = models.BooleanField("相手は行政機関", default=False, db_default=False)
    names_basis = models.CharField("名前を伝える根拠", max_length=24)
    sent_at = models.DateTimeField("送付")
    # By when the step that is waited for now should have been made.
    due_on = models.DateField("いまの期限")
    state = models.CharField("状態", max_length=12, default="sent")
    # The つなぎ it was handed on from: its sender is told where this one stands.
    handed_on_from_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "つなぎ"
        indexes = (
            models.Index(fields=["to_desk_id", "state"], name="referral_to"),
            models.Index(fields=["from_desk_id", "state"], name="referral_from"),
            models.Index(
                fields=["handed_on_from_id"],
                name="referral_handed_on",
                condition=models.Q(handed_on_from_id__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_desk_id__isnull=False) ^ ~models.Q(outside_kind=""),
                name="referral_has_one_receiver",
                violation_error_message="つなぎ先は、窓口か、アカウントのない相手のどちらか一つです。",
            ),
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
    alternative_desk_id = models.BigIntegerField(null=True)
    # Of a return a code of `return_reason`, of the end one of `referral_result`.
    reason = models.CharField("理由・結果の区分", max_length=40, default="", db_default="")
    # When it happened, which may be before it was written down; and by when it should have.
    happened_on = models.DateField("あった日", null=True)
    was_due_on = models.DateField("期限", null=True)
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
    wish = models.CharField("希望する対応", max_length=40, default="", db_default="")
    urgency = models.CharField("急ぎ具合", max_length=40, default="", db_default="")
    way = models.CharField("つながり方", max_length=40, default="", db_default="")
    fields_line = models.CharField("分野", max_length=200, default="", db_default="")
    reason = models.CharField("その根拠を使う理由", max_length=200, default="", db_default="")
    # The issues that caused it, as they lie in the same room as this copy.
    issues = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=models.Value([], ArrayField(models.BigIntegerField())),
    )
    # Of somebody without an account: who, and when they were told.
    outside_name = models.CharField("伝えた相手", max_length=120, default="", db_default="")
    told_on = models.DateField("伝えた日", null=True)

    class Meta:
        verbose_name = "つなぐシート"
        indexes = record_indexes("sheet")
