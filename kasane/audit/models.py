"""操作記録: who saw or did what, when, under which key; rows without foreign keys, sealed into a chain."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.fields.json import KeyTransform


class AuditRow(models.Model):
    """One view, write, refusal or sign-in. Only a database function inserts, filling in who acts itself."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField("日時")
    sign_in = models.BigIntegerField(null=True)
    staff = models.BigIntegerField(null=True)
    desk = models.BigIntegerField(null=True)
    # What was asked for: view, write, refused, sign_in …, and the name of page or action.
    kind = models.CharField("種類", max_length=12)
    what = models.CharField("内容", max_length=80)
    # Ids only: the cases, the records by kind, and the keys that opened them.
    cases = ArrayField(models.BigIntegerField(), default=list)
    records = models.JSONField(default=dict)
    grants = ArrayField(models.BigIntegerField(), default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = "操作記録"
        indexes = (
            GinIndex(fields=["cases"], name="audit_by_case", fastupdate=True),
            GinIndex(
                OpClass(KeyTransform("people.identity", "records"), name="jsonb_path_ops"),
                name="audit_by_person",
            ),
            models.Index(fields=["-at"], name="audit_by_time"),
            models.Index(fields=["staff", "-at"], name="audit_by_staff"),
        )


class Unsealed(models.Model):
    """Ids of rows that no seal lists yet; a queue, because late commits have lower ids."""

    row_id = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = "未封印の記録"


class Seal(models.Model):
    """One link of the chain: the rows it covers, their digest, the former link, the signature."""

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    row_ids = ArrayField(models.BigIntegerField())
    digest = models.BinaryField()
    former = models.BinaryField()
    head = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        verbose_name = "封印"


class SignOfLife(models.Model):
    """When a process of the background last went round; one row for each kind of process."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "生きているしるし"
