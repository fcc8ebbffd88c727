"""What a sitting writes down and decides."""

from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.agenda import AgendaItem
from kasane.meetings.models.sittings import Participant
from kasane.rooms.models import Record, record_indexes


class WrittenTogether(Record):
    """What several write at while a sitting runs: its edition grows with every change, so that nobody overwrites
    unseen what somebody else has written."""

    text = models.TextField()
    edition = models.PositiveIntegerField(default=1, db_default=1)
    changed_by = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField("書き直した日時", null=True)

    class Meta:
        abstract = True


class Minutes(WrittenTogether):
    """議事録: one version for an item; the first is a draft until the minutes are published."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField("議事の内容")
    number = models.PositiveSmallIntegerField("版", default=1, db_default=1)
    reason = models.CharField("直したわけ", max_length=300, blank=True, db_default="")

    class Meta:
        verbose_name = "議事録"
        verbose_name_plural = "議事録"
        indexes = record_indexes("minutes")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="a_version_has_its_reason",
                violation_error_message="議事録の新しい版には、直したわけを書いてください。",
            ),
        )


class MinutesRead(models.Model):
    """議事録を読んだ日時: who says they have read a published version, and when."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="reads")
    staff_id = models.BigIntegerField()
    read_at = models.DateTimeField("読んだ日時")

    class Meta:
        verbose_name = "議事録を読んだ日時"
        constraints = (
            models.UniqueConstraint(fields=["minutes", "staff_id"], name="minutes_read_once_by_each"),
        )


class Contribution(WrittenTogether):
    """発言: what one of those present said on an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="contributions")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("発言の要点", blank=True)

    class Meta:
        verbose_name = "発言"
        indexes = record_indexes("contribution")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "participant"], name="one_contribution_per_item_and_seat"
            ),
        )


class AgreedRole(Record):
    """決めた役割: as the sitting agreed it; the role-holder's own line lives in their desk's room."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="roles")
    desk_id = models.BigIntegerField()
    text = models.TextField("役割")
    due_on = models.DateField("いつまで", null=True)
    # To be done at once (緊急の対応), not only by a day.
    is_urgent = models.BooleanField("緊急の対応", default=False)

    class Meta:
        verbose_name = "決めた役割"
        indexes = record_indexes("agreed_role")


class SettledMatter(WrittenTogether):
    """One matter the occasion requires, and how the sitting settled it (P-3)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="matters")
    code = models.CharField("項目", max_length=40)
    text = models.TextField("確認したこと")

    class Meta:
        verbose_name = "確認した事項"
        indexes = record_indexes("matter")
        constraints = (models.UniqueConstraint(fields=["item", "code"], name="one_text_per_item_and_matter"),)


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
    reviewed_on = models.DateField("見直した日", null=True)

    class Meta:
        verbose_name = "関わりの方針"
        indexes = record_indexes("policy")
