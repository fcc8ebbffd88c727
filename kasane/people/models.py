"""Persons and what each desk has recorded of them; the person row itself says nothing."""

from datetime import date

from django.db import models

from kasane.access.ids import new_id
from kasane.rooms.models import Record, record_indexes

SEXES = (("female", "女性"), ("male", "男性"), ("other", "その他"), ("unknown", "不明"))


class Person(models.Model):
    """One human being, as an anchor for what is recorded; merging only sets the pointer."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True)

    class Meta:
        verbose_name = "人"


class Identity(Record):
    """Who the person is, as one desk recorded it; a person may stay unnamed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    name = models.CharField("氏名", max_length=80, blank=True)
    kana = models.CharField("ふりがな", max_length=80, blank=True)
    # How somebody without a name is told apart: 「高齢の母」
    called = models.CharField("呼び名", max_length=80, blank=True)
    birth_on = models.DateField("生年月日", null=True)
    about_age = models.PositiveSmallIntegerField("およその年齢", null=True)
    sex = models.CharField("性別", max_length=10, choices=SEXES, default="unknown")
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    # Address and phone are kept apart, as a record of the class protected_address.
    is_address_apart = models.BooleanField("支援措置", default=False)
    # Rises with every correction, so that two people writing at once do not overwrite one another.
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "本人の情報"
        indexes = record_indexes("identity")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name="", called=""),
                name="identity_is_told_apart",
                violation_error_message="氏名か呼び名のどちらかを書いてください。",
            ),
        )

    @property
    def shown_name(self) -> str:
        return self.name or f"（氏名不明）{self.called}"

    @property
    def addressed(self) -> str:
        """How a sentence speaks of them."""
        return f"{self.name}さん" if self.name else f"「{self.called}」の方"

    @property
    def summary(self) -> str:
        return self.shown_name


class ProtectedAddress(Record):
    """支援措置: where somebody who is protected lives, as a record of a class of its own.

    Source: 住民基本台帳事務処理要領 第5-10 (ドメスティック・バイオレンス等の支援措置); one year, renewed.
    While one of a person is in force, the database takes no address of theirs anywhere else.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protected_addresses")
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    places = models.TextField("通学先・勤務先・郵便物の送り先など", blank=True)
    hidden_from = models.CharField("知られてはならない相手", max_length=200, blank=True)
    valid_from = models.DateField("始期")
    valid_to = models.DateField("終期")
    renewed_on = models.DateField("延長した日", null=True)
    ended_on = models.DateField("解除した日", null=True)

    class Meta:
        verbose_name = "支援措置"
        indexes = (
            *record_indexes("protection"),
            models.Index(fields=["person"], name="protection_of_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="protected_address", doors=[]),
                name="protected_address_stays",
                violation_error_message="支援措置の住所等は、ほかの機関に開けません。",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="protection_runs_forward",
                violation_error_message="支援措置の終わりの日が、始まりより前です。",
            ),
        )

    def is_in_force(self, on: date) -> bool:
        """The day itself is included; 解除 acts from its day on."""
        return self.valid_from <= on <= self.valid_to and (self.ended_on is None or on < self.ended_on)


class Membership(Record):
    """世帯の一員: what somebody is in the household, with how many live with them, never who."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    position = models.CharField("世帯での立場", max_length=40)
    co_residents = models.PositiveSmallIntegerField("同居の家族の人数", default=0)

    class Meta:
        verbose_name = "世帯での立場"
        indexes = record_indexes("membership")

    @property
    def summary(self) -> str:
        return f"同居の家族 {self.co_residents}名"


class Kinship(Record):
    """続柄: `person` is the `relation` of `other` (relation: a code of the list `kinship`)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField("続柄", max_length=40)

    class Meta:
        verbose_name = "続柄"
        indexes = record_indexes("kinship")
