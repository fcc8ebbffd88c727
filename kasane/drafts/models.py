"""Unfinished forms; each is read and changed by who types it, under the hat they type it in, and by nobody else."""

from django.db import models

from kasane.access.ids import new_id


class Draft(models.Model):
    """What stands in the fields of one form. Shape of `fields`: a list of [name of the field, value]."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    staff_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    # The address of the form and what the form is called; neither says anything of a resident.
    path = models.CharField("用紙の場所", max_length=200)
    label = models.CharField("用紙", max_length=80)
    fields = models.JSONField("書きかけの内容")
    saved_at = models.DateTimeField("保存")

    class Meta:
        verbose_name = "下書き"
        indexes = (models.Index(fields=["staff_id", "desk_id", "-saved_at"], name="draft_of_staff"),)
