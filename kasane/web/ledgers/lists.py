"""Lists one may see, as Excel: the same rows and fields as their pages, and nothing of the classes that stay."""

from django.http import HttpResponse

from kasane.access.actor import TOKYO
from kasane.access.permissions import Permission
from kasane.access.rooms import InformationClass
from kasane.access.seeing import saw
from kasane.cases.models import Case
from kasane.cases.queries import page_of
from kasane.code_lists.queries import Labels, labels_of
from kasane.documents.books import Cell, Column, Kind, Sheet
from kasane.japanese.wareki import wareki_short
from kasane.ledgers.queries.exported import NoteLine, exported_notes
from kasane.people.queries import people_of
from kasane.referrals.models import Referral
from kasane.referrals.queries import overdue_elsewhere, referrals_of
from kasane.search.queries import MOST as MOST_FOUND
from kasane.search.queries import SHORTEST
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.known import known_case
from kasane.web.find.views import people_found, typed_in
from kasane.web.ledgers.answers import book_answer, cut_line, heading_of
from kasane.web.referrals.shown import Line, lines

MOST = 1_000
MOST_NOTES = 2_000
CASES = (Column("世帯の人", 40), Column("状態", 14), Column("受付", kind=Kind.DAY))
REFERRALS = (
    Column("送った日", kind=Kind.DAY),
    Column("どこから", 34),
    Column("どこへ", 34),
    Column("状態", 20),
    Column("待っていること", 20),
    Column("いまの期限", kind=Kind.DAY),
    Column("期限", 14),
)
PEOPLE = (Column("氏名", 24), Column("ふりがな", 24), Column("生年月日（わかるところまで）", 30))
NOTES = (
    Column("日", kind=Kind.DAY),
    Column("時刻", 8),
    Column("方法", 16),
    Column("場所", 16),
    Column("内容", 80),
    Column("所見", 40),
    Column("追記", 40),
    Column("区分", 10),
    Column("書いた人", 14),
    Column("承認した人", 14),
)


@needs(Permission.EXPORT_LISTS, is_export=True)
def cases_book(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    page = page_of(actor, size=MOST)
    rows = [
        (
            "、".join(line.names) or "（氏名は見られません）",
            _state(line.case),
            line.case.opened_at.astimezone(TOKYO).date(),
        )
        for line in page.lines
    ]
    remarks = (cut_line(MOST, "新しい順に"),) if page.next_after else ()
    heading = heading_of(actor, "ケースの一覧", *remarks)
    return book_answer(actor, "ケース一覧", heading, [Sheet("ケース", CASES, rows)])


@needs(Permission.EXPORT_LISTS, is_export=True)
def referrals_book(request: ActingRequest) -> HttpResponse:
    """The desk's つなぎ; for the coordinator a second sheet of what is overdue elsewhere: desk, age, state only."""
    actor = request.actor
    own = lines(referrals_of(actor, most=MOST), actor.today)
    sheets = [Sheet("つなぎ", REFERRALS, [_referral_row(line) for line in own])]
    if actor.is_host:
        overdue = lines(overdue_elsewhere(actor), actor.today)
        sheets.append(Sheet("ほかの窓口の期限超過", REFERRALS, [_referral_row(line) for line in overdue]))
    remarks = (cut_line(MOST, "新しい順に"),) if len(own) == MOST else ()
    return book_answer(actor, "つなぎ一覧", heading_of(actor, "つなぎの一覧", *remarks), sheets)


@needs(Permission.EXPORT_LISTS, is_export=True)
def search_book(request: ActingRequest) -> HttpResponse:
    """The persons a search found; what was typed is not written into the book, nor into its name."""
    typed = typed_in(request)
    found = people_found(typed) if len(typed) >= SHORTEST else None
    rows = [(person.shown_name, person.kana, person.born) for person in (found.people if found else ())]
    remarks = (cut_line(MOST_FOUND, ""),) if found and found.is_cut else ()
    heading = heading_of(request.actor, "さがした人の一覧", *remarks)
    return book_answer(request.actor, "さがした人", heading, [Sheet("人", PEOPLE, rows)])


@needs(Permission.EXPORT_LISTS, is_export=True)
def notes_book(request: ActingRequest, case: int) -> HttpResponse:
    """経過一覧 of one case, the oldest first; 税情報 stays on the screen."""
    actor = request.actor
    known = known_case(request, case)
    found, is_cut = exported_notes(known.pk, most=MOST_NOTES)
    labels = labels_of("note")
    names = "、".join(person.identity.shown_name for person in people_of(known.pk, actor))
    remarks = [f"世帯の人：{names or '（氏名は見られません）'}", "税情報の経過は含みません。"]
    if is_cut:
        remarks.append(cut_line(MOST_NOTES, "新しいものから"))
    rows = [_note_row(line, labels) for line in found]
    heading = heading_of(actor, "経過の一覧", *remarks)
    return book_answer(actor, "経過一覧", heading, [Sheet("経過", NOTES, rows)])


def _state(case: Case) -> str:
    if case.closed_at:
        return "終了"
    return "多機関協働" if case.is_multi_agency else "窓口で対応中"


def _referral_row(line: Line) -> tuple[Cell, ...]:
    """One envelope; it is no record that tells of itself, so it is told here."""
    referral: Referral = line.envelope.referral
    saw(Referral._meta.label_lower, referral.pk, referral.case_id, ())
    sent_on = referral.sent_at.astimezone(TOKYO).date()
    late = "過ぎた" if line.is_late else ""
    return (
        sent_on,
        line.envelope.from_desk,
        line.envelope.to_desk,
        line.state.label,
        line.awaited,
        referral.due_on if line.awaited else None,
        late,
    )


def _note_row(line: NoteLine, labels: Labels) -> tuple[Cell, ...]:
    note = line.note
    moment = note.happened_at.astimezone(TOKYO)
    of_class = InformationClass(note.information_class)
    return (
        moment.date(),
        f"{moment:%H:%M}",
        labels.at(note.happened_at).get(("note", note.kind), ""),
        note.place,
        note.text,
        note.finding,
        "\n".join(
            f"{wareki_short(one.written_at.astimezone(TOKYO).date())} {one.text}" for one in line.addenda
        ),
        "" if of_class is InformationClass.GENERAL else of_class.label,
        line.writer,
        line.approver or "まだ",
    )
