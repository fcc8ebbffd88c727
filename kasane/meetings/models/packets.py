"""An item's packet."""

from django.db import models

from kasane.consents.models import Consent
from kasane.meetings.models.agenda import AgendaItem
from kasane.rooms.models import Record, record_indexes


class PacketPaper(Record):
    """会議資料: one paper of an item's packet."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField("資料名", max_length=120)
    text = models.TextField("内容")
    # Of 税情報: where it comes from, and the consent without which only the person's own report enters (M-4).
    tax_origin = models.CharField("税情報の出どころ", max_length=12, blank=True)
    tax_consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "会議資料"
        indexes = record_indexes("paper")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="tax") ^ models.Q(tax_origin=""),
                name="tax_paper_has_an_origin",
                violation_error_message="税情報は、出どころを選んで資料に入れます。",
            ),
            models.CheckConstraint(
                condition=models.Q(tax_origin__in=("", "self_report")) | models.Q(tax_consent__isnull=False),
                name="tax_paper_needs_a_consent",
                violation_error_message="税務に関する情報は、本人の同意なく会議で共有できません（地方税法22条）。",
            ),
        )


class PacketPicture(Record):
    """会議資料の図: a picture of the family or a 年表, as the host put it in; a copy, not a window.

    Shape of `drawn`: an svg element of our own drawing, empty for a 年表. Shape of `lines`: the same in words.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="pictures")
    kind = models.CharField("図", max_length=12)
    drawn = models.TextField("図", blank=True)
    lines = models.JSONField("ことば", default=list)

    class Meta:
        verbose_name = "会議資料の図"
        indexes = record_indexes("picture")
