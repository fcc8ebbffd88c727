"""評価シート: what a plan part aimed at, how far it came, what is left, and what was decided."""

from kasane.access.ids import case_number
from kasane.code_lists.queries import labels_of
from kasane.documents.sheets import Box, Marks, Part, Sheet, Table
from kasane.meetings.models import Decision
from kasane.people.queries import people_of
from kasane.rules.plans import Judgement, Occasion
from kasane.support_plans.models import PlanPart
from kasane.support_plans.queries import (
    PartLine,
    changes_of,
    follow_ups_of,
    monitorings_of,
    part_of,
    versions_of,
)
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import day, person_boxes

SEEN = "seen_change"


def collect(subject: int, asked: Asked) -> Collected | None:
    line = part_of(subject)
    versions = versions_of(line.part) if line is not None else []
    if line is None or not versions:
        return None
    newest = versions[0]
    parts: dict[str, Part] = {
        **_head(line, asked),
        "goal": Box("本人の目標", newest.goal),
        "content": Box("プランの内容", newest.content),
        "monitorings": _monitorings(line.part),
        "changes": Marks(
            "見られた変化（当てはまるものに○）", tuple(("", label) for label in labels_of(SEEN).values())
        ),
        "left": Box("残された課題"),
        "wish": Box("本人の意向"),
        **_decided(line.part),
        "follow_ups": _follow_ups(line.part),
    }
    sheet = Sheet(
        title="評価シート",
        subtitle=f"{line.kind.label}　第{newest.number}版",
        heading=f"ケース番号 {case_number(line.part.case_id)}",
        parts=parts,
    )
    return Collected(sheet, subject, line.part, (line.part.person_id,))


def _head(line: PartLine, asked: Asked) -> dict[str, Part]:
    people = people_of(line.part.case_id, asked.actor)
    person = next((p for p in people if p.id == line.part.person_id), None)
    told = person_boxes(person, asked) if person is not None else {}
    return {
        "name": told.get("name", Box("氏名")),
        "born": told.get("born", Box("生年月日")),
        "state": Box("プランの状態", line.state.label),
        "next_on": Box("次のモニタリング", day(line.next_on)),
    }


def _monitorings(part: PlanPart) -> Table:
    rows = tuple((day(one.done_on), one.situation, one.progress) for one in reversed(monitorings_of(part)))
    return Table("モニタリング", ("実施日", "状況", "目標の達成状況"), rows)


def _decided(part: PlanPart) -> dict[str, Part]:
    """The last decision after the plan began, and what it came to; empty boxes until there is one."""
    decided = [c for c in changes_of(part) if c.occasion != Occasion.ESTABLISH.value]
    change = decided[0] if decided else None
    decision = Decision.objects.filter(id=change.decision_id).first() if change is not None else None
    return {
        "onward": Box("今後の方針", Occasion(change.occasion).label if change else ""),
        "judgement": Box("会議の判断", Judgement(decision.judgement).label if decision else ""),
        "decided_on": Box("支援決定日", day(change.decided_on) if change else ""),
        "dissent": Box("異なる意見", decision.dissent if decision else ""),
    }


def _follow_ups(part: PlanPart) -> Table:
    rows = tuple((day(one.due_on), one.what, "済み" if one.done_at else "") for one in follow_ups_of(part))
    return Table("フォローアップ", ("予定日", "方法", "実施"), rows)
