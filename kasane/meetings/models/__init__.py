"""The two meetings: sittings, who attends, what is discussed, and what is decided."""

from kasane.meetings.models.items import (
    AgendaItem,
    CarriedOver,
    Decision,
    Minutes,
    PacketPaper,
    SettledMatter,
    SupportPolicy,
)
from kasane.meetings.models.sittings import Participant, Pledge, Sitting

__all__ = [
    "AgendaItem",
    "CarriedOver",
    "Decision",
    "Minutes",
    "PacketPaper",
    "Participant",
    "Pledge",
    "SettledMatter",
    "Sitting",
    "SupportPolicy",
]
