"""支援経過の記録: what was written, its former wordings, what was added to it, and what was moved away."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.rooms.models import Record, record_indexes


class Wording(models.Model):
    """What somebody writes of one contact, as it stands now or stood before a correction."""

    kind = models.CharField("方法", max_length=40)
    happened_at = models.DateTimeField("日時")
    minutes = models.PositiveSmallIntegerField("かかった時間（分）", null=True)
    # With whom: codes of the list `met_with`, and who exactly where that matters.
    met_with = ArrayField(models.CharField(max_length=40), default=list)
    met_words = models.CharField("相手（くわしく）", max_length=120, default="", blank=True)
    place = models.CharField("場所", max_length=80, default="", blank=True)
    # What became of the attempt to meet (O-1): a code of the list `contact_result`.
    result = models.CharField("会えたか", max_length=20, default="", blank=True)
    text = models.TextField("内容")
    finding = models.TextField("所見", default="", blank=True)
    next_on = models.DateField("次の予定の日", null=True)
    next_words = models.CharField("次の予定", max_length=200, default="", blank=True)

    class Meta:
        abstract = True


class Note(Record, Wording):
    """支援経過の記録: corrected until it is approved, added to afterwards; the database holds it."""

    # Of 税情報: where it comes from, and the consent by whose number the tax office gave it (M-4).
    tax_origin = models.CharField("税情報の出どころ", max_length=12, blank=True)
    tax_consent = models.BigIntegerField("根拠の同意", null=True)
    next_done_on = models.DateField("次の予定を済ませた日", null=True)
    # Rises with every correction; `correct_note` alone writes it.
    edition = models.PositiveIntegerField(default=1)
    corrected_by = models.BigIntegerField(null=True)
    corrected_at = models.DateTimeField(null=True)
    # The desk's manager, by `approve_notes` alone.
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField("承認", null=True)

    class Meta:
        verbose_name = "経過記録"
        indexes = (
            *record_indexes("note", "-happened_at"),
            models.Index(
                fields=["home", "written_at"],
                condition=models.Q(approved_at=None),
                name="note_to_approve",
            ),
            models.Index(
                fields=["home", "next_on"],
                condition=models.Q(next_on__isnull=False, next_done_on=None),
                name="note_with_next",
            ),
        )
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
            models.CheckConstraint(
                condition=models.Q(approved_by=None, approved_at=None)
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
                name="note_is_approved_by_somebody",
            ),
        )


class NoteEdition(Record, Wording):
    """書き直す前の文: what a note said in one of its former editions; `correct_note` alone keeps it."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版")

    class Meta:
        verbose_name = "書き直す前の文"
        indexes = record_indexes("note_edition")
        constraints = (models.UniqueConstraint(fields=["note", "number"], name="one_edition_per_number"),)


class NoteAddendum(Record):
    """追記: what is added to an approved note."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField("追記")

    class Meta:
        verbose_name = "追記"
        indexes = record_indexes("note_addendum")


class MovedNote(Record):
    """別のケースに移した経過: what stays behind where a note was misfiled (`written_by` moved it)."""

    kind = models.CharField("方法", max_length=40)
    happened_at = models.DateTimeField("日時")
    to_case = models.BigIntegerField("移した先")
    why = models.CharField("わけ", max_length=200)

    class Meta:
        verbose_name = "移した経過"
        indexes = record_indexes("moved_note")
