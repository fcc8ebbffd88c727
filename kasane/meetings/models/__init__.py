"""The two meetings: sittings, who attends, what is discussed, and what is decided."""

from kasane.meetings.models.agenda import AgendaItem, CommunityItem, ItemLeave
from kasane.meetings.models.bodies import Designation
from kasane.meetings.models.copies import CopyMove, PacketCopy
from kasane.meetings.models.deciding import (
    AgreedRole,
    Contribution,
    Decision,
    Minutes,
    MinutesRead,
    SettledMatter,
    SupportPolicy,
    WrittenTogether,
)
from kasane.meetings.models.feeds import CalendarFeed
from kasane.meetings.models.gate import CarriedOver
from kasane.meetings.models.guests import Invitation, InvitationKey
from kasane.meetings.models.packets import PacketPaper, PacketPicture
from kasane.meetings.models.pledges import PledgePaper, YearlyPledge
from kasane.meetings.models.preparation import PartRequest, SheetPart, SubmittedPart
from kasane.meetings.models.replies import SeatReply, WrittenOpinion
from kasane.meetings.models.sittings import Participant, Pledge, Sitting, SittingStep

__all__ = [
    "AgendaItem",
    "AgreedRole",
    "CalendarFeed",
    "CarriedOver",
    "CommunityItem",
    "Contribution",
    "CopyMove",
    "Decision",
    "Designation",
    "Invitation",
    "InvitationKey",
    "ItemLeave",
    "Minutes",
    "MinutesRead",
    "PacketCopy",
    "PacketPaper",
    "PacketPicture",
    "PartRequest",
    "Participant",
    "Pledge",
    "PledgePaper",
    "SeatReply",
    "SettledMatter",
    "SheetPart",
    "Sitting",
    "SittingStep",
    "SubmittedPart",
    "SupportPolicy",
    "WrittenOpinion",
    "WrittenTogether",
    "YearlyPledge",
]
