"""Choice lists, matters to settle, versioned texts and deadlines: data with the days they are valid."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.access.ids import new_id


class ChoiceList(models.Model):
    """選択肢の一覧: what its items are called together, where they are kept on screen."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    title = models.CharField("題", max_length=120)

    class Meta:
        verbose_name = "選択肢の一覧"
        ordering = ("title",)


class Choice(models.Model):
    """One item of a choice list; old items stay so that old records can be read."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    list_code = models.CharField("一覧", max_length=40)
    code = models.CharField("記号", max_length=40)
    # Its first label; what it was called later, `ChoiceName` says.
    label = models.CharField("表示", max_length=120)
    sort_order = models.PositiveSmallIntegerField("順")
    valid_from = models.DateField("始期")
    valid_to = models.DateField("終期", null=True)
    # Whether the national report asks for it (国への報告事項); from which day otherwise, `ChoiceMark` says.
    is_reported = models.BooleanField("国へ報告", default=False)
    # Once the office keeps it on screen, the provision's files no longer change it.
    kept_at = models.DateTimeField("画面で直した", null=True)

    class Meta:
        verbose_name = "選択肢"
        ordering = ("list_code", "sort_order")
        constraints = (models.UniqueConstraint(fields=["list_code", "code"], name="one_choice_per_code"),)


class ChoiceName(models.Model):
    """What an item is called from a day on; records of earlier days keep the label of their day."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="names")
    label = models.CharField("表示", max_length=120)
    valid_from = models.DateField("始期")

    class Meta:
        verbose_name = "選択肢の呼び名"
        ordering = ("valid_from",)
        constraints = (models.UniqueConstraint(fields=["choice", "valid_from"], name="one_name_per_day"),)


class ChoiceMark(models.Model):
    """Whether the national report asks for an item from a day on; before its first mark, `is_reported` says."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="marks")
    is_reported = models.BooleanField("国へ報告")
    valid_from = models.DateField("始期")

    class Meta:
        verbose_name = "選択肢のしるし"
        ordering = ("valid_from",)
        constraints = (models.UniqueConstraint(fields=["choice", "valid_from"], name="one_mark_per_day"),)


class Matter(models.Model):
    """確認事項: what a sitting settles at one of the plan's occasions (実施計画 3-1(3)), or for its purpose."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    label = models.CharField("表示", max_length=120)
    hint = models.CharField("書き方", max_length=200, blank=True)
    sort_order = models.PositiveSmallIntegerField("順")
    # Occasions of 重層的支援会議 and purposes of 支援会議 at which it is asked, by their codes.
    occasions = ArrayField(models.CharField(max_length=20), default=list, verbose_name="いつ確認するか")
    is_required = models.BooleanField("決定の前に必ず確認", default=False)
    valid_from = models.DateField("始期", default=date(2022, 4, 1))
    valid_to = models.DateField("終期", null=True)
    # Once the office keeps it on screen, the provision's files no longer change it.
    kept_at = models.DateTimeField("画面で直した", null=True)

    class Meta:
        verbose_name = "確認事項"
        ordering = ("sort_order",)


class TextVersion(models.Model):
    """A text somebody agreed to or pledged; never changed, only followed by another version."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40)
    version = models.CharField("版", max_length=20)
    title = models.CharField("題", max_length=120)
    body = models.TextField("本文")
    valid_from = models.DateField("始期")

    class Meta:
        verbose_name = "文書の版"
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="one_text_per_version"),)

    @property
    def version_label(self) -> str:
        return f"{self.title} {self.version}"


class PaperLayout(models.Model):
    """様式: how a form is laid out on paper, as a Typst text; never changed, only followed by another version.

    The layout with the code `look` is what all the others share.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40)
    version = models.CharField("版", max_length=20)
    title = models.CharField("題", max_length=80)
    body = models.TextField("ひな形")
    valid_from = models.DateField("始期")
    # A version put in force on screen; where there is one, the provision's files add no other.
    kept_at = models.DateTimeField("画面で替えた", null=True)

    class Meta:
        verbose_name = "様式"
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="one_layout_per_version"),)

    @property
    def version_label(self) -> str:
        return f"{self.title}（{self.version}）"


class Deadline(models.Model):
    """A number of days (or months) the work is held to."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("記号", max_length=40, unique=True)
    label = models.CharField("表示", max_length=120)
    amount = models.PositiveSmallIntegerField("数")
    unit = models.CharField("単位", max_length=20)

    class Meta:
        verbose_name = "期限"
