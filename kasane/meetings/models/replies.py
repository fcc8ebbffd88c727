"""What somebody called answers, and what the absent write on an item."""

from django.db import models

from kasane.access.ids import new_id
from kasane.meetings.models.agenda import AgendaItem
from kasane.meetings.models.sittings import Participant
from kasane.rooms.models import Record, record_indexes


class SeatReply(models.Model):
    """出席の返事: whether somebody called comes; the newest counts, the former ones stay."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="replies")
    answer = models.CharField("返事", max_length=8)
    note = models.CharField("代理の方・わけ", max_length=120, blank=True)
    # Themselves, or who took their telephone call at the convening desk.
    told_by = models.BigIntegerField()
    replied_at = models.DateTimeField("返事の日時")

    class Meta:
        verbose_name = "出席の返事"
        indexes = (models.Index(fields=["participant", "replied_at"], name="reply_of_seat"),)


class WrittenOpinion(Record):
    """書面の意見: handed in to one item by somebody who cannot come; written by the host where it came on paper."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="opinions")
    # Whose it is and for whom they were called: its readers do not see one another's seats.
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    text = models.TextField("意見")

    class Meta:
        verbose_name = "書面の意見"
        indexes = record_indexes("opinion")
