"""Cases: consultations, issues, notes, the team and the agency that leads."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models

from kasane.access.ids import new_id
from kasane.access.seeing import saw
from kasane.rooms.models import Record, record_indexes


class Case(models.Model):
    """世帯のケース: the household's matter; the row carries no name and no content."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    opened_at = models.DateTimeField("開始")
    opened_by_desk = models.BigIntegerField()
    # From acceptance by 多機関協働 on: a team stands, and every person has a door.
    is_multi_agency = models.BooleanField(default=False)
    closed_at = models.DateTimeField("終了", null=True)

    class Meta:
        verbose_name = "ケース"
        indexes = (models.Index(fields=["-opened_at", "id"], name="case_by_age"),)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **rest)
        saw("cases.case", row.id, row.id, ())
        return row


class Consultation(Record):
    """相談: who came with what, in their words (相談受付)."""

    received_at = models.DateTimeField("受付日時")
    channel = models.CharField("受付方法", max_length=40)
    consulter = models.CharField("相談した人", max_length=40)
    content = models.TextField("相談の内容")
    wish = models.TextField("本人・家族の希望", blank=True)

    class Meta:
        verbose_name = "相談"
        indexes = record_indexes("consultation", "-received_at")


class Disposition(Record):
    """対応の区分: one of those decided for a consultation (I-2)."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="dispositions")
    kind = models.CharField("対応", max_length=40)

    class Meta:
        verbose_name = "対応"
        indexes = record_indexes("disposition")


class Issue(Record):
    """課題: one untangled concern, whom it concerns (`concerns`) and which agency holds it (I-3)."""

    field = models.CharField("分野", max_length=40)
    text = models.TextField("課題")
    held_by = models.BigIntegerField("担当する機関", null=True)
    sort_order = models.PositiveSmallIntegerField("書かれた順", default=0)

    class Meta:
        verbose_name = "課題"
        indexes = record_indexes("issue")


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


class Informant(Record):
    """情報提供者: who told us, kept in a record of a class of its own, which is never laid open (O-1)."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="informants")
    name = models.CharField("氏名・呼び名", max_length=80)
    relation = models.CharField("本人との関係", max_length=80, blank=True)
    contact = models.CharField("連絡先", max_length=120, blank=True)

    class Meta:
        verbose_name = "情報提供者"
        indexes = record_indexes("informant")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="informant", doors=[]),
                name="informant_stays",
                violation_error_message="情報提供者の記録は、ほかの機関に開けません。",
            ),
        )


class TeamMember(models.Model):
    """A desk that works in the case; rows come only from accepting a つなぎ."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    joined_at = models.DateTimeField("参加")
    left_at = models.DateTimeField("終了", null=True)

    class Meta:
        verbose_name = "支援チーム"
        constraints = (
            models.UniqueConstraint(
                fields=["case_id", "desk_id"], condition=models.Q(left_at=None), name="one_seat_per_desk"
            ),
        )


class LeadAgency(models.Model):
    """主担当: offered by the coordinator, held from acceptance on; an open case always has one (P-4)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    offered_at = models.DateTimeField("依頼")
    accepted_at = models.DateTimeField("承諾", null=True)
    ended_at = models.DateTimeField("終了", null=True)

    class Meta:
        verbose_name = "主担当"
        constraints = (
            models.UniqueConstraint(
                fields=["case_id"],
                condition=models.Q(accepted_at__isnull=False, ended_at=None),
                name="one_lead_agency",
            ),
            models.UniqueConstraint(
                fields=["case_id"],
                condition=models.Q(accepted_at=None, ended_at=None),
                name="one_lead_offered",
            ),
        )


class RoleAssignment(Record):
    """役割: what one agency does, for whom and by when; lives in that agency's own desk room."""

    agency_id = models.BigIntegerField()
    # For whom, as the sitting said it: the role-holder may hold no key to the person's own record.
    people_line = models.CharField("だれのため", max_length=300)
    text = models.TextField("役割")
    due_on = models.DateField("期限", null=True)
    done_on = models.DateField("済んだ日", null=True)
    sitting_id = models.BigIntegerField()
    # A role that comes from 支援会議 can never be laid open.
    is_from_sealed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "役割"
        indexes = record_indexes("role")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_from_sealed=False) | models.Q(doors=[]),
                name="sealed_role_stays",
                violation_error_message="支援会議で決まった役割は、ほかの機関に開けません。",
            ),
        )
