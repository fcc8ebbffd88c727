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
from kasane.directory.queries.provision import (
    ProgrammeRow,
    bodies,
    export_provision,
    fiscal_years,
    harmonised_plans,
    is_provided,
    provision,
)

__all__ = [
    "ProgrammeRow",
    "Seat",
    "agencies",
    "agency_names",
    "bodies",
    "desk_names",
    "desk_of",
    "export_provision",
    "fiscal_years",
    "harmonised_plans",
    "hats_of",
    "host_desk",
    "is_provided",
    "municipality",
    "provision",
    "receiving_desks",
    "seat_of",
    "seats",
    "staff_names",
    "standing_agencies",
]
