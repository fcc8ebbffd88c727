"""The forms of the two meetings."""

from kasane.web.meetings.forms.agenda import (
    CaseForm,
    CommunityForm,
    DeferForm,
    ItemForm,
    LeaveForm,
    OutcomeForm,
    ResumeForm,
)
from kasane.web.meetings.forms.bodies import BodyForm, DesignationForm
from kasane.web.meetings.forms.deciding import DecisionForm, PolicyForm, RoleForm
from kasane.web.meetings.forms.guests import GuestForm
from kasane.web.meetings.forms.packet import PaperForm
from kasane.web.meetings.forms.pledges import ReceivedPledgeForm
from kasane.web.meetings.forms.proceeding import CancelForm, OpenForm, PostponeForm
from kasane.web.meetings.forms.replies import OpinionForm, ReplyForm
from kasane.web.meetings.forms.sittings import BoundForm, InviteForm, SittingForm

__all__ = [
    "BodyForm",
    "BoundForm",
    "CancelForm",
    "CaseForm",
    "CommunityForm",
    "DecisionForm",
    "DeferForm",
    "DesignationForm",
    "GuestForm",
    "InviteForm",
    "ItemForm",
    "LeaveForm",
    "OpenForm",
    "OpinionForm",
    "OutcomeForm",
    "PaperForm",
    "PolicyForm",
    "PostponeForm",
    "ReceivedPledgeForm",
    "ReplyForm",
    "ResumeForm",
    "RoleForm",
    "SittingForm",
]
