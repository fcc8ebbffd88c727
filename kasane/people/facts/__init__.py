"""Persons and families as plain values: as they are written down, as rules see them, as pictures are drawn from them."""

from kasane.people.facts.persons import PersonWords, person_facts

__all__ = ["PersonWords", "person_facts"]
