"""提供体制: the plan's programmes, who carries them out and how; one version per fiscal year (E-1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id


class Programme(models.Model):
    """One of the five 事業 in one fiscal year (the western year of its April)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    code = models.CharField("記号", max_length=40)
    name = models.CharField("事業", max_length=80)
    place = models.CharField("計画の箇所", max_length=20)
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "事業"
        constraints = (models.UniqueConstraint(fields=["fiscal_year", "code"], name="one_programme_a_year"),)


class Undertaking(models.Model):
    """事業名 with its 担当課 and 業務内容."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="undertakings")
    name = models.CharField("事業名", max_length=80)
    divisions = ArrayField(models.CharField(max_length=80), verbose_name="担当課")
    duties = ArrayField(models.CharField(max_length=120), verbose_name="業務内容")
    note = models.CharField("備考", max_length=200, blank=True)
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "事業名"
        constraints = (
            models.UniqueConstraint(fields=["programme", "name"], name="one_undertaking_a_programme"),
        )


class Implementation(models.Model):
    """実施機関・実施方式: who carries it out, 直営 or 委託, at how many sites."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    undertaking = models.ForeignKey(Undertaking, on_delete=models.PROTECT, related_name="implementations")
    name = models.CharField("実施機関", max_length=120)
    method = models.CharField("実施方式", max_length=20)
    sites = models.PositiveSmallIntegerField("か所")
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "実施機関"
        constraints = (
            models.UniqueConstraint(fields=["undertaking", "name"], name="one_line_per_implementer"),
            models.CheckConstraint(
                condition=models.Q(sites__gte=1),
                name="at_least_one_site",
                violation_error_message="か所の数は1以上にしてください。",
            ),
        )


class MeetingBody(models.Model):
    """会議体: the two that coordinate and the three that evaluate, per fiscal year."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    code = models.CharField("記号", max_length=40)
    name = models.CharField("名称", max_length=80)
    role = models.CharField("役割", max_length=20)
    position = models.CharField("位置付け", max_length=300)
    set_up_by = models.CharField("設置・主催", max_length=80)
    place = models.CharField("計画の箇所", max_length=20)
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "会議体"
        constraints = (models.UniqueConstraint(fields=["fiscal_year", "code"], name="one_body_a_year"),)


class HarmonisedPlan(models.Model):
    """A plan that this one must stay in harmony with (社会福祉法106条の5第3項)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("計画名", max_length=80)

    class Meta:
        verbose_name = "調和を保つ計画"
        constraints = (models.UniqueConstraint(fields=["fiscal_year", "name"], name="one_plan_a_year"),)
