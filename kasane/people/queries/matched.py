"""Whom persons were matched to, as far as one may follow the pointers."""

from collections.abc import Iterable

from kasane.people.models import Person
from kasane.rules.sent_before import root_of


def matched_to(persons: Iterable[int]) -> dict[int, int]:
    """For each person the one their matching leads to (themselves, when it leads nowhere).

    Only rows one may read are followed: a chain that goes on through somebody one may not know ends there.
    """
    asked = set(persons)
    pointers: dict[int, int | None] = {}
    following = asked
    while following:
        found = dict(Person.objects.filter(id__in=following).values_list("id", "same_as_id"))
        pointers |= found
        following = {to for to in found.values() if to is not None and to not in pointers}
    return {person: root_of(person, pointers) for person in asked}
