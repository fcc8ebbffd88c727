"""Persons and what each desk has recorded of them; the person row itself says nothing."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.japanese.wareki import wareki_plain, wareki_year
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
    # 旧姓, by which other desks may know them.
    former_surname = models.CharField("旧姓", max_length=40, blank=True)
    birth_on = models.DateField("生年月日", null=True)
    # A birthday known in part: its year, perhaps its month.
    birth_year = models.PositiveSmallIntegerField("生まれた年", null=True)
    birth_month = models.PositiveSmallIntegerField("生まれた月", null=True)
    about_age = models.PositiveSmallIntegerField("およその年齢", null=True)
    # 出産予定, as far as it is known: somebody not yet born, until a birthday is written.
    due = models.CharField("出産予定", max_length=12, blank=True, default="", db_default="")
    sex = models.CharField("性別", max_length=10, choices=SEXES, default="unknown")
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    # Address and phone are kept apart, as a record of the class protected_address.
    is_address_apart = models.BooleanField("支援措置", default=False)
    # What they need to be spoken with: codes of the list `communication`, and the same in words.
    communication = ArrayField(models.CharField(max_length=40), default=list)
    communication_words = models.CharField("話すときの配慮", max_length=200, blank=True)
    # Rises with every correction, so that two people writing at once do not overwrite one another.
    edition = models.PositiveIntegerField(default=1)
    corrected_by = models.BigIntegerField("書き直した人", null=True)

    class Meta:
        verbose_name = "本人の情報"
        indexes = (
            *record_indexes("identity"),
            models.Index(fields=["birth_on"], name="identity_by_birthday"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name="", called=""),
                name="identity_is_told_apart",
                violation_error_message="氏名か呼び名のどちらかを書いてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_month=None)
                | models.Q(birth_on=None, birth_year__isnull=False, birth_month__range=(1, 12)),
                name="birth_in_part_has_a_year",
                violation_error_message="生まれた月だけでは記録できません。年も書いてください。",
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
    def born(self) -> str:
        """The birthday as far as it is known; empty when it is not."""
        if self.birth_on is not None:
            return wareki_plain(self.birth_on)
        if self.birth_year is None:
            return ""
        month = f"{self.birth_month}月" if self.birth_month else ""
        return f"{wareki_year(date(self.birth_year, 12, 31))}{month}"

    @property
    def is_expected(self) -> bool:
        return bool(self.due) and self.birth_on is None and self.birth_year is None

    @property
    def birth_code(self) -> str:
        """The birthday as days known in part are stored; empty when not even the year is known."""
        if self.birth_on is not None:
            return self.birth_on.isoformat()
        if self.birth_year is None:
            return ""
        return f"{self.birth_year:04}-{self.birth_month:02}" if self.birth_month else f"{self.birth_year:04}"

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


class MatchKey(models.Model):
    """What is compared of one identity under one of its names; read by the database's own functions alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    identity_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    name = models.CharField(max_length=80)
    kana = models.CharField(max_length=80)
    given_name = models.CharField(max_length=80)
    given_kana = models.CharField(max_length=80)
    letters = models.CharField(max_length=80)
    sounds = models.CharField(max_length=80)
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    sex = models.CharField(max_length=10)
    phone = models.CharField(max_length=20)
    street = models.CharField(max_length=200)
    building = models.CharField(max_length=200)

    class Meta:
        verbose_name = "名寄せの照合値"
        indexes = (
            models.Index(fields=["identity_id"], name="match_key_of_identity"),
            models.Index(fields=["sounds"], name="match_by_sounds"),
            models.Index(fields=["letters"], name="match_by_letters"),
            models.Index(fields=["phone"], name="match_by_phone"),
            models.Index(fields=["street"], name="match_by_street"),
            models.Index(fields=["born_from", "born_to"], name="match_by_birth"),
        )


class MatchTask(models.Model):
    """名寄せの確認: two identities that may be one person; only the coordinator decides."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    identity_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    other_identity_id = models.BigIntegerField()
    other_person_id = models.BigIntegerField()
    bits = models.FloatField("確からしさ")
    # Whether the desk that registered was told that somebody may already be helping.
    was_hinted = models.BooleanField()
    found_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="open")
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField("わけ", max_length=200, blank=True)
    # The person whose pointer this decision set; undoing it empties the pointer again.
    merged_person = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "名寄せの確認"
        indexes = (models.Index(fields=["state", "-found_at"], name="match_task_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "same", "different")), name="match_task_has_a_state"
            ),
        )
