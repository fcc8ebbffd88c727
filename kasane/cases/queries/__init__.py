"""Cases as who acts may read them."""

from kasane.cases.queries.cases import PAGE, CaseLine, Page, case_of, page_of, visible_to
from kasane.cases.queries.notes import (
    NoteView,
    approvals_waiting,
    editions_of,
    movable_to,
    moved_from,
    next_steps,
    notes_of,
    own_note,
    view_of,
    views_of,
    waiting_for_approval,
)
from kasane.cases.queries.records import ConsultationView, consultations_of, issues_of
from kasane.cases.queries.team import Helper, Unhanded, own_open_roles, own_role, roles_of, team_of, unhanded

__all__ = [
    "PAGE",
    "CaseLine",
    "ConsultationView",
    "Helper",
    "NoteView",
    "Page",
    "Unhanded",
    "approvals_waiting",
    "case_of",
    "consultations_of",
    "editions_of",
    "issues_of",
    "movable_to",
    "moved_from",
    "next_steps",
    "notes_of",
    "own_note",
    "own_open_roles",
    "own_role",
    "page_of",
    "roles_of",
    "team_of",
    "unhanded",
    "view_of",
    "views_of",
    "visible_to",
    "waiting_for_approval",
]
