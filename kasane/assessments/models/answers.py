"""アセスメント: one person's answers on one version of a form, split into parts by section and class."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.rooms import InformationClass
from kasane.assessments.models.forms import FormVersion
from kasane.attachments.models import Attachment
from kasane.people.models import Person
from kasane.rooms.models import Record, record_indexes


class Assessment(Record):
    """アセスメント: about one person, on one version; the answers stand in its parts.

    Once finished it never changes: it is corrected by another one that carries its answers on.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # The form's title when it was begun.
    form_title = models.CharField("様式の題", max_length=120, blank=True, default="", db_default="")
    assessed_on = models.DateField("聞き取った日")
    # An agency's own form stands in for the sheet: the paper, and which reported items it holds.
    is_own_form = models.BooleanField("機関の様式", default=False)
    own_form_title = models.CharField("機関の様式の題", max_length=120, blank=True, default="", db_default="")
    paper = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    covers = ArrayField(models.CharField(max_length=40), default=list)
    finished_at = models.DateTimeField("完了", null=True)
    finished_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "アセスメント"
        indexes = (
            *record_indexes("assessment", "-assessed_on"),
            models.Index(fields=["person"], name="assessment_of_person"),
        )

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def summary(self) -> str:
        if self.is_own_form:
            return self.own_form_title or "機関の様式によるアセスメント"
        return self.form_title or "アセスメント"


class AssessmentPart(Record):
    """アセスメントの回答: the answers of one section that are of one class (`answers`: item code → value)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="parts")
    section = models.CharField("区分", max_length=40)
    section_title = models.CharField("区分の名", max_length=120)
    answers = models.JSONField("回答")
    # Rises with every change, so that two people writing at once do not overwrite one another.
    edition = models.PositiveIntegerField(default=1)
    # Of 税情報: where it comes from, and the consent by whose number the tax office gave it (M-4).
    tax_origin = models.CharField("税情報の出どころ", max_length=12, blank=True)
    tax_consent = models.BigIntegerField("根拠の同意", null=True)

    class Meta:
        verbose_name = "アセスメントの回答"
        indexes = record_indexes("assessment_part")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "section", "information_class"], name="one_part_per_section_and_class"
            ),
            models.CheckConstraint(
                condition=models.Q(information_class="tax") ^ models.Q(tax_origin=""),
                name="tax_part_has_an_origin",
                violation_error_message="税情報は、出どころを選んで書きます。",
            ),
            models.CheckConstraint(
                condition=~models.Q(tax_origin="consented") | models.Q(tax_consent__isnull=False),
                name="consented_tax_part_names_its_consent",
                violation_error_message="同意による税情報は、その同意を選んで書きます。",
            ),
        )

    @property
    def summary(self) -> str:
        return f"{self.section_title}（{InformationClass(self.information_class).label}）"
