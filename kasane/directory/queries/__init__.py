"""Reading the directory."""

from kasane.directory.queries.desks import (
    Seat,
    agencies,
    agency_names,
    desk_names,
    desk_of,
    hats_of,
    host_desk,
    municipality,
    receiving_desks,
    seat_of,
    seats,
    staff_names,
    standing_agencies,
)

__all__ = [
    "Seat",
    "agencies",
    "agency_names",
    "desk_names",
    "desk_of",
    "hats_of",
    "host_desk",
    "municipality",
    "receiving_desks",
    "seat_of",
    "seats",
    "staff_names",
    "standing_agencies",
]
