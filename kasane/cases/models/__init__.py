"""Cases: consultations, issues, notes, the team and the agency that leads."""

from kasane.cases.models.cases import Case
from kasane.cases.models.cautions import Caution, SafetyLine
from kasane.cases.models.consultations import Consultation, Disposition, Informant
from kasane.cases.models.gaps import GapRow, ResourceGap
from kasane.cases.models.in_charge import CaseLink, WorkerInCharge
from kasane.cases.models.issues import Issue, IssueStep
from kasane.cases.models.messages import Message, MessageRead, TelephoneMemo
from kasane.cases.models.notes import MovedNote, Note, NoteAddendum, NoteEdition
from kasane.cases.models.team import LeadAgency, RoleAssignment, TeamMember
from kasane.cases.models.undoing import TakenBack
from kasane.cases.models.visits import Visit

__all__ = [
    "Case",
    "CaseLink",
    "Caution",
    "Consultation",
    "Disposition",
    "GapRow",
    "Informant",
    "Issue",
    "IssueStep",
    "LeadAgency",
    "Message",
    "MessageRead",
    "MovedNote",
    "Note",
    "NoteAddendum",
    "NoteEdition",
    "ResourceGap",
    "RoleAssignment",
    "SafetyLine",
    "TakenBack",
    "TeamMember",
    "TelephoneMemo",
    "Visit",
    "WorkerInCharge",
]
