"""The household's matter itself: a bare row, of which keys tell."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models

from kasane.access.ids import new_id
from kasane.access.seeing import saw


class Case(models.Model):
    """世帯のケース: the household's matter; the row carries no name and no content."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    opened_at = models.DateTimeField("開始")
    opened_by_desk = models.BigIntegerField()
    # From acceptance by 多機関協働 on: a team stands, and every person has a door.
    is_multi_agency = models.BooleanField(default=False)
    closed_at = models.DateTimeField("終了", null=True)

    # 訪問の安全, as `case_of` brings them along.
    safety_lines: tuple[str, ...] = ()

    class Meta:
        verbose_name = "ケース"
        indexes = (models.Index(fields=["-opened_at", "id"], name="case_by_age"),)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **rest)
        saw("cases.case", row.id, row.id, ())
        return row
