"""How people are tied: 続柄, the quality of a relationship, and ties to whom and what is outside the family."""

from django.db import models

from kasane.people.models.lasting import Lasting
from kasane.people.models.persons import Person
from kasane.rooms.models import record_indexes


class Kinship(Lasting):
    """続柄: `person` is the `relation` of `other` (relation: a code of the list `kinship`)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField("続柄", max_length=40)

    class Meta:
        verbose_name = "続柄"
        indexes = record_indexes("kinship")


class Bond(Lasting):
    """関わり: how `person` stands to `other` (kind: a code of the list `bond`), care among them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("関わり", max_length=40)
    note = models.CharField("様子", max_length=200, blank=True)

    class Meta:
        verbose_name = "関わり"
        indexes = record_indexes("bond")


class OutsideTie(Lasting):
    """外とのつながり: an agency, a resource or somebody outside the family, as the person lives with it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=80)
    # A code of the list `outside_kind`.
    kind = models.CharField("種類", max_length=40)
    # A code of the list `tie_strength`.
    strength = models.CharField("強さ", max_length=20)
    is_in_conflict = models.BooleanField("対立がある", default=False)
    # A code of the list `tie_direction`: who reaches out to whom.
    direction = models.CharField("向き", max_length=20)
    note = models.CharField("様子", max_length=200, blank=True)

    class Meta:
        verbose_name = "外とのつながり"
        indexes = record_indexes("outside_tie")

    @property
    def summary(self) -> str:
        return self.name
