"""Persons, their households and ties, as who acts may know them."""

from kasane.people.queries.beside import RepresentativeView
from kasane.people.queries.family import (
    HouseholdView,
    Relations,
    households_of,
    moves_written,
    own_membership,
    own_record,
    relations_of,
)
from kasane.people.queries.matched import matched_to
from kasane.people.queries.persons import (
    MatchSide,
    MatchView,
    PersonView,
    born_on,
    is_hinted,
    match_of,
    matches,
    names_of,
    open_matches,
    people_of,
    protections_of,
)

__all__ = [
    "HouseholdView",
    "MatchSide",
    "MatchView",
    "PersonView",
    "Relations",
    "RepresentativeView",
    "born_on",
    "households_of",
    "is_hinted",
    "match_of",
    "matched_to",
    "matches",
    "moves_written",
    "names_of",
    "open_matches",
    "own_membership",
    "own_record",
    "people_of",
    "protections_of",
    "relations_of",
]
