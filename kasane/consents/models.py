"""本人同意: what each person agreed to, refused, or was asked in vain."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.attachments.models import Attachment
from kasane.people.models import Person
from kasane.rooms.models import Record, record_indexes


class Consent(Record):
    """One person's answer; keys come from it only through the database's own function (C-1)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    answer = models.CharField("結果", max_length=12)
    method = models.CharField("方法", max_length=12)
    given_by = models.CharField("答えた人", max_length=24)
    giver_name = models.CharField("代理する人の氏名", max_length=80, blank=True)
    text_version = models.CharField("読み上げ・提示した同意書の版", max_length=40)
    asked_at = models.DateTimeField("確認した日時")
    exact_answer = models.TextField("本人のことば", blank=True)
    witness = models.CharField("ほかに聞いた人", max_length=80, blank=True)
    purposes = ArrayField(models.CharField(max_length=20), default=list)
    agencies = ArrayField(models.BigIntegerField(), default=list)
    # Kinds of agency that were named; `agencies` holds those of that day, and a later one needs a new yes.
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    paper = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    classes = ArrayField(models.CharField(max_length=20), default=list)
    valid_from = models.DateField("始期", null=True)
    valid_to = models.DateField("終期", null=True)
    ended_at = models.DateTimeField("撤回・終了", null=True)
    ended_why = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "本人同意"
        indexes = (
            *record_indexes("consent", "-asked_at"),
            models.Index(
                fields=["home", "valid_to"],
                condition=models.Q(answer="given", ended_at=None),
                name="consent_standing",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(answer="given") | models.Q(valid_from__isnull=False),
                name="given_consent_begins",
                violation_error_message="同意の始まる日を書いてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="consent_runs_forward",
                violation_error_message="同意の終わりの日が、始まりより前です。",
            ),
        )
