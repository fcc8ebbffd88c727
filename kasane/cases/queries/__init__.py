"""Cases as who acts may read them."""

from kasane.cases.queries.cases import PAGE, CaseLine, Page, case_of, page_of, visible_to
from kasane.cases.queries.records import ConsultationView, consultations_of, issues_of, notes_of
from kasane.cases.queries.team import Helper, Unhanded, own_open_roles, own_role, roles_of, team_of, unhanded

__all__ = [
    "PAGE",
    "CaseLine",
    "ConsultationView",
    "Helper",
    "Page",
    "Unhanded",
    "case_of",
    "consultations_of",
    "issues_of",
    "notes_of",
    "own_open_roles",
    "own_role",
    "page_of",
    "roles_of",
    "team_of",
    "unhanded",
    "visible_to",
]
