"""The pages of one case, as the tabs every one of them carries."""

from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.access.permissions import Permission


@dataclass(frozen=True)
class Tab:
    """A page of a case: what it is called, its name among the addresses, and the pages that stand below it."""

    label: str
    page: str
    needed: Permission
    below: frozenset[str] = frozenset()

    def holds(self, page: str) -> bool:
        return page == self.page or page in self.below


# One line a tab: label, page, what it needs, and the pages that stand below it.
# fmt: off
ROWS = (
    ("世帯", "case", Permission.READ_CASES, "new_person person protection lead lead_answer in_charge links gaps contact seat_role"),
    ("家族図", "genogram", Permission.READ_CASES, "ecomap chronicle family_print new_relation correct_relation end_relation"),
    ("相談", "consultations", Permission.READ_CASES, "join_consultation dispose reception_sheet"),
    ("課題", "issues", Permission.READ_CASES, "new_issue issue edit_issue issue_step split_case"),
    ("アセスメント", "assessments", Permission.READ_CASES, "new_assessment assessment assessment_section own_form compare_assessments"),
    ("経過", "notes", Permission.READ_CASES, "new_note note correct_note add_to_note move_note"),
    ("伝言", "messages", Permission.WRITE_NOTES, ""),
    ("訪問", "case_visits", Permission.READ_CASES, "new_visit visit change_visit new_caution caution"),
    ("支援プラン", "plan", Permission.READ_CASES, "plan_words new_part part change_part compare_versions draft_part draft_words new_goal goal not_set urgent_start monitoring evaluation suspension follow_up follow_up_done"),
    ("同意", "consents", Permission.RECORD_CONSENT, "new_consent end_consent opening open_record open_assessment"),
    ("印刷", "printed", Permission.READ_CASES, "print print_pdf print_book"),
)
# fmt: on
TABS = tuple(Tab(label, page, needed, frozenset(below.split())) for label, page, needed, below in ROWS)


def tabs_for(actor: Actor, page: str) -> list[tuple[str, str, bool]]:
    """(label, page, whether it is where one is) of the tabs somebody may use."""
    return [(tab.label, tab.page, tab.holds(page)) for tab in TABS if actor.may(tab.needed)]
