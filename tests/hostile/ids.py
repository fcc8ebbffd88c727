"""Every address with an id in it, and the records of the town that somebody's wall hides from them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import URLPattern, reverse

from config.urls import urlpatterns
from kasane.web.components.addresses import PublicId
from tests.world import World

# Known to the door alone: whoever is signed in reads of it, by a function, what is theirs.
SIGN_INS = "sign_in_signin"
OWN = "select s.id from sign_in_signin s join sign_in_account k on k.id = s.account_id where k.username = %s"
# Which table a name in an address speaks of.
TABLES = {
    "access": "rooms_emergencyaccess",
    "assessment": "assessments_assessment",
    "attachment": "attachments_attachment",
    "batch": "ledgers_importbatch",
    "case": "cases_case",
    "caution": "cases_caution",
    "choice": "code_lists_choice",
    "choices": "code_lists_choicelist",
    "consent": "consents_consent",
    "consultation": "cases_consultation",
    "copy": "meetings_packetcopy",
    "designation": "meetings_designation",
    "draft": "drafts_draft",
    "follow_up": "support_plans_followup",
    "form": "assessments_form",
    "goal": "support_plans_goal",
    "issue": "cases_issue",
    "item": "meetings_agendaitem",
    "layout": "code_lists_paperlayout",
    "matter": "code_lists_matter",
    "memo": "cases_telephonememo",
    "message": "cases_message",
    "note": "cases_note",
    "part": "support_plans_planpart",
    "person": "people_person",
    "put": "tasks_putoff",
    "record": "cases_note",
    "referral": "referrals_referral",
    "role": "cases_roleassignment",
    "seat": "meetings_participant",
    "sheet": "support_plans_suspension",
    "sign_in": SIGN_INS,
    "sitting": "meetings_sitting",
    "source": "meetings_packetpaper",
    "standing": "tasks_deputy",
    "subject": "cases_consultation",
    "version": "assessments_formversion",
    "visit": "cases_visit",
}
# Where one name means another thing.
OTHERWISE: dict[tuple[str | None, str], str] = {
    ("community_item", "item"): "meetings_communityitem",
    ("contact", "seat"): "cases_teammember",
    ("seat_role", "seat"): "cases_teammember",
    **{
        (page, "part"): "meetings_partrequest"
        for page in ("sheet_part", "tax_part", "send_part_back", "remind_part")
    },
    ("undo_issue", "record"): "cases_issue",
    ("undo_move", "record"): "people_membership",
    ("undo_role", "record"): "cases_roleassignment",
    ("undo_follow_up", "record"): "support_plans_followup",
    ("undo_goal", "record"): "support_plans_goal",
    ("undo_memo", "record"): "cases_telephonememo",
    ("undo_deputy", "record"): "tasks_deputy",
    ("undo_tried", "record"): "support_plans_suspension",
    ("correct_relation", "record"): "people_bond",
    ("end_relation", "record"): "people_bond",
    ("open_assessment", "record"): "assessments_assessment",
    ("put_off", "subject"): "referrals_referral",
}
# Words that stand in an address beside the ids, as some page of the town has them.
WORDS: dict[str, object] = {
    "code": "look",
    "kind": "note",
    "move": "cancel",
    "move_name": "return",
    "name": "facts",
    "number": 1,
    "page": "income",
    "section": "income",
    "what": "decide",
    "item": "salon_name",
    "pk": 1,
    "chapter": "00-hajimeni",
    "link": "x",
}
WORDS_OF: dict[str, dict[str, object]] = {
    "put_off": {"kind": "referral"},
    "reception_sheet": {"kind": "agreed"},
    "print": {"kind": "reception_agreed"},
    "print_pdf": {"kind": "reception_agreed"},
    "print_book": {"kind": "reception_agreed"},
    "new_relation": {"kind": "tie"},
    "correct_relation": {"kind": "bond"},
    "end_relation": {"kind": "bond"},
    "issue_step": {"kind": "hold"},
    "carry": {"kind": "paper"},
    "move_copy": {"move": "return"},
    "edit_section": {"section": "home"},
}
# Of no person and no case: whoever keeps forms, or sits anywhere, reads all of them.
OF_NOBODY = {"choice", "choices", "form", "layout", "matter", "version"}


def ids_of(page: URLPattern) -> list[str]:
    """The names of the ids in a page's address, in its order."""
    return [name for name, kind in page.pattern.converters.items() if isinstance(kind, PublicId)]


def with_ids() -> list[URLPattern]:
    """The pages whose address holds an id of a record that walls hide."""
    return [page for page in urlpatterns if set(ids_of(page)) - OF_NOBODY]


def table_of(page: str | None, name: str) -> str:
    known = OTHERWISE.get((page, name)) or TABLES.get(name)
    assert known, f"of which table is the {name} in the address of {page}? It belongs into TABLES above."
    return known


def readable_by(town: World, who: str, tables: Iterable[str]) -> dict[str, list[int]]:
    """By table, what `who` can read: asked of the database as them, not of our own queries."""
    own = [row[0] for row in town.superuser.execute(OWN, [who]).fetchall()]
    with town.acting(who), connection.cursor() as cursor:
        return {table: own if table == SIGN_INS else _ids(cursor, table) for table in tables}


def hidden_from(town: World, who: str, tables: Iterable[str]) -> dict[str, list[int]]:
    """By table, what is there and `who` cannot read."""
    read = readable_by(town, who, tables)
    return {
        table: [one for one in _ids(town.superuser.cursor(), table) if one not in read[table]]
        for table in read
    }


def _ids(cursor: Any, table: str) -> list[int]:
    cursor.execute(f"select id from {table} order by id")
    return [row[0] for row in cursor.fetchall()]


def filled(page: URLPattern, ids: dict[str, int]) -> str:
    """The address of a page with these ids, and with words the page knows."""
    known = WORDS | WORDS_OF.get(str(page.name), {})
    words = {name: known[name] for name in page.pattern.converters if name not in ids}
    return reverse(str(page.name), kwargs={**words, **ids})
