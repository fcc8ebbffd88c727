"""Pledges that reach the convening desk: on paper, and for a whole year; no case content."""

from django.db import models

from kasane.access.ids import new_id


class PledgePaper(models.Model):
    """誓約の書面: as it was signed and read in, encrypted under the installation's field keys."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    desk_id = models.BigIntegerField()
    media_type = models.CharField("種類", max_length=40)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    taken_in_by = models.BigIntegerField()
    taken_in_at = models.DateTimeField()

    class Meta:
        verbose_name = "誓約の書面"


class YearlyPledge(models.Model):
    """年度の誓約: of one person for one kind of meeting, to the end of the fiscal year."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    kind = models.CharField("会議", max_length=20)
    text_version = models.CharField("誓約の文の版", max_length=60)
    pledged_on = models.DateField("誓約の日")
    valid_to = models.DateField("最後の日")
    paper = models.ForeignKey(PledgePaper, on_delete=models.PROTECT, related_name="+")
    received_by = models.BigIntegerField()

    class Meta:
        verbose_name = "年度の誓約"
        indexes = (models.Index(fields=["staff_id", "kind"], name="yearly_pledge_of"),)
