"""世帯: who lives in which household of the case, from when to when; and its animals."""

from django.db import models

from kasane.people.models.lasting import Lasting
from kasane.people.models.persons import Person
from kasane.rooms.models import record_indexes

# The household every case begins with.
FIRST = 1


class Membership(Lasting):
    """世帯の一員: what somebody is in the household, with how many live with them, never who.

    A move ends one row and begins another. `household` is its number within the case; None: lives apart
    from every household of the case (別居, 入所).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    position = models.CharField("世帯での立場", max_length=40)
    co_residents = models.PositiveSmallIntegerField("同居の家族の人数", default=0)
    household = models.PositiveSmallIntegerField("世帯", null=True, default=FIRST, db_default=FIRST)
    household_name = models.CharField("世帯の呼び名", max_length=40, blank=True, default="", db_default="")
    # A code of the list `move`: why they came into this household, or went to live apart.
    begun_why = models.CharField("移ったわけ", max_length=40, blank=True, default="", db_default="")
    place = models.CharField("住んでいるところ", max_length=80, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "世帯での立場"
        indexes = record_indexes("membership")

    @property
    def summary(self) -> str:
        return f"同居の家族 {self.co_residents}名"


class Pet(Lasting):
    """飼っている動物: what an evacuation, a hospital stay or a move must think of."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("動物", max_length=40)
    amount = models.PositiveSmallIntegerField("数", default=1)
    note = models.CharField("気をつけること", max_length=200, blank=True)

    class Meta:
        verbose_name = "飼っている動物"
        indexes = record_indexes("pet")

    @property
    def summary(self) -> str:
        return f"{self.kind} {self.amount}" + f"（{self.note}）" * bool(self.note)
