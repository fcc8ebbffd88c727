"""元に戻したこと: what had been marked as done, and was not."""

from django.db import models

from kasane.rooms.models import Record, record_indexes


class TakenBack(Record):
    """元に戻した済み: of which record, and what it said before (`said`); only ever added, never laid open."""

    of_record = models.BigIntegerField("もとの記録")
    said = models.TextField("戻す前のことば")

    class Meta:
        verbose_name = "元に戻した済み"
        indexes = (
            *record_indexes("taken_back"),
            models.Index(fields=["of_record"], name="taken_back_of_record"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(doors=[]),
                name="taken_back_stays",
                violation_error_message="元に戻したことの記録は、ほかの機関に開けません。",
            ),
        )
