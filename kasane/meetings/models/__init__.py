"""The two meetings: sittings, who attends, what is discussed, and what is decided."""

from kasane.meetings.models.items import (
    AgendaItem,
    CarriedOver,
    CommunityItem,
    Decision,
    ItemLeave,
    Minutes,
    PacketPaper,
    SettledMatter,
    SupportPolicy,
)
from kasane.meetings.models.sittings import Participant, Pledge, Sitting, SittingStep

__all__ = [
    "AgendaItem",
    "CarriedOver",
    "CommunityItem",
    "Decision",
    "ItemLeave",
    "Minutes",
    "PacketPaper",
    "Participant",
    "Pledge",
    "SettledMatter",
    "Sitting",
    "SittingStep",
    "SupportPolicy",
]
