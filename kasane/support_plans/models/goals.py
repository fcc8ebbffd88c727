"""目標と、だれが何をするか: rows of one version, added to and changed while it is a draft."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.cases.models import Issue
from kasane.rooms.models import Record, record_indexes
from kasane.rules.readiness import Doer
from kasane.support_plans.models.versions import PartVersion

# What of a version's actions stands in the plan: neither given up itself nor with its goal.
STANDING = {"is_dropped": False, "goal__is_dropped": False}


class Goal(Record):
    """目標: which issues it answers, and how one will see that it is reached."""

    version = models.ForeignKey(PartVersion, on_delete=models.PROTECT, related_name="goals")
    sort_order = models.PositiveSmallIntegerField("順")
    text = models.TextField("目標")
    measure = models.TextField("どうなれば達成か", blank=True)
    issues = ArrayField(models.BigIntegerField(), verbose_name="こたえる課題", default=list)
    # The same goal in the former version.
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    is_dropped = models.BooleanField("取りやめ", default=False)
    edition = models.PositiveIntegerField(default=1)
    corrected_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "目標"
        verbose_name_plural = "目標"
        indexes = (*record_indexes("goal"), models.Index(fields=["version"], name="goal_of_version"))


class PlanAction(Record):
    """実施すること: who (the person, the family, a desk, somebody without an account) does what, by when."""

    version = models.ForeignKey(PartVersion, on_delete=models.PROTECT, related_name="plan_actions")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="actions")
    sort_order = models.PositiveSmallIntegerField("順")
    doer = models.CharField("だれが", max_length=12, choices=[(one.value, one.label) for one in Doer])
    desk_id = models.BigIntegerField("窓口", null=True)
    # Of family, and of somebody without an account; of a desk, its name as the plan said it.
    doer_name = models.CharField("だれが（名前）", max_length=120, blank=True)
    what = models.TextField("実施すること")
    due_on = models.DateField("いつまで", null=True)
    how_often = models.CharField("頻度", max_length=80, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    is_dropped = models.BooleanField("取りやめ", default=False)

    class Meta:
        verbose_name = "実施すること"
        verbose_name_plural = "実施すること"
        indexes = (*record_indexes("action"), models.Index(fields=["version"], name="action_of_version"))

    @property
    def who(self) -> str:
        return self.doer_name or (Doer(self.doer).label if self.doer else "（まだ）")

    @property
    def sentence(self) -> str:
        return f"{self.who}：{self.what}{f'（{self.how_often}）' if self.how_often else ''}"


class GoalNotSet(Record):
    """目標を置かない課題: a serious issue left out on purpose, and why."""

    version = models.ForeignKey(PartVersion, on_delete=models.PROTECT, related_name="not_set")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("わけ")
    is_dropped = models.BooleanField("取りやめ", default=False)

    class Meta:
        verbose_name = "目標を置かない課題"
        indexes = (*record_indexes("not_set"), models.Index(fields=["version"], name="not_set_of_version"))
