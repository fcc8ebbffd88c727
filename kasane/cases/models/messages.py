"""伝言 on a case, who read one and when, and calls taken for a colleague before any case is known."""

from collections.abc import Collection
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.access.seeing import saw
from kasane.rooms.models import Record, record_indexes


class Message(Record):
    """伝言: a word on a case, to colleagues of one's desk or, laid open, to a desk of the team."""

    from_desk = models.BigIntegerField("書いた窓口")
    # The desk it is for; the whole team where none is named, which only a laid-open one may be.
    to_desk = models.BigIntegerField("あて先の窓口", null=True)
    # Colleagues by name; everybody of the desk where none is named.
    to_staff = ArrayField(models.BigIntegerField(), default=list)
    text = models.TextField("伝言")
    reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")

    class Meta:
        verbose_name = "伝言"
        indexes = (
            *record_indexes("message"),
            models.Index(fields=["to_desk", "-written_at"], name="message_to_desk"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_desk=models.F("from_desk")) | ~models.Q(doors=[]),
                name="message_to_others_is_laid_open",
                violation_error_message="ほかの窓口への伝言は、同意の範囲に開いて書きます。",
            ),
        )


class MessageRead(models.Model):
    """既読: who of which desk says they have read a message, and when."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reads")
    staff_id = models.BigIntegerField()
    read_at = models.DateTimeField("読んだ日時")

    class Meta:
        verbose_name = "既読"
        constraints = (models.UniqueConstraint(fields=["message", "staff_id"], name="read_once_by_each"),)


class TelephoneMemo(models.Model):
    """電話メモ: a call taken for a colleague of the same desk; it may come before any case is known."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    desk_id = models.BigIntegerField()
    taken_by = models.BigIntegerField()
    taken_at = models.DateTimeField("受けた日時")
    # For whom; whoever of the desk is free where nobody is named.
    for_staff = models.BigIntegerField("だれあて", null=True)
    caller = models.CharField("かけてきた人", max_length=80, blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    about = models.TextField("用件")
    call_back = models.CharField("折り返し", max_length=80, blank=True)
    is_urgent = models.BooleanField("急ぎ", default=False)
    done_by = models.BigIntegerField(null=True)
    done_at = models.DateTimeField("済み", null=True)
    # The case that a consultation taken from it opened.
    case_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "電話メモ"
        indexes = (models.Index(fields=["desk_id", "done_at", "-taken_at"], name="memo_of_desk"),)
        constraints = (models.CheckConstraint(condition=~models.Q(about=""), name="memo_says_something"),)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        """Whoever called is a resident: seeing the memo is told like seeing a record."""
        row = super().from_db(db, field_names, values, **rest)
        saw(cls._meta.label_lower, row.id, row.case_id, ())
        return row
