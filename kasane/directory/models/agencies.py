"""Agencies (支援関係機関) and their desks; a desk is one 所掌事務 and holds the keys."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id
from kasane.directory.models.municipality import District


class Agency(models.Model):
    """One body that consents name and meetings count: a division of the city, or an entrusted or other body."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("種別", max_length=40)
    is_public_body = models.BooleanField("公的機関", default=False)
    # Whether it helps residents: an office that only runs the system is named in no consent.
    is_supporting = models.BooleanField("支援に関わる", default=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    # 委託期間: from the day after its end nobody acts for the agency, and no key of its desks opens anything (D-3).
    contract_to = models.DateField("委託期間の終わり", null=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "支援関係機関"
        ordering = ("sort_order", "name")

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A desk of an agency: one 所掌事務 (with its 利用目的), one set of keys."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField("名称", max_length=80)
    duty = models.CharField("所掌事務", max_length=200)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True)
    # 福祉総合相談担当: convenes both meetings, receives the 【本人同意なし】申込票.
    is_host = models.BooleanField(default=False)
    # 社協のCSW: standing member of both meetings.
    is_csw = models.BooleanField(default=False)
    # 地区ボランティアセンター: residents, who see only what they took or sent themselves.
    is_resident_run = models.BooleanField(default=False)
    # 精神保健, DV, 虐待 …: that somebody is known here is itself not to be hinted at.
    is_quiet = models.BooleanField(default=False)
    # Existing bodies (要対協, 支援調整会議 …) whose secretariat it is, by codes of the list `existing_body`.
    secretariat_of = ArrayField(
        models.CharField(max_length=40),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=40))),
        verbose_name="事務局をする会議体",
    )
    takes_consultations = models.BooleanField(default=True)
    # Of people invited to one sitting by name: it has no duty of its own, and no list of desks names it.
    is_guest = models.BooleanField(default=False, db_default=False)
    # The fields (codes of the list `field`) a matter of which is likely to fit here; empty where nothing says so.
    fields = ArrayField(
        models.CharField(max_length=40),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=40))),
        blank=True,
    )
    # The desk's own number; the agency's where it has none.
    phone = models.CharField("電話", max_length=20, default="", db_default="", blank=True)

    class Meta:
        verbose_name = "窓口"
        constraints = (
            models.UniqueConstraint(
                fields=["is_host"],
                condition=models.Q(is_host=True),
                name="one_host_desk",
                violation_error_message="会議を主催する窓口は一つです。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def reached_at(self) -> str:
        """The number to call; empty where none is on record."""
        return self.phone or self.agency.phone
