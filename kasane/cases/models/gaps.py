"""無かった資源: what was looked for and was not there; the case's own record, and a row without identities."""

from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes


class ResourceGap(Record):
    """足りない資源: what a case needed and nobody had, in the room where it was noticed; of no person (R-2)."""

    kind = models.CharField("資源の種類", max_length=40)
    text = models.CharField("どんな資源か", max_length=200)
    district_id = models.BigIntegerField("地区", null=True)

    class Meta:
        verbose_name = "足りない資源"
        indexes = record_indexes("gap")


class GapRow(models.Model):
    """地区と月だけの行: what the city lacks, without case, desk, writer, words or day.

    Community building groups these rows into 地域課題 (G-1); nothing leads from one back to its record.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField("資源の種類", max_length=40)
    district_id = models.BigIntegerField("地区", null=True)
    month = models.DateField("月")

    class Meta:
        verbose_name = "足りない資源（個人を含まない）"
        indexes = (models.Index(fields=["month", "kind"], name="gap_row_by_month"),)
