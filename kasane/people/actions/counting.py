"""同居の家族の人数: told instead of names, and kept right with every move.

A room may know only some of a household, so people are counted on from the number it was told, never anew.
"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Max, QuerySet

from kasane.people.models import Membership


def standing(case: int, home: int) -> QuerySet[Membership]:
    """The memberships of a room that have neither ended nor been struck out."""
    return Membership.objects.filter(case_id=case, home_id=home, until="", struck_at=None)


class Counted:
    """How many live in each household of a room, as told before somebody comes or goes."""

    def __init__(self, case: int, home: int) -> None:
        self.rows = standing(case, home)
        told = self.rows.exclude(household=None).values_list("household").annotate(Max("co_residents"))
        self.people: Counter[int] = Counter({household: most + 1 for household, most in told})

    def leave(self, households: Iterable[int | None]) -> None:
        self.people.subtract(h for h in households if h is not None)

    def come(self, households: Iterable[int | None]) -> None:
        self.people.update(h for h in households if h is not None)

    def write(self) -> None:
        """Store with how many others each of the room's memberships now lives."""
        for household, people in self.people.items():
            others = max(people - 1, 0)
            self.rows.filter(household=household).exclude(co_residents=others).update(co_residents=others)
