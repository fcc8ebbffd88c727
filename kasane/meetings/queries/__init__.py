"""Sittings, packets and decisions as who acts may read them."""

from kasane.meetings.queries.conducting import (
    CONTRIBUTION,
    MATTER,
    MINUTES,
    ItemState,
    LiveField,
    fields_of,
    roles_of,
    states_of,
)
from kasane.meetings.queries.guests import invitation_of
from kasane.meetings.queries.items import (
    community_item_of,
    community_items_of,
    deferred_of,
    item_of,
    items_about,
    items_of,
    leaves_of,
    matters_of_case,
    policies_due,
    policies_of,
)
from kasane.meetings.queries.minutes import (
    Reader,
    has_read,
    minutes_facts,
    readers_of,
    unread_minutes,
    versions_of,
)
from kasane.meetings.queries.pledges import paper_of_pledge
from kasane.meetings.queries.replies import OpinionView, may_write_opinion, opinions_of, replies_of
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
    "CONTRIBUTION",
    "MATTER",
    "MINUTES",
    "ItemState",
    "LiveField",
    "OpinionView",
    "Reader",
    "SeatView",
    "SittingView",
    "coming",
    "community_item_of",
    "community_items_of",
    "deferred_of",
    "fields_of",
    "has_read",
    "invitation_of",
    "item_of",
    "items_about",
    "items_of",
    "leaves_of",
    "left_standing",
    "matters_of_case",
    "may_write_opinion",
    "minutes_facts",
    "next_sittings",
    "opinions_of",
    "paper_of_pledge",
    "policies_due",
    "policies_of",
    "readers_of",
    "replies_of",
    "roles_of",
    "seat_at",
    "seats_of",
    "sitting_of",
    "sittings_of",
    "states_of",
    "steps_of",
    "unread_minutes",
    "versions_of",
]
