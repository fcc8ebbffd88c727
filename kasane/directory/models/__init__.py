"""The municipality as data."""

from kasane.directory.models.agencies import Agency, Desk
from kasane.directory.models.municipality import District, Municipality
from kasane.directory.models.provision import (
    HarmonisedPlan,
    Implementation,
    MeetingBody,
    Programme,
    Undertaking,
)
from kasane.directory.models.staff import Assignment, Staff

__all__ = [
    "Agency",
    "Assignment",
    "Desk",
    "District",
    "HarmonisedPlan",
    "Implementation",
    "MeetingBody",
    "Municipality",
    "Programme",
    "Staff",
    "Undertaking",
]
