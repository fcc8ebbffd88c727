"""代理する人: who may act for somebody, by which power, within which scope, from when to when."""

from django.db import models

from kasane.people.models.lasting import Lasting
from kasane.people.models.persons import Person
from kasane.rooms.models import record_indexes


class Representative(Lasting):
    """`by_person` when it is somebody of the case (親権者 above all), else `name`.

    The power is a code of the list `power`; 保佐 and 補助 reach as far as their `scope` says (H-4).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representatives")
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField("氏名・名称", max_length=80, blank=True)
    power = models.CharField("権限", max_length=40)
    scope = models.TextField("代理できる範囲", blank=True)
    contact = models.CharField("連絡先", max_length=120, blank=True)

    class Meta:
        verbose_name = "代理する人"
        indexes = record_indexes("representative")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name="", by_person=None),
                name="representative_is_somebody",
                violation_error_message="代理する人の氏名を書くか、世帯の人から選んでください。",
            ),
        )
