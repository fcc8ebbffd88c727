"""Compartments, grants, and the fields by which every record of case content is guarded."""

from collections.abc import Collection
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from kasane.access.ids import new_id
from kasane.access.rooms import Basis, CompartmentKind, Guard, InformationClass
from kasane.access.seeing import saw


class Compartment(models.Model):
    """区画: a room where records live (desk, sealed), or a person's door (consented)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in CompartmentKind])
    case_id = models.BigIntegerField()
    desk_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    # A packet's room hangs below the room of its 支援会議 matter, and has keys of its own.
    matter = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="packets")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "区画"
        indexes = (models.Index(fields=["case_id", "kind"], name="compartment_of_case"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case_id", "desk_id"],
                condition=models.Q(kind="desk"),
                name="one_room_per_desk_and_case",
            ),
            models.UniqueConstraint(
                fields=["case_id", "person_id"],
                condition=models.Q(kind="consented"),
                name="one_door_per_person_and_case",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="desk", desk_id__isnull=False, person_id__isnull=True)
                | models.Q(kind="consented", desk_id__isnull=True, person_id__isnull=False)
                | models.Q(kind="sealed", person_id__isnull=True),
                name="compartment_is_of_one_kind",
            ),
        )


class Grant(models.Model):
    """閲覧根拠: a key. Only the database's functions begin and end one, after checking its source."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="grants")
    desk_id = models.BigIntegerField(null=True)
    staff_id = models.BigIntegerField(null=True)
    holder = models.GeneratedField(
        expression=Coalesce("desk_id", "staff_id"), output_field=models.BigIntegerField(), db_persist=True
    )
    # The case whose row (never its content) this key shows; a sealed key shows none.
    opens_case = models.BigIntegerField(null=True)
    # The day of that case, so that a list begins from the keys; the database keeps both the same.
    case_opened_at = models.DateTimeField(null=True)
    may_write = models.BooleanField(default=False)
    classes = ArrayField(models.CharField(max_length=20))
    # Which helping agencies it shows: all (null), or those inside the consent.
    sees_agencies = ArrayField(models.BigIntegerField(), null=True)
    basis = models.CharField(max_length=24, choices=[(b.value, b.label) for b in Basis])
    source_kind = models.CharField(max_length=24)
    source_id = models.BigIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "閲覧根拠"
        indexes = (
            models.Index(fields=["compartment", "holder"], name="grant_by_compartment"),
            models.Index(fields=["holder", "opens_case"], name="grant_by_holder"),
            models.Index(fields=["opens_case", "holder"], name="grant_by_case"),
            models.Index("holder", F("case_opened_at").desc(), "opens_case", name="grant_in_order"),
            models.Index(fields=["source_kind", "source_id"], name="grant_by_source"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(desk_id__isnull=False, staff_id__isnull=True)
                | models.Q(desk_id__isnull=True, staff_id__isnull=False),
                name="grant_has_one_holder",
            ),
        )


class EmergencyAccess(models.Model):
    """緊急の閲覧: who opened what to save somebody, why, and what the privacy officer found afterwards.

    Source: 個人情報保護法69条2項4号 (the city), 27条1項2号 (private bodies).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    cases = ArrayField(models.BigIntegerField())
    danger = models.CharField("守るもの", max_length=40)
    reason = models.TextField("わけ")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField("確認の結果", max_length=16, blank=True)
    review = models.TextField("確認したこと", blank=True)

    class Meta:
        verbose_name = "緊急の閲覧"
        indexes = (models.Index(fields=["-began_at"], name="emergency_by_time"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="emergency_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(finding__in=("", "justified", "unjustified")),
                name="emergency_finding_is_known",
            ),
        )


class Record(models.Model):
    """One record of case content: where it lives, whom it concerns, and through which doors it is laid open.

    Shape of the guard: `home` is the room it was written in; `doors` the consented compartments of
    everybody it concerns once it is laid open, else empty; `information_class` one of design section 2.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    home = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    doors = ArrayField(models.BigIntegerField(), default=list)
    information_class = models.CharField(
        max_length=20,
        default=InformationClass.GENERAL.value,
        choices=[(c.value, c.label) for c in InformationClass],
    )
    concerns = ArrayField(models.BigIntegerField(), default=list)
    written_by = models.BigIntegerField()
    written_at = models.DateTimeField()
    laid_open_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        """Every record that leaves the database is told to the record of seeing."""
        row = super().from_db(db, field_names, values, **rest)
        saw(cls._meta.label_lower, row.id, row.case_id, (row.home_id, *row.doors))
        return row

    @property
    def summary(self) -> str:
        """One line by which somebody who may read the record tells it from others."""
        return str(getattr(self, "text", ""))

    @property
    def bound(self) -> frozenset[int]:
        """Whom the record itself names, so that it always concerns them, whatever is ticked."""
        ids = (getattr(self, name, None) for name in ("person_id", "other_id", "by_person_id"))
        return frozenset(number for number in ids if number is not None)

    @property
    def is_laid_open(self) -> bool:
        return bool(self.doors)

    @property
    def guard(self) -> Guard:
        return Guard(self.home_id, tuple(self.doors), self.information_class)


def record_indexes(name: str, *order: str) -> list[Any]:
    """The two indexes every record table is read by: the case's newest, and the room's."""
    return [
        models.Index(fields=["case_id", *(order or ("-written_at",))], name=f"{name}_of_case"),
        models.Index(fields=["home"], name=f"{name}_in_room"),
    ]
