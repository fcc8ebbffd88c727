"""What is said about what waits; the things themselves are derived from the records, never stored here."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models

from kasane.access.ids import new_id
from kasane.access.seeing import saw


class PutOff(models.Model):
    """後に回したもの: a desk will look at a thing again on a day, and why; the why may speak of a case."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    desk_id = models.BigIntegerField()
    staff_id = models.BigIntegerField()
    # What waits, as the list of today names it: the kind, and the row it comes from.
    kind = models.CharField("待っていること", max_length=24)
    subject_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True)
    until_on = models.DateField("また示す日")
    reason = models.TextField("わけ")
    made_at = models.DateTimeField("決めた日時")
    ended_at = models.DateTimeField("取り消した日時", null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "後に回したもの"
        indexes = (models.Index(fields=["desk_id", "-until_on"], name="put_off_by_desk"),)
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="put_off_has_a_reason"),)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        """The reason is told to the record of seeing, as everything that speaks of a case."""
        row = super().from_db(db, field_names, values, **rest)
        if row.case_id is not None:
            saw("tasks.putoff", row.id, row.case_id, ())
        return row


class ReadMark(models.Model):
    """既読: one person has read one notice; `event` is what made it news (`rules.notices.event_of`)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    staff_id = models.BigIntegerField()
    kind = models.CharField("お知らせ", max_length=24)
    subject_id = models.BigIntegerField()
    event = models.CharField("できごと", max_length=120, db_default="")
    read_at = models.DateTimeField("読んだ日時")

    class Meta:
        verbose_name = "既読"
        constraints = (
            models.UniqueConstraint(
                fields=["staff_id", "kind", "subject_id", "event"], name="one_mark_per_event"
            ),
        )


class Deputy(models.Model):
    """担当代理: while somebody is away, a colleague of the same desk sees what waits for them as their own."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    desk_id = models.BigIntegerField()
    absent_id = models.BigIntegerField("不在の人")
    deputy_id = models.BigIntegerField("代理の人")
    from_on = models.DateField("始め")
    until_on = models.DateField("終わり")
    set_by = models.BigIntegerField()
    set_at = models.DateTimeField("決めた日時")
    ended_at = models.DateTimeField("取りやめ", null=True)

    class Meta:
        verbose_name = "担当代理"
        indexes = (models.Index(fields=["desk_id", "-until_on"], name="deputy_by_desk"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="absence_runs_forward",
                violation_error_message="終わりの日が、始めの日より前です。",
            ),
            models.CheckConstraint(
                condition=~models.Q(absent_id=models.F("deputy_id")),
                name="nobody_stands_in_for_themselves",
                violation_error_message="ご自身の代理にはなれません。",
            ),
        )
