"""Sittings, those invited, and their pledges; no case content."""

from django.db import models

from kasane.access.ids import new_id


class Sitting(models.Model):
    """One sitting of 支援会議 or 重層的支援会議, convened by 福祉総合相談担当."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField("会議", max_length=20)
    purpose = models.CharField("目的", max_length=20, blank=True)
    held_on = models.DateField("開催日")
    starts_at = models.TimeField("開始時刻")
    place = models.CharField("場所", max_length=80)
    convened_by = models.BigIntegerField()
    convened_at = models.DateTimeField()
    # N days after the sitting the packets' keys end; kept from the day it was convened.
    packet_until = models.DateField("資料を閲覧できる最後の日")
    opened_at = models.DateTimeField("開会", null=True)
    closed_at = models.DateTimeField("閉会", null=True)

    class Meta:
        verbose_name = "会議"
        indexes = (models.Index(fields=["-held_on"], name="sitting_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="multilayered", purpose="")
                | (models.Q(kind="support_conference") & ~models.Q(purpose="")),
                name="conference_has_a_purpose",
                violation_error_message="支援会議は、目的を一つ選んで開きます。",
            ),
        )


class Participant(models.Model):
    """出席者: a named member of staff, for an agency."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="participants")
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    invited_at = models.DateTimeField()

    class Meta:
        verbose_name = "出席者"
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "staff_id"],
                name="one_seat_per_person",
                violation_error_message="この方は、もう出席者に入っています。",
            ),
        )


class Pledge(models.Model):
    """誓約: made by the participant themselves, in the words of one text version (M-3)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="pledge")
    text_version = models.CharField("誓約の文の版", max_length=60)
    pledged_at = models.DateTimeField("誓約")

    class Meta:
        verbose_name = "誓約"
