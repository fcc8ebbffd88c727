"""支援経過記録（一覧）: every note of a case one may read, the oldest first."""

from kasane.access.actor import TOKYO
from kasane.access.ids import case_number
from kasane.cases.queries import NoteView, case_of, views_of
from kasane.code_lists.queries import labels_of
from kasane.documents.sheets import Box, Part, Sheet, Table
from kasane.japanese.wareki import wareki_short
from kasane.people.queries import people_of
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import names_line

MOST = 300
CUT = f"新しい{MOST}件までです。"
COLUMNS = ("日時", "方法・相手・場所", "内容", "所見・次の予定", "記入・承認")
Labels = dict[tuple[str, str], str]


def collect(subject: int, asked: Asked) -> Collected | None:
    case = case_of(subject, asked.actor)
    if case is None:
        return None
    views = views_of(case.pk, size=MOST)
    shown = [view for view in views[:MOST] if asked.prints(view.note)]
    labels = labels_of("note", "met_with", "contact_result")
    people = people_of(case.pk, asked.actor)
    concerns = frozenset(person for view in shown for person in view.note.concerns)
    parts: dict[str, Part] = {
        "names": Box("対象の方", names_line(people, concerns or {p.id for p in people})),
        "span": Box("件数", f"{len(shown)}件{CUT if len(views) > MOST else ''}"),
        "notes": Table("", COLUMNS, tuple(_row(view, labels) for view in reversed(shown))),
    }
    heading = f"ケース番号 {case_number(case.pk)}"
    sheet = Sheet(title="支援経過記録（一覧）", heading=heading, parts=parts)
    return Collected(sheet, subject, of_case=case.pk, concerns=tuple(sorted(concerns)))


def _row(view: NoteView, labels: Labels) -> tuple[str, ...]:
    note = view.note
    local = note.happened_at.astimezone(TOKYO)
    minutes = f"\n{note.minutes}分" if note.minutes else ""
    met = "、".join(labels.get(("met_with", code), "") for code in note.met_with)
    result = labels.get(("contact_result", note.result), "")
    way = (labels.get(("note", note.kind), ""), met, note.met_words, note.place, result)
    following = f"次：{wareki_short(note.next_on)} {note.next_words}" if note.next_on else note.next_words
    added = [f"追記：{addendum.text}" for addendum in view.addenda]
    approved = f"承認 {view.approver}" if view.approver else "未承認"
    return (
        f"{wareki_short(local.date())}\n{local.hour}時{local.minute:02}分{minutes}",
        "\n".join(part for part in way if part),
        "\n".join((note.text, *added)),
        "\n".join(part for part in (note.finding, following) if part),
        f"{view.writer}\n{approved}",
    )
