"""担当: who of the desk carries the case, and the cases that belong together."""

from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes


class WorkerInCharge(Record):
    """担当: who of the desk carries the case since when; its home is the desk's own room, and so names the desk."""

    staff_id = models.BigIntegerField()
    since_on = models.DateField("始め")
    until_on = models.DateField("終わり", null=True)
    # 引継ぎ: what the next one must know.
    note = models.TextField("引継ぎ", blank=True)

    class Meta:
        verbose_name = "担当"
        indexes = (
            *record_indexes("in_charge"),
            models.Index(fields=["staff_id"], condition=models.Q(until_on=None), name="in_charge_now"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["home"], condition=models.Q(until_on=None), name="one_worker_in_charge_per_room"
            ),
        )


class CaseLink(models.Model):
    """関連するケース: two files of which somebody found that they belong together; seen by who may see both."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    other_id = models.BigIntegerField()
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField("記録した日時")

    class Meta:
        verbose_name = "関連するケース"
        indexes = (models.Index(fields=["other_id"], name="link_of_other"),)
        constraints = (
            models.UniqueConstraint(fields=["case_id", "other_id"], name="one_link_per_pair"),
            # A pair is stored once, the smaller id first.
            models.CheckConstraint(
                condition=models.Q(case_id__lt=models.F("other_id")), name="link_is_of_two_cases"
            ),
        )
