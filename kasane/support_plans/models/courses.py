"""How a part goes and ends: monitoring, evaluation, suspension, follow-up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.rooms.models import Record, record_indexes
from kasane.rules.plan_ends import Proposal
from kasane.support_plans.models.goals import Goal, PlanAction
from kasane.support_plans.models.parts import PlanPart
from kasane.support_plans.models.versions import PartVersion


class Monitoring(Record):
    """モニタリング: the situation, progress, what has changed, and when next (P-5)."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="monitorings")
    done_on = models.DateField("実施日")
    situation = models.TextField("状況")
    # Of all goals together; of each one, an `Outcome` speaks.
    progress = models.TextField("目標の達成状況", blank=True)
    # Codes of the list `observed_change`.
    changes = ArrayField(
        models.CharField(max_length=40),
        verbose_name="見られた変化",
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=40))),
    )
    next_on = models.DateField("次のモニタリング")
    # The occasion a sitting is asked for, if any.
    calls_for = models.CharField("会議に諮ること", max_length=12, default="", db_default="", blank=True)

    class Meta:
        verbose_name = "モニタリング"
        indexes = record_indexes("monitoring")


class Evaluation(Record):
    """評価シート: what became of the plan, what remains, what the person wishes, and what is proposed."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="evaluations")
    version = models.ForeignKey(PartVersion, on_delete=models.PROTECT, related_name="evaluations")
    done_on = models.DateField("評価した日")
    changes = ArrayField(models.CharField(max_length=40), verbose_name="見られた変化", default=list)
    remaining = models.TextField("残された課題", blank=True)
    wish = models.TextField("本人の意向", blank=True)
    proposal = models.CharField(
        "今後の方針", max_length=12, choices=[(one.value, one.label) for one in Proposal]
    )
    # A code of the list `closing`.
    closing = models.CharField("終結区分", max_length=40, blank=True)
    needs_follow_up = models.BooleanField("フォローアップが要る", default=False)

    class Meta:
        verbose_name = "評価シート"
        verbose_name_plural = "評価シート"
        indexes = record_indexes("evaluation")


class Outcome(Record):
    """目標・実施することの結果: of one goal or one action, as a monitoring or an evaluation found it."""

    monitoring = models.ForeignKey(Monitoring, on_delete=models.PROTECT, null=True, related_name="outcomes")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, null=True, related_name="outcomes")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="outcomes")
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, null=True, related_name="outcomes")
    # A code of the list `goal_progress`, `goal_outcome` or `action_outcome`.
    code = models.CharField("結果", max_length=40)
    text = models.TextField("ことば", blank=True)
    # An open action handed over: to which desk, or to whom without an account.
    handed_to_desk = models.BigIntegerField("引き継いだ窓口", null=True)
    handed_to = models.CharField("引き継いだ先", max_length=120, blank=True)

    class Meta:
        verbose_name = "目標と実施の結果"
        indexes = record_indexes("outcome")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(monitoring=None) ^ models.Q(evaluation=None),
                name="outcome_is_of_one_sheet",
            ),
            models.CheckConstraint(
                condition=models.Q(goal=None) ^ models.Q(action=None), name="outcome_is_of_one_thing"
            ),
        )


class Suspension(Record):
    """中断の用紙: why, the attempts on record as evidence, and when somebody tries again."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="suspensions")
    written_on = models.DateField("書いた日")
    # A code of the list `suspension`.
    reason = models.CharField("中断の理由", max_length=40)
    text = models.TextField("くわしく", blank=True)
    # Notes of the coordinator's room that tell of an attempt; nothing of them is typed again.
    attempts = ArrayField(models.BigIntegerField(), verbose_name="連絡を試みた記録", default=list)
    try_again_on = models.DateField("また連絡する日")
    tried_again_at = models.DateTimeField("連絡した", null=True)

    class Meta:
        verbose_name = "中断の用紙"
        indexes = record_indexes("suspension")


class FollowUp(Record):
    """フォローアップ: a dated task after the end."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField("予定日")
    what = models.TextField("方法")
    done_at = models.DateTimeField("実施", null=True)
    result = models.TextField("結果", blank=True, db_default="")
    # When it was marked as done, which may be days after it was made.
    told_at = models.DateTimeField("済みにした日時", null=True)

    class Meta:
        verbose_name = "フォローアップ"
        indexes = (
            *record_indexes("follow_up"),
            models.Index(
                fields=["home", "due_on"], condition=models.Q(done_at=None), name="follow_up_waiting"
            ),
        )
