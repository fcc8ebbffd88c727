"""様式の終わり: from when nothing new is begun on a form, and that it was taken up again."""

from datetime import date

from django.db import models

from kasane.access.ids import new_id
from kasane.assessments.models.forms import Form


class FormEnd(models.Model):
    """様式を終えたこと: stays when the form is taken up again, with who did so."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="ends")
    ended_from = models.DateField("使わなくなる日")
    reason = models.CharField("わけ", max_length=200)
    ended_by = models.BigIntegerField()
    ended_at = models.DateTimeField("終えた時")
    taken_up_by = models.BigIntegerField(null=True)
    taken_up_at = models.DateTimeField("また使うことにした時", null=True)

    class Meta:
        verbose_name = "様式の終わり"
        ordering = ("-ended_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["form"], condition=models.Q(taken_up_at=None), name="one_standing_end_per_form"
            ),
        )

    def has_come(self, on: date) -> bool:
        """Whether its day is there; of one that was taken up nobody asks."""
        return self.ended_from <= on
