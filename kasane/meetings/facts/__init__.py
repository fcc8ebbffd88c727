"""Sittings and items as the rules see them."""

from kasane.meetings.facts.conducting import matter_codes_of, required_of, takes_part
from kasane.meetings.facts.covering import (
    agencies_at,
    all_discussed,
    discussed,
    ends_without_consent,
    seats_not_bound,
)
from kasane.meetings.facts.guests import is_called_already
from kasane.meetings.facts.items import (
    anonymous_line,
    matters_of,
    names_of,
    people_line,
    state_of_item,
    tax_consent_of,
    tax_consents_of,
)
from kasane.meetings.facts.sittings import PLEDGE_TEXTS, demand_ahead, kind_of, move_facts, purpose_of

__all__ = [
    "PLEDGE_TEXTS",
    "agencies_at",
    "all_discussed",
    "anonymous_line",
    "demand_ahead",
    "discussed",
    "ends_without_consent",
    "is_called_already",
    "kind_of",
    "matter_codes_of",
    "matters_of",
    "move_facts",
    "names_of",
    "people_line",
    "purpose_of",
    "required_of",
    "seats_not_bound",
    "state_of_item",
    "takes_part",
    "tax_consent_of",
    "tax_consents_of",
]
