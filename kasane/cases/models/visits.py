"""訪問の予定: who goes when, for what, and what became of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.cases.models.notes import Note
from kasane.rooms.models import Record, record_indexes
from kasane.rules.visits import VisitState


class Visit(Record):
    """訪問の予定: its result is the note written of it; put off, another visit takes its place."""

    planned_on = models.DateField("日")
    starts_at = models.TimeField("時刻")
    goers = ArrayField(models.BigIntegerField(), default=list)
    meets = models.CharField("だれに会うか", max_length=120, blank=True)
    purpose = models.CharField("目的", max_length=200)
    state = models.CharField(
        "状態",
        max_length=12,
        default=VisitState.PLANNED.value,
        choices=[(state.value, state.label) for state in VisitState],
    )
    changed_why = models.CharField("わけ", max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="visits")
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")

    class Meta:
        verbose_name = "訪問の予定"
        indexes = (
            *record_indexes("visit", "-planned_on"),
            models.Index(fields=["home", "planned_on"], name="visit_by_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=VisitState.DONE.value) | models.Q(note__isnull=False),
                name="done_visit_has_its_note",
                violation_error_message="済んだ訪問には、経過が要ります。",
            ),
        )

    @property
    def summary(self) -> str:
        return self.purpose
