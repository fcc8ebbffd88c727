"""Sittings, packets and decisions as who acts may read them."""

from kasane.meetings.queries.guests import invitation_of
from kasane.meetings.queries.items import (
    community_item_of,
    community_items_of,
    item_of,
    items_about,
    items_of,
    leaves_of,
    matters_of_case,
    policies_of,
)
from kasane.meetings.queries.seats import SeatView, seat_at, seats_of
from kasane.meetings.queries.sittings import (
    SittingView,
    coming,
    left_standing,
    next_sittings,
    sitting_of,
    sittings_of,
    steps_of,
)

__all__ = [
    "SeatView",
    "SittingView",
    "coming",
    "community_item_of",
    "community_items_of",
    "invitation_of",
    "item_of",
    "items_about",
    "items_of",
    "leaves_of",
    "left_standing",
    "matters_of_case",
    "next_sittings",
    "policies_of",
    "seat_at",
    "seats_of",
    "sitting_of",
    "sittings_of",
    "steps_of",
]
