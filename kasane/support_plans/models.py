"""支援プラン: parts, their versions, states, monitoring and follow-up."""

from django.db import models

from kasane.people.models import Person
from kasane.rooms.models import Record, record_indexes


class PlanPart(Record):
    """One part of a household's plan (多機関協働, アウトリーチ等, 参加支援); its state is its decisions'."""

    kind = models.CharField("事業", max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "支援プラン"
        indexes = record_indexes("part")


class PartVersion(Record):
    """What the part says, one row per version; the old one is kept (P-2)."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版")
    goal = models.TextField("本人の目標")
    policy = models.TextField("支援方針")
    content = models.TextField("プランの内容")
    monitoring_on = models.DateField("次のモニタリング")
    reason = models.TextField("変更の理由", blank=True)

    class Meta:
        verbose_name = "プランの版"
        indexes = record_indexes("version")


class PartStateChange(Record):
    """状態の変化: stored only together with the decision that made it (P-2)."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="changes")
    version = models.ForeignKey(PartVersion, on_delete=models.PROTECT, null=True)
    occasion = models.CharField("時期", max_length=12)
    state_before = models.CharField(max_length=12)
    state_after = models.CharField(max_length=12)
    decision_id = models.BigIntegerField(unique=True)
    decided_on = models.DateField("支援決定日")

    class Meta:
        verbose_name = "プランの状態"
        indexes = record_indexes("change")


class Monitoring(Record):
    """モニタリング: the situation, progress, and when next (P-5)."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="monitorings")
    done_on = models.DateField("実施日")
    situation = models.TextField("状況")
    progress = models.TextField("目標の達成状況")
    next_on = models.DateField("次のモニタリング")

    class Meta:
        verbose_name = "モニタリング"
        indexes = record_indexes("monitoring")


class FollowUp(Record):
    """フォローアップ: a dated task after the end."""

    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField("予定日")
    what = models.TextField("方法")
    done_at = models.DateTimeField("実施", null=True)
    result = models.TextField("結果", blank=True, db_default="")

    class Meta:
        verbose_name = "フォローアップ"
        indexes = (
            *record_indexes("follow_up"),
            models.Index(
                fields=["home", "due_on"], condition=models.Q(done_at=None), name="follow_up_waiting"
            ),
        )
