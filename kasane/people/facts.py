"""Persons as the rules see them."""

from kasane.people.queries import PersonView
from kasane.rules.complexity import PersonFacts


def person_facts(view: PersonView) -> PersonFacts:
    return PersonFacts(id=view.id, age=view.age, role=view.position)
