"""Items of an existing body, and whether they count as 支援会議."""

from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.sittings import Sitting


class Designation(models.Model):
    """支援会議としての位置付け: asked by the body's secretariat for one item, answered by 福祉総合相談担当 (M-6).

    It says nothing of whom the item discusses; the item itself lies in the secretariat's sealed room.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="designations")
    item_id = models.BigIntegerField(unique=True)
    body = models.CharField("会議体", max_length=40)
    held_on = models.DateField("開催日")
    why = models.CharField("重なる目的", max_length=300)
    desk_id = models.BigIntegerField()
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField("依頼")
    is_agreed = models.BooleanField("位置付け", null=True)
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField("回答", null=True)
    reason = models.CharField("位置付けないわけ", max_length=300, blank=True)

    class Meta:
        verbose_name = "支援会議としての位置付け"
        indexes = (models.Index(fields=["is_agreed", "held_on"], name="designation_waiting"),)
