"""関わり方の注意: what a visitor must know before a visit (O-3), and the line that reaches every visitor."""

from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes
from kasane.rules.cautions import CautionKind


class Caution(Record):
    """注意: proposed by anybody of the desk (`written_by`), in force once its manager agreed (`agree_caution`)."""

    kind = models.CharField("種類", max_length=12, choices=[(kind.value, kind.label) for kind in CautionKind])
    # With its cause; it stays in the desk's own room unless it is laid open.
    text = models.TextField("注意とわけ")
    # 安全: what a visitor does, without the cause; handed out as a SafetyLine.
    line = models.CharField("訪問する人みなに伝える一行", max_length=80, blank=True)
    agreed_by = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField("決めた日時", null=True)
    is_told = models.BooleanField("本人に伝えた", null=True)
    told_words = models.CharField("伝え方・伝えないわけ", max_length=200, blank=True)
    review_on = models.DateField("見直す日", null=True)
    ended_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField("終わった日時", null=True)
    ended_why = models.CharField("終わったわけ", max_length=200, blank=True)

    class Meta:
        verbose_name = "関わり方の注意"
        indexes = (
            *record_indexes("caution"),
            models.Index(
                fields=["home", "review_on"],
                condition=models.Q(ended_at=None, agreed_at__isnull=False),
                name="caution_to_review",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind=CautionKind.SAFETY.value) | ~models.Q(line=""),
                name="safety_has_its_line",
                violation_error_message="安全の注意には、訪問する人みなに伝える一行を書いてください。",
            ),
        )

    @property
    def is_in_force(self) -> bool:
        return self.agreed_at is not None and self.ended_at is None


class SafetyLine(models.Model):
    """訪問の安全: what to do, never why or says who; shown to whoever holds a live key that shows the case (生命・身体)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    caution_id = models.BigIntegerField()
    case_id = models.BigIntegerField()
    line = models.CharField("訪問の安全", max_length=80)
    begins_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "訪問の安全"
        indexes = (models.Index(fields=["case_id"], name="safety_line_of_case"),)
        constraints = (models.UniqueConstraint(fields=["caution_id"], name="one_line_per_caution"),)
