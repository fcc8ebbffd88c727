"""相談: what came to a desk, what became of it, and who told us."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kasane.cases.models.notes import Note
from kasane.rooms.models import Record, record_indexes


class Consultation(Record):
    """相談: who came with what, in their words (相談受付)."""

    received_at = models.DateTimeField("受付日時")
    channel = models.CharField("受付方法", max_length=40)
    consulter = models.CharField("相談した人", max_length=40)
    content = models.TextField("相談の内容")
    wish = models.TextField("本人・家族の希望", blank=True)
    # 相談経路: how it came to this desk, and by whom or at which meeting.
    route = models.CharField("相談経路", max_length=40, blank=True)
    route_detail = models.CharField("経路のくわしいこと", max_length=120, blank=True)
    # ご相談の内容 of the 申込票: every code ticked (○), and the one that weighs most (◎).
    told_concerns = ArrayField(models.CharField(max_length=40), default=list)
    most_serious = models.CharField("いちばん困っていること", max_length=40, blank=True)
    urgency = models.CharField("急ぎ具合", max_length=40, blank=True)
    # Whether the person was spoken to themselves; unknown where nobody said, and if not, why not.
    was_spoken_to = models.BooleanField("本人と話した", null=True)
    not_spoken_why = models.CharField("本人と話していないわけ", max_length=40, blank=True)

    class Meta:
        verbose_name = "相談"
        indexes = record_indexes("consultation", "-received_at")


class Disposition(Record):
    """対応の区分: one of those decided for a consultation (I-2)."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="dispositions")
    kind = models.CharField("対応", max_length=40)

    class Meta:
        verbose_name = "対応"
        indexes = record_indexes("disposition")


class Informant(Record):
    """情報提供者: who told us, kept in a record of a class of its own, which is never laid open (O-1)."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="informants", null=True
    )
    # Of a note: what they told stands here, apart from the note that others may read.
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="informants", null=True)
    told = models.TextField("聞いたこと", default="", blank=True)
    name = models.CharField("氏名・呼び名", max_length=80)
    relation = models.CharField("本人との関係", max_length=80, blank=True)
    contact = models.CharField("連絡先", max_length=120, blank=True)

    class Meta:
        verbose_name = "情報提供者"
        indexes = record_indexes("informant")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(information_class="informant", doors=[]),
                name="informant_stays",
                violation_error_message="情報提供者の記録は、ほかの機関に開けません。",
            ),
            models.CheckConstraint(
                condition=models.Q(consultation__isnull=False) ^ models.Q(note__isnull=False),
                name="informant_of_one_record",
            ),
        )
