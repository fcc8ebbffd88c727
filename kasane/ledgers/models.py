"""取り込み: one ledger that was brought in, its rows until it is decided, and what each row became."""

from collections.abc import Collection
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.access.seeing import saw
from kasane.cases.models import Consultation
from kasane.rooms.models import Record, record_indexes


class ImportBatch(models.Model):
    """A ledger that a desk's manager brought in; the file itself is not kept, nor its name."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    desk_id = models.BigIntegerField()
    staff_id = models.BigIntegerField()
    title = models.CharField("台帳の名", max_length=80)
    headings = ArrayField(models.TextField())
    # Which column is which field, and what the ledger's words mean; the desk's next ledger begins with it.
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    lines = models.PositiveIntegerField("行")
    state = models.CharField("状態", max_length=12, default="pending")
    started_at = models.DateTimeField("はじめ")
    ended_at = models.DateTimeField("おわり", null=True)
    taken = models.PositiveIntegerField("取り込んだ件数", default=0)
    known = models.PositiveIntegerField("取り込み済みだった件数", default=0)
    # 取り消し: who took the whole of it back, when and why.
    back_at = models.DateTimeField("取り消した日時", null=True)
    back_by = models.BigIntegerField(null=True)
    back_why = models.CharField("取り消したわけ", max_length=200, default="", db_default="")

    class Meta:
        verbose_name = "台帳の取り込み"
        indexes = (models.Index(fields=["desk_id", "-started_at"], name="import_of_desk"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("pending", "taking", "taken", "cancelled", "taken_back")),
                name="import_has_a_state",
            ),
        )


class PendingRow(models.Model):
    """One row between the preview and 取り込む; only who uploaded it sees it, for a day at most."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("行番号")
    cells = ArrayField(models.TextField())

    class Meta:
        verbose_name = "取り込む前の行"
        indexes = (models.Index(fields=["batch", "number"], name="pending_rows"),)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **rest)
        saw("ledgers.pendingrow", row.id, None, ())
        return row


class ImportedRow(Record):
    """外部番号: what a row of a ledger became, so that the same row is not taken in twice."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="imported")
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="+")
    external_id = models.CharField("外部番号", max_length=60)

    class Meta:
        verbose_name = "取り込んだ行"
        indexes = (
            *record_indexes("imported"),
            models.Index(fields=["external_id"], name="imported_by_external_id"),
        )
