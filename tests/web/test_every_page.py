"""Every page as somebody who may see it: it answers, speaks Japanese, and leads nowhere dead."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from config.urls import urlpatterns
from kasane.access.ids import encode_id
from kasane.web.components.sealed import searched
from tests.world import World

# Words of the trade, and what names of tools and forms leave in a Japanese page.
ENGLISH_ALLOWED = {
    "PDF",
    "JPEG",
    "PNG",
    "CSW",
    "DV",
    "SOS",
    "kg",
    "Typst",
    "Excel",
    "CSV",
    "xlsx",
    "xls",
    "ID",
    "URL",
    "R",
    "S",
    "kasane",
}
CASE_NUMBER = r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b"
LONGEST_WAY = 15
LISTS = ("cases", "case", "plan", "notes", "issues", "referrals", "assessments")


def addresses(town: World) -> dict[str, tuple[str, str]]:
    """Every named page → who may see it, and its address."""

    def of(query: str) -> str:
        number = town.one(query)
        assert isinstance(number, int), query
        return encode_id(number)

    case = of("select id from cases_case where is_multi_agency order by opened_at")
    note = of("select id from cases_note where text ~ '^母と面談'")
    waiting = of("select id from cases_note where approved_at is null and text ~ '^長男がドア越し'")
    caution = of("select id from cases_caution where agreed_at is null")
    visit = of("select id from cases_visit where state = 'planned' and instead_of_id is null")
    approved = of("select id from cases_note where approved_at is not null")
    consultation = of("select id from cases_consultation where content ~ '^民生委員から電話'")
    sitting = of("select id from meetings_sitting where kind = 'multilayered' and state = 'published'")
    running = of("select id from meetings_sitting where state = 'open'")
    discussed = of(
        "select i.id from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id where s.state = 'open'"
    )
    planned = of("select id from meetings_sitting where state = 'invited'")
    designation = of("select id from meetings_designation where is_agreed is null")
    called = of(
        "select p.id from meetings_participant p join meetings_sitting s on s.id = p.sitting_id"
        " where s.state = 'invited' limit 1"
    )
    unpledged = of(
        "select p.id from meetings_participant p join meetings_sitting s on s.id = p.sitting_id and s.state = 'invited'"
        " where not exists (select from meetings_pledge g where g.participant_id = p.id)"
        " and p.staff_id <> (select id from directory_staff where name = '田中 和子') limit 1"
    )
    by_link = of("select participant_id from meetings_invitation limit 1")
    community = of("select id from meetings_communityitem limit 1")
    person = of("select person_id from people_identity where name = '山田 花子' limit 1")
    protected = of("select person_id from people_identity where name = '森 さくら'")
    protected_case = of("select case_id from people_protectedaddress limit 1")
    tied = of("select id from people_bond where kind = 'cut_off'")
    part, item = (
        of("select id from support_plans_planpart"),
        of("select id from meetings_agendaitem where doors <> '{}'"),
    )
    changed = of("select part_id from support_plans_partversion where number = 2")
    drafted = of(
        "select part_id from support_plans_urgentstart u where not exists"
        " (select from support_plans_partstatechange c where c.part_id = u.part_id)"
    )
    goal = of("select id from support_plans_goal where text ~ '^夜のあいだも'")
    left_out = of(
        "select i.id from cases_issue i join rooms_compartment r on r.id = i.home_id join directory_desk d"
        " on d.id = r.desk_id where d.is_host and i.seriousness = 'serious'"
    )
    follow_up = of("select id from support_plans_followup where done_at is null order by id limit 1")
    consent = of("select id from consents_consent where answer = 'given'")
    referral = of(
        "select r.id from referrals_referral r join directory_desk d on d.id = r.to_desk_id"
        " where r.state = 'sent' and d.is_host limit 1"
    )
    issue = of(
        "select i.id from cases_issue i join rooms_compartment c on c.id = i.home_id join directory_desk d"
        f" on d.id = c.desk_id where d.is_host and i.case_id = {town.one('select id from cases_case where is_multi_agency order by opened_at limit 1')}"
        " limit 1"
    )
    seat = of(
        "select t.id from cases_teammember t join cases_case c on c.id = t.case_id where c.is_multi_agency order by c.opened_at limit 1"
    )
    sealed = of("select item_id from meetings_packetpaper order by written_at limit 1")
    paper = of("select id from meetings_packetpaper order by written_at limit 1")
    emergency = of("select id from rooms_emergencyaccess where finding = ''")
    unanswered = of("select id from referrals_referral where state = 'sent' and due_on >= current_date")
    undecided = of("select id from cases_consultation where content ~ 'ごみ出し'")
    assessed = of("select id from assessments_assessment where previous_id is not null")
    begun = of("select id from assessments_assessment where finished_at is null")
    sheet = of("select id from assessments_formversion where published_at is null")
    housing = of("select id from assessments_form where title = '住まいの状況'")
    choices = of("select id from code_lists_choicelist where code = 'a_ties'")
    choice = of("select id from code_lists_choice where (list_code, code) = ('a_ties', 'salon')")
    asked = of("select id from meetings_partrequest where submitted_at is not null")
    handed_in = of("select id from meetings_partrequest where submitted_at is not null order by id limit 1")
    prepared = of("select item_id from meetings_partrequest where submitted_at is not null")
    copied = of("select item_id from meetings_packetcopy limit 1")
    return {
        "home": ("tanaka", "/"),
        "put_off": ("tanaka", f"/today/referral/{unanswered}/later/"),
        "notices": ("tanaka", "/notices/"),
        "notice_mail": ("tanaka", "/notices/mail/"),
        "desk": ("kimura", "/desk/"),
        "board": ("tanaka", "/board/"),
        "triage": ("tanaka", "/referrals/triage/"),
        "triage_return": ("tanaka", "/referrals/triage/return/"),
        "hand_on": ("tanaka", f"/referrals/{referral}/hand-on/"),
        "split_case": ("sato", f"/cases/{case}/split/"),
        "links": ("tanaka", f"/cases/{case}/links/"),
        "in_charge": ("tanaka", f"/cases/{case}/in-charge/"),
        "dispose": ("sato", f"/consultations/{undecided}/"),
        "hat": ("takahashi", "/hat/"),
        "new_consultation": ("sato", "/consultations/new/"),
        "cases": ("tanaka", "/cases/"),
        "case": ("tanaka", f"/cases/{case}/"),
        "consultations": ("sato", f"/cases/{case}/consultations/"),
        "join_consultation": ("sato", f"/cases/{case}/consultations/new/"),
        "print": ("sato", f"/print/reception_agreed/{consultation}/"),
        "printed": ("sato", f"/cases/{case}/printed/"),
        "reception_sheet": ("sato", f"/cases/{case}/consultations/{consultation}/sheet/agreed/"),
        "notes": ("tanaka", f"/cases/{case}/notes/"),
        "new_note": ("tanaka", f"/cases/{case}/notes/new/"),
        "note": ("sato", f"/cases/{case}/notes/{approved}/"),
        "correct_note": ("sato", f"/cases/{case}/notes/{waiting}/correct/"),
        "add_to_note": ("sato", f"/cases/{case}/notes/{approved}/add/"),
        "move_note": ("sato", f"/cases/{case}/notes/{waiting}/move/"),
        "case_visits": ("sato", f"/cases/{case}/visits/"),
        "new_visit": ("sato", f"/cases/{case}/visits/new/"),
        "new_caution": ("sato", f"/cases/{case}/cautions/new/"),
        "caution": ("kimura", f"/cases/{case}/cautions/{caution}/"),
        "visits": ("sato", "/visits/"),
        "visit": ("sato", f"/visits/{visit}/"),
        "change_visit": ("sato", f"/visits/{visit}/change/"),
        "approvals": ("kimura", "/notes/approval/"),
        "messages": ("sato", f"/cases/{case}/messages/"),
        "memos": ("sato", "/memos/"),
        "new_person": ("tanaka", f"/cases/{case}/people/new/"),
        "person": ("tanaka", f"/cases/{case}/people/{person}/"),
        "protection": ("suzuki", f"/cases/{protected_case}/people/{protected}/protection/"),
        "genogram": ("tanaka", f"/cases/{case}/family/"),
        "ecomap": ("tanaka", f"/cases/{case}/family/surroundings/"),
        "chronicle": ("tanaka", f"/cases/{case}/family/years/"),
        "family_print": ("tanaka", f"/cases/{case}/family/print/"),
        "new_relation": ("tanaka", f"/cases/{case}/family/new/tie/"),
        "correct_relation": ("tanaka", f"/cases/{case}/family/bond/{tied}/correct/"),
        "end_relation": ("tanaka", f"/cases/{case}/family/bond/{tied}/end/"),
        "opening": ("tanaka", f"/cases/{case}/opening/"),
        "open_record": ("tanaka", f"/cases/{case}/opening/note/{note}/"),
        "assessments": ("tanaka", f"/cases/{case}/assessments/"),
        "new_assessment": ("tanaka", f"/cases/{case}/assessments/new/{person}/"),
        "assessment": ("suzuki", f"/assessments/{assessed}/"),
        "assessment_section": ("sato", f"/assessments/{begun}/income/"),
        "compare_assessments": ("tanaka", f"/assessments/{assessed}/compare/"),
        "open_assessment": ("tanaka", f"/cases/{case}/opening/assessment/{assessed}/"),
        "forms": ("kobayashi", "/forms/"),
        "form_version": ("kobayashi", f"/forms/versions/{sheet}/"),
        "choice_lists": ("kobayashi", "/forms/lists/"),
        "new_form": ("kobayashi", "/forms/new/"),
        "end_form": ("kobayashi", f"/forms/{housing}/end/"),
        "paper_layouts": ("kobayashi", "/forms/layouts/"),
        "new_layout": ("kobayashi", "/forms/layouts/look/new/"),
        "new_choice_list": ("kobayashi", "/forms/lists/new/"),
        "choice_list": ("kobayashi", f"/forms/lists/{choices}/"),
        "add_choice": ("kobayashi", f"/forms/lists/{choices}/add/"),
        "mark_choice": ("kobayashi", f"/forms/choices/{choice}/report/"),
        "rename_choice": ("kobayashi", f"/forms/choices/{choice}/rename/"),
        "end_choice": ("kobayashi", f"/forms/choices/{choice}/end/"),
        "edit_form": ("kobayashi", f"/forms/versions/{sheet}/edit/"),
        "edit_section": ("kobayashi", f"/forms/versions/{sheet}/sections/home/"),
        "edit_item": ("kobayashi", f"/forms/versions/{sheet}/items/salon_name/"),
        "lead": ("tanaka", f"/cases/{case}/lead/"),
        "new_consent": ("tanaka", f"/cases/{case}/consents/new/"),
        "consent": ("tanaka", f"/consents/{consent}/"),
        "consents": ("tanaka", f"/cases/{case}/consents/"),
        "end_consent": ("tanaka", f"/cases/{case}/consents/{consent}/end/"),
        "new_referral": ("tanaka", f"/cases/{case}/referrals/new/"),
        "referrals": ("sato", "/referrals/"),
        "referral": ("tanaka", f"/referrals/{referral}/"),
        "referral_sheet": ("tanaka", f"/referrals/{referral}/sheet/"),
        "referral_move": ("tanaka", f"/referrals/{referral}/return/"),
        "issues": ("tanaka", f"/cases/{case}/issues/"),
        "new_issue": ("tanaka", f"/cases/{case}/issues/new/"),
        "issue": ("tanaka", f"/cases/{case}/issues/{issue}/"),
        "edit_issue": ("tanaka", f"/cases/{case}/issues/{issue}/edit/"),
        "issue_step": ("tanaka", f"/cases/{case}/issues/{issue}/hold/"),
        "contact": ("tanaka", f"/cases/{case}/team/{seat}/"),
        "seat_role": ("tanaka", f"/cases/{case}/team/{seat}/role/"),
        "plan": ("suzuki", f"/cases/{case}/plan/"),
        "plan_words": ("tanaka", f"/cases/{case}/plan/words/"),
        "new_part": ("tanaka", f"/cases/{case}/parts/new/"),
        "part": ("suzuki", f"/parts/{part}/"),
        "change_part": ("tanaka", f"/parts/{part}/change/"),
        "compare_versions": ("tanaka", f"/parts/{changed}/versions/2/"),
        "draft_part": ("tanaka", f"/parts/{drafted}/draft/"),
        "draft_words": ("tanaka", f"/parts/{drafted}/draft/words/"),
        "new_goal": ("tanaka", f"/parts/{drafted}/draft/goals/new/"),
        "goal": ("tanaka", f"/parts/{drafted}/draft/goals/{goal}/"),
        "not_set": ("tanaka", f"/parts/{drafted}/draft/issues/{left_out}/"),
        "urgent_start": ("tanaka", f"/parts/{drafted}/urgent/"),
        "unconfirmed": ("tanaka", "/plans/unconfirmed/"),
        "monitoring": ("tanaka", f"/parts/{part}/monitoring/"),
        "evaluation": ("tanaka", f"/parts/{part}/evaluation/"),
        "suspension": ("tanaka", f"/parts/{part}/suspension/"),
        "follow_up_done": ("tanaka", f"/follow-ups/{follow_up}/done/"),
        "follow_up": ("tanaka", f"/parts/{part}/follow-up/"),
        "sittings": ("ito", "/sittings/"),
        "sittings_calendar": ("ito", "/sittings/calendar/"),
        "sittings_feed": ("ito", "/sittings/calendar/feed/"),
        "new_sitting": ("tanaka", "/sittings/new/"),
        "minutes": ("tanaka", f"/items/{item}/minutes/"),
        "revise_minutes": ("tanaka", f"/items/{item}/minutes/revise/"),
        "resume_item": ("tanaka", f"/items/{item}/resume/"),
        "conduct": ("tanaka", f"/sittings/{running}/conduct/"),
        "conduct_item": ("tanaka", f"/sittings/{running}/conduct/{discussed}/"),
        "matters": ("tanaka", "/forms/matters/"),
        "add_matter": ("tanaka", "/forms/matters/new/"),
        "end_matter": ("tanaka", f"/forms/matters/{of('select id from code_lists_matter limit 1')}/end/"),
        "gaps": ("tanaka", f"/cases/{case}/gaps/"),
        "item_gap": ("tanaka", f"/items/{item}/gap/"),
        "city_gaps": ("tanaka", "/gaps/"),
        "sitting": ("sato", f"/sittings/{sitting}/"),
        "choose_case": ("tanaka", f"/sittings/{sitting}/items/new/"),
        "new_item": ("tanaka", f"/sittings/{sitting}/items/new/{case}/"),
        "item": ("tanaka", f"/items/{item}/"),
        "proceed": ("tanaka", f"/sittings/{planned}/proceed/cancel/"),
        "new_body_sitting": ("suzuki", "/sittings/body/new/"),
        "designation": ("tanaka", f"/designations/{designation}/"),
        "bound_seat": ("tanaka", f"/seats/{called}/bound/"),
        "reply": ("tanaka", f"/seats/{unpledged}/reply/"),
        "receive_pledge": ("tanaka", f"/seats/{unpledged}/pledge/"),
        "opinion": ("tanaka", f"/items/{item}/opinion/"),
        "new_guest": ("tanaka", f"/sittings/{planned}/guests/new/"),
        "seat_link": ("tanaka", f"/seats/{by_link}/link/"),
        "new_community_item": ("tanaka", f"/sittings/{planned}/community/new/"),
        "community_item": ("sato", f"/community-items/{community}/"),
        "defer_item": ("tanaka", f"/items/{item}/defer/"),
        "leave_item": ("tanaka", f"/items/{item}/leave/"),
        "emergency": ("watanabe", "/emergency/"),
        "emergency_reviews": ("yamamoto", "/privacy/emergencies/"),
        "emergency_review": ("yamamoto", f"/privacy/emergencies/{emergency}/"),
        "who": ("tanaka", f"/cases/{case}/who/"),
        "unusual": ("yamamoto", "/privacy/unusual/"),
        "matches": ("tanaka", "/matches/"),
        "carry": ("tanaka", f"/items/{sealed}/carry/paper/{paper}/"),
        "sheet_part": ("sato", f"/sheets/{asked}/"),
        "tax_part": ("sato", f"/sheets/{asked}/tax/"),
        "send_part_back": ("tanaka", f"/sheets/{handed_in}/back/"),
        "sheets": ("tanaka", f"/items/{prepared}/sheets/"),
        "packet": ("sato", f"/items/{prepared}/packet/"),
        "copies": ("tanaka", f"/items/{copied}/copies/"),
        "ledgers": ("sato", "/ledgers/"),
        "imports": ("kimura", "/ledgers/imports/"),
        "import": ("sato", f"/ledgers/imports/{of('select id from ledgers_importbatch')}/"),
        "monthly": ("sato", "/ledgers/monthly/"),
        "register": ("sato", "/ledgers/register/?month=all"),
        "search": ("tanaka", searched("/search/", "山田")),
        "provision": ("kobayashi", "/office/provision/"),
        "components": ("kobayashi", "/office/components/"),
        "seeing": ("yamamoto", "/privacy/seeing/"),
        "help_index": ("ito", "/help/"),
        "help": ("ito", "/help/00-hajimeni/"),
    }


# Only ever sent to, or shown to nobody in the town as it stands.
NOT_OPENED = {
    "read_message",
    "memo_done",
    "assessments_with_tax",
    "assessment_tax",
    "finish_assessment",
    "own_form",
    "new_form_draft",
    "take_up_form",
    # Files, and what is sent from the page before.
    "try_layout",
    "layout_sample",
    "layout_file",
    "publish_form",
    "role_done",
    # A piece of the intake page, asked for while somebody types.
    "likely_people",
    # A bare number behind every page, and the marks sent from the list.
    "count_notices",
    "read_notices",
    "save_draft",
    "draft",
    "discard_draft",
    "next_done",
    "end_sign_in",
    "end_other_sign_ins",
    "undo_issue",
    "undo_move",
    "undo_role",
    "undo_next",
    "undo_goal",
    "undo_follow_up",
    "undo_memo",
    "undo_deputy",
    "undo_tried",
    "take_back",
    "end_deputy",
    "paper",
    "pledge_paper",
    # Behind a link that is told once.
    "invited",
    "invited_again",
    "fed_sittings",
    "end_sittings_feed",
    "print_pdf",
    "copy",
    "print_book",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "to_city",
    "from_city",
    "mfa_authenticate",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "drop_goal",
    "tried_again",
    "all_notes",
    "all_papers",
    "pledge",
    "invite",
    "withdraw_seat",
    "arrive",
    "leave",
    "move_up",
    "name_item",
    "remind_part",
    "draw_pictures",
    "move_copy",
    "write_item",
    "live_field",
    "policy_reviewed",
    "draft_minutes",
    "read_minutes",
    "lead_answer",
    "register_book",
    "monthly_book",
    "cases_book",
    "referrals_book",
    "search_book",
    "notes_book",
}


class Page(HTMLParser):
    """The words somebody reads on a page, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._silent += tag in ("script", "style")
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def counted(visit: Callable[[], Any]) -> tuple[Any, int]:
    """What a visit answers, and how many statements it took on both connections."""
    seen: Counter[str] = Counter()

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen[sql.split(maxsplit=1)[0].upper()] += 1
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for alias in ("default", "door"):
            stack.enter_context(connections[alias].execute_wrapper(count))
        answer = visit()
    return answer, sum(seen.values())


def test_the_list_of_pages_is_whole() -> None:
    names = {pattern.name for pattern in urlpatterns}
    assert names - NOT_OPENED == set(addresses_names())


def addresses_names() -> set[str]:
    """The names the table of addresses has, read from its own source of truth."""

    class Everything:
        def one(self, _query: str) -> int:
            return 1

    return set(addresses(Everything()))  # type: ignore[arg-type]


def test_every_page_answers_in_japanese_and_no_link_of_it_is_dead(town: World) -> None:
    clients: dict[str, Client] = {}
    wrong: list[str] = []
    followed: set[tuple[str, str]] = set()
    for name, (who, path) in addresses(town).items():
        client = clients.setdefault(who, town.client(who))
        town.step_up(who)
        answer = client.get(path)
        assert answer.status_code == 200, f"{name} {path}: {answer.status_code}"
        page = Page(answer.content.decode())
        spoken = " ".join(page.words)
        english = (
            set(re.findall(r"[A-Za-z]{2,}", re.sub(rf"https?://\S+|{CASE_NUMBER}", "", spoken)))
            - ENGLISH_ALLOWED
        )
        wrong += [f"{name}: {word}" for word in sorted(english)]
        for link in page.links:
            if link.startswith(("#", "tel:")) or (who, link) in followed:
                continue
            followed.add((who, link))
            target = link if link.startswith("/") else path.split("?")[0] + link
            status = client.get(target.replace("&amp;", "&")).status_code
            wrong += [f"{name} → {link}: {status}"] if status >= 400 else []
    assert wrong == []


@pytest.mark.parametrize("who", ["tanaka", "sato", "suzuki"])
@pytest.mark.parametrize("name", LISTS)
def test_a_page_takes_few_statements_and_no_more_for_more_rows(town: World, who: str, name: str) -> None:
    path = addresses(town)[name][1]
    client = town.client(who)
    client.get(path)
    answer, before = counted(lambda: client.get(path))
    assert answer.status_code == 200
    assert before <= LONGEST_WAY
    town.superuser.execute(
        "insert into cases_note (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,"
        " kind, happened_at, text, tax_origin) select new_id(), n.case_id, n.home_id, n.doors, n.information_class, n.concerns,"
        " n.written_by, n.written_at, n.kind, n.happened_at - k * interval '1 hour', n.text, n.tax_origin"
        " from cases_note n, generate_series(1, 5) k"
    )
    assert counted(lambda: client.get(path))[1] == before
