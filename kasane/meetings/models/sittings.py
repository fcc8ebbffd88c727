"""Sittings, how they proceed, those invited, and their pledges; no case content."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.pledges import PledgePaper, YearlyPledge
from kasane.rules.sittings import SittingState


class Sitting(models.Model):
    """One sitting of 支援会議 or 重層的支援会議, convened by 福祉総合相談担当."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField("会議", max_length=20)
    purpose = models.CharField("目的", max_length=20, blank=True)
    # Of an existing body: which, by a code of the list `existing_body` (M-6).
    body = models.CharField("会議体", max_length=40, blank=True)
    held_on = models.DateField("開催日")
    starts_at = models.TimeField("開始時刻")
    place = models.CharField("場所", max_length=80)
    is_online = models.BooleanField("オンライン", default=False)
    # The desk that convenes and holds the keys to what is written at it.
    desk_id = models.BigIntegerField()
    convened_by = models.BigIntegerField()
    convened_at = models.DateTimeField()
    # N days after the sitting the packets' keys end.
    packet_until = models.DateField("資料を閲覧できる最後の日")
    # Written by `move_sitting` alone, with the step that led there.
    state = models.CharField("進み", max_length=12, default=SittingState.PLANNED.value)
    opened_at = models.DateTimeField("開会", null=True)
    closed_at = models.DateTimeField("閉会", null=True)

    class Meta:
        verbose_name = "会議"
        indexes = (models.Index(fields=["-held_on"], name="sitting_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="multilayered", purpose="", body="")
                | (models.Q(kind="support_conference", body="") & ~models.Q(purpose=""))
                | (models.Q(kind="existing_body") & ~models.Q(purpose="") & ~models.Q(body="")),
                name="conference_has_a_purpose",
                violation_error_message="支援会議は、目的を一つ選んで開きます。",
            ),
        )


class SittingStep(models.Model):
    """会議の進み: one step, who made it and why; where it was postponed, from which day."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField("動き", max_length=12)
    state_after = models.CharField(max_length=12)
    reason = models.CharField("わけ", max_length=300, blank=True)
    former_day = models.DateField("前の開催日", null=True)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "会議の進み"
        indexes = (models.Index(fields=["sitting", "made_at"], name="step_of_sitting"),)


class Participant(models.Model):
    """出席者: a named member of staff, for an agency."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="participants")
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    invited_at = models.DateTimeField()
    # Existing bodies of whose secrecy this person is bound, by codes of the list `existing_body` (M-6).
    bound_by = ArrayField(models.CharField(max_length=40), default=list, verbose_name="構成員である会議体")
    arrived_at = models.DateTimeField("出席", null=True)
    left_at = models.DateTimeField("退席", null=True)
    # Taken back before the sitting: the seat stays as a fact, its keys end.
    withdrawn_at = models.DateTimeField("招集の取消し", null=True)

    class Meta:
        verbose_name = "出席者"
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "staff_id"],
                name="one_seat_per_person",
                violation_error_message="この方は、もう出席者に入っています。",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(arrived_at__isnull=False),
                name="who_leaves_was_there",
                violation_error_message="出席していない方は、退席できません。",
            ),
        )


class Pledge(models.Model):
    """誓約: in the words of one text version, made by the participant or received by the host from them (M-3)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="pledge")
    text_version = models.CharField("誓約の文の版", max_length=60)
    pledged_at = models.DateTimeField("誓約")
    way = models.CharField("方法", max_length=8, default="own", db_default="own")
    # Orally, in 緊急: who heard it.
    heard_by = models.BigIntegerField(null=True)
    paper = models.ForeignKey(PledgePaper, on_delete=models.PROTECT, null=True, related_name="+")
    yearly = models.ForeignKey(YearlyPledge, on_delete=models.PROTECT, null=True, related_name="+")
    received_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "誓約"
