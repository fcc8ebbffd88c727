"""What happened in somebody's life, and its end."""

from django.db import models

from kasane.japanese.partial import spoken
from kasane.people.models.lasting import Struck
from kasane.people.models.persons import Person
from kasane.rooms.models import record_indexes


class LifeEvent(Struck):
    """家族年表の一行: what happened, when as far as it is known; whom it concerns is the record's own."""

    # A day known in part (`japanese/partial.py`).
    happened = models.CharField("いつ", max_length=12)
    # A code of the list `life_event`.
    kind = models.CharField("できごと", max_length=40)
    text = models.CharField("内容", max_length=200)

    class Meta:
        verbose_name = "年表のできごと"
        indexes = record_indexes("life_event")

    @property
    def summary(self) -> str:
        return f"{spoken(self.happened)}　{self.text}"


class Death(Struck):
    """死亡: storing one ends the person's consents and every key that came from them (`end_consents_of_the_dead`)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # A day known in part (`japanese/partial.py`).
    died = models.CharField("亡くなった日", max_length=12)
    told_by = models.CharField("どのように知ったか", max_length=120, blank=True)

    class Meta:
        verbose_name = "死亡の記録"
        indexes = record_indexes("death")

    @property
    def summary(self) -> str:
        return f"{spoken(self.died)}に亡くなった"
