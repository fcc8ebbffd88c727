"""議事録: who attended, what was laid before them, what was said and what was decided, of one item."""

from kasane.access.ids import case_number
from kasane.code_lists.queries import matters
from kasane.documents.sheets import Box, Part, Sheet, Table
from kasane.meetings.facts import required_of
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import SittingView, item_of, leaves_of, seats_of, sitting_of
from kasane.rooms.queries import may_write_in
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Judgement, Occasion
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import day

GROUNDS = {
    MeetingKind.SUPPORT_CONFERENCE: "社会福祉法106条の6（守秘義務：同条5項）",
    MeetingKind.MULTILAYERED: "市の要綱（本人の同意による）",
}


def collect(subject: int, asked: Asked) -> Collected | None:
    """The host's: whoever only attends reads the packet on the screen."""
    item = item_of(subject)
    if item is None or not may_write_in(item.home_id):
        return None
    view = sitting_of(item.sitting_id)
    if view is None:
        return None
    sheet = Sheet(
        title=f"{view.kind.label}　議事録",
        subtitle="非公開" if view.kind is MeetingKind.SUPPORT_CONFERENCE else "",
        heading=f"ケース番号 {case_number(item.case_id)}",
        parts=_head(item, view) | _attending(item, asked) | _said(item, asked) | _decided(item),
    )
    is_sealed = view.kind is MeetingKind.SUPPORT_CONFERENCE
    return Collected(sheet, subject, item, tuple(item.concerns), is_sealed=is_sealed)


def _head(item: AgendaItem, view: SittingView) -> dict[str, Part]:
    sitting = view.sitting
    return {
        "held_at": Box(
            "日時", f"{day(sitting.held_on)}{sitting.starts_at.hour}時{sitting.starts_at.minute:02}分"
        ),
        "place": Box("場所", sitting.place),
        "ground": Box("根拠", GROUNDS[view.kind]),
        "purpose": Box("目的", view.purpose.label if view.purpose else ""),
        "topic": Box("議題", item.topic),
        "occasion": Box("時期", Occasion(item.occasion).label if item.occasion else ""),
        "people_line": Box("対象者", item.people_line),
    }


def _attending(item: AgendaItem, asked: Asked) -> dict[str, Part]:
    """Who was called to the item and whether they came; who takes no part in it is not among them."""
    away = {leave.participant_id for _, leave in leaves_of(item)}
    rows = tuple(
        (
            seat.desk,
            seat.name,
            "出席" if seat.participant.arrived_at else "",
            "済み" if seat.has_pledged else "",
        )
        for seat in seats_of(item.sitting, asked.actor)
        if seat.participant.pk not in away
    )
    return {"seats": Table("出席者", ("所属", "氏名", "出席", "誓約"), rows)}


def _said(item: AgendaItem, asked: Asked) -> dict[str, Part]:
    """Papers by their titles, the minutes, and every matter the occasion asks for."""
    papers = [paper for paper in item.papers.order_by("written_at") if asked.prints(paper)]
    rows = tuple((str(place), paper.title) for place, paper in enumerate(papers, start=1))
    settled = dict(item.matters.values_list("code", "text"))
    required = set(required_of(item)) | set(settled)
    written = item.minutes.order_by("written_at")
    return {
        "papers": Table("資料", ("番号", "資料名"), rows),
        "minutes": Box("議事の内容", "\n\n".join(one.text for one in written if asked.prints(one))),
        "matters": Table(
            "確認した事項",
            ("事項", "確認したこと"),
            tuple((one.label, settled.get(one.code, "")) for one in matters() if one.code in required),
        ),
    }


def _decided(item: AgendaItem) -> dict[str, Part]:
    decision, policy = getattr(item, "decision", None), getattr(item, "policy", None)
    return {
        "judgement": Box("判断", Judgement(decision.judgement).label if decision else ""),
        "decided_on": Box("支援決定日", day(decision.decided_on) if decision else ""),
        "dissent": Box("異なる意見", decision.dissent if decision else ""),
        "policy": Box("関わりの方針", policy.text if policy else ""),
        "review_on": Box("見直しの日", day(policy.review_on) if policy else ""),
    }
