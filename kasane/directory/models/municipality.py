"""The municipality itself and its districts."""

from django.db import models

from kasane.access.ids import new_id


class Municipality(models.Model):
    """The one municipality of this installation and what it has decided for itself."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("全国地方公共団体コード", max_length=6, unique=True)
    name = models.CharField("名称", max_length=40)
    # The fictional town: demo accounts may sign in, and its history is written at past instants.
    is_demo = models.BooleanField(default=False)
    packet_days = models.PositiveSmallIntegerField("会議資料を閲覧できる日数", default=7)
    consent_age = models.PositiveSmallIntegerField("本人の同意を併せて求める年齢", default=15)
    many_cases_a_day = models.PositiveSmallIntegerField("多いとみる一日のケースの数", default=60)
    declared_purpose = models.TextField("利用目的（個人情報保護法61条）")
    contact = models.CharField("問い合わせ先", max_length=120)

    class Meta:
        verbose_name = "市町村"


class District(models.Model):
    """地区: the area unit of 地区社協, 地区ボランティアセンター and 地域包括支援センター."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "地区"
        ordering = ("sort_order",)
