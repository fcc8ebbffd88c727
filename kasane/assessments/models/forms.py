"""様式: what is asked, as versioned data without any case content."""

from datetime import date

from django.db import models

from kasane.access.ids import new_id


class Form(models.Model):
    """様式: a form by its code; what it asks, its versions say."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    title = models.CharField("題", max_length=120)
    # What it is for, in a line, as who begins an assessment reads it.
    purpose = models.CharField("使うとき", max_length=200, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "様式"
        ordering = ("code",)


class FormVersion(models.Model):
    """様式の版: a whole sheet as one document (`rules.sheets.sheet_told`); once published it never changes."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版")
    # What the form was called when this version was begun: a later name does not reach back.
    title = models.CharField("題", max_length=120, blank=True, default="", db_default="")
    content = models.JSONField("項目")
    # Rises with every change of a draft, so that two keepers do not overwrite one another.
    edition = models.PositiveIntegerField(default=1)
    # Nobody of the office where it came with the provision.
    begun_by = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField()
    valid_from = models.DateField("始期", null=True)
    published_at = models.DateTimeField("公開", null=True)
    published_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "様式の版"
        ordering = ("form", "-number")
        constraints = (
            models.UniqueConstraint(fields=["form", "number"], name="one_form_version_per_number"),
            models.UniqueConstraint(
                fields=["form"], condition=models.Q(published_at=None), name="one_draft_per_form"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(valid_from__isnull=False),
                name="published_form_begins",
                violation_error_message="公開する版には、始まる日が要ります。",
            ),
        )

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def is_in_force(self, on: date) -> bool:
        """Whether it has begun; which of those that have begun counts, the newest first day says."""
        return self.is_published and self.valid_from is not None and self.valid_from <= on
