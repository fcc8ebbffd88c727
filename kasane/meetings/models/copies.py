"""資料の写し: numbered copies on paper, and where each one is; no case content."""

from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.agenda import AgendaItem
from kasane.meetings.models.sittings import Participant, Sitting
from kasane.rules.copies import CopyState


class PacketCopy(models.Model):
    """One numbered copy of an item's packet, made for one participant."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="copies")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="copies")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField("番号")
    state = models.CharField("状態", max_length=12, default=CopyState.PRINTED.value)
    printed_by = models.BigIntegerField()
    printed_at = models.DateTimeField("印刷")

    class Meta:
        verbose_name = "資料の写し"
        constraints = (models.UniqueConstraint(fields=["item", "number"], name="one_copy_per_number"),)


class CopyMove(models.Model):
    """写しの行方: handed out, collected, destroyed or missing; by whom and when."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    copy = models.ForeignKey(PacketCopy, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField("動き", max_length=12)
    state_after = models.CharField(max_length=12)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "写しの行方"
        indexes = (models.Index(fields=["copy", "made_at"], name="move_of_copy"),)
