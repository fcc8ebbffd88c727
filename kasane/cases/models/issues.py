"""課題: concerns untangled, and how each went from hand to hand."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.rooms.models import Record, record_indexes


class Issues(models.Manager["Issue"]):
    """Without who holds them: that column is read by nobody, and `queries.holders_of` asks the database."""

    def get_queryset(self) -> models.QuerySet["Issue"]:
        return super().get_queryset().defer("held_by")


class Issue(Record):
    """課題: one untangled concern, whom it concerns (`concerns`) and which agency holds it now (I-3)."""

    field = models.CharField("分野", max_length=40)
    text = models.TextField("課題")
    held_by = models.BigIntegerField("担当する機関", null=True)
    held_since = models.DateField("担当した日", null=True)
    sort_order = models.PositiveSmallIntegerField("書かれた順", default=0)
    # Codes of the list `issue_factor`, and of `seriousness`.
    factors = ArrayField(
        models.CharField(max_length=40),
        verbose_name="背景にあること",
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=40))),
    )
    seriousness = models.CharField("深刻さ", max_length=40, default="", db_default="")
    # Since when it exists, as far as it is known.
    since_year = models.PositiveSmallIntegerField("いつから（年）", null=True)
    since_month = models.PositiveSmallIntegerField("いつから（月）", null=True)
    state = models.CharField("状態", max_length=12, default="open", db_default="open")
    # In the receiver's room: the issue of the sender's room that a つなぎ brought.
    copied_from = models.BigIntegerField(null=True)
    # Rises with every change, so that two people writing at once do not overwrite one another.
    edition = models.PositiveIntegerField(default=1, db_default=1)

    objects = Issues()

    class Meta:
        verbose_name = "課題"
        base_manager_name = "objects"
        indexes = record_indexes("issue")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(since_month=None)
                | models.Q(since_year__isnull=False, since_month__range=(1, 12)),
                name="issue_begins_in_a_year",
                violation_error_message="月だけでは記録できません。年も書いてください。",
            ),
        )


class IssueStep(Record):
    """課題の経過: who held it since when, and how it was settled or handed over; only ever added to.

    It stays in its room when the issue is laid open: which agencies help is told by each person's consent alone.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("何があったか", max_length=12)
    agency_id = models.BigIntegerField("担当する機関", null=True)
    happened_on = models.DateField("日付")
    text = models.TextField("ことば", blank=True)

    class Meta:
        verbose_name = "課題の経過"
        indexes = record_indexes("issue_step")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(doors=[]),
                name="issue_step_stays",
                violation_error_message="課題の担当の経過は、ほかの機関に開けません。",
            ),
        )
