"""What a part says, one row a version; once decided it never changes."""

from django.db import models

from kasane.rooms.models import Record, record_indexes
from kasane.rules.readiness import Agreement
from kasane.support_plans.models.parts import PlanPart


class PartVersion(Record):
    """プランの版: the person's words, the way and the period; its goals and actions stand in rows of their own."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版")
    wish = models.TextField("本人の意向", default="", db_default="")
    agreement = models.CharField(
        "本人の合意",
        max_length=12,
        default="",
        db_default="",
        choices=[(one.value, one.label) for one in Agreement],
    )
    disagreement = models.TextField("本人がちがうと言っていること", default="", db_default="", blank=True)
    policy = models.TextField("支援方針")
    attention = models.TextField("留意事項", default="", db_default="", blank=True)
    period_from = models.DateField("プランの期間（始まり）", null=True)
    period_to = models.DateField("プランの期間（終わり）", null=True)
    monitoring_on = models.DateField("次のモニタリング")
    reason = models.TextField("変更の理由", blank=True)
    # Rises with every change of the draft, so that two people writing at once do not overwrite one another.
    edition = models.PositiveIntegerField(default=1, db_default=1)
    corrected_by = models.BigIntegerField(null=True)
    # What was written before goals and actions had rows; carried over into them.
    former_goal = models.TextField("本人の目標", db_column="goal", default="", db_default="", blank=True)
    former_content = models.TextField(
        "プランの内容", db_column="content", default="", db_default="", blank=True
    )

    class Meta:
        verbose_name = "プランの版"
        indexes = record_indexes("version")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(period_to=None) | models.Q(period_to__gte=models.F("period_from")),
                name="part_runs_forward",
                violation_error_message="プランの期間の終わりが、始まりより前です。",
            ),
        )

    @property
    def goal(self) -> str:
        """The goals as one text, for papers and packets."""
        return "\n".join(goal.text for goal in self.goals.filter(is_dropped=False).order_by("sort_order"))

    @property
    def content(self) -> str:
        """The actions as one text, for papers and packets."""
        return "\n".join(
            one.sentence
            for one in self.plan_actions.filter(is_dropped=False, goal__is_dropped=False).order_by(
                "sort_order"
            )
        )
