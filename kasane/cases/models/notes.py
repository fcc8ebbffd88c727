"""支援経過の記録."""

from django.db import models

from kasane.rooms.models import Record, record_indexes


class Note(Record):
    """支援経過の記録."""

    kind = models.CharField("方法", max_length=40)
    happened_at = models.DateTimeField("日時")
    text = models.TextField("内容")
    # Of 税情報: where it comes from, and the consent by whose number the tax office gave it (M-4).
    tax_origin = models.CharField("税情報の出どころ", max_length=12, blank=True)
    tax_consent = models.BigIntegerField("根拠の同意", null=True)

    class Meta:
        verbose_name = "経過記録"
        indexes = record_indexes("note", "-happened_at")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="tax") ^ models.Q(tax_origin=""),
                name="tax_note_has_an_origin",
                violation_error_message="税情報は、出どころを選んで書きます。",
            ),
            models.CheckConstraint(
                condition=~models.Q(tax_origin="consented") | models.Q(tax_consent__isnull=False),
                name="consented_tax_names_its_consent",
                violation_error_message="同意による税情報は、その同意を選んで書きます。",
            ),
        )
