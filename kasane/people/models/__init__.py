"""Persons, their households and ties over time, and what pictures and rules need to know of them."""

from kasane.people.models.household import Membership, Pet
from kasane.people.models.lasting import Lasting
from kasane.people.models.life import Death, LifeEvent
from kasane.people.models.persons import SEXES, Identity, MatchKey, MatchTask, Person, ProtectedAddress
from kasane.people.models.representatives import Representative
from kasane.people.models.ties import Bond, Kinship, OutsideTie

__all__ = [
    "SEXES",
    "Bond",
    "Death",
    "Identity",
    "Kinship",
    "Lasting",
    "LifeEvent",
    "MatchKey",
    "MatchTask",
    "Membership",
    "OutsideTie",
    "Person",
    "Pet",
    "ProtectedAddress",
    "Representative",
]
