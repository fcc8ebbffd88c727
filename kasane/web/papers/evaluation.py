"""評価シート: what a plan part aimed at, how far it came, what is left, and what was decided."""

from kasane.access.ids import case_number
from kasane.code_lists.queries import labels_of
from kasane.documents.sheets import Box, Marks, Part, Sheet, Table
from kasane.meetings.models import Decision
from kasane.people.queries import people_of
from kasane.rules.plan_ends import Proposal
from kasane.rules.plans import Judgement, Occasion
from kasane.support_plans.models import Evaluation, Monitoring, PlanPart
from kasane.support_plans.queries import (
    PartLine,
    VersionView,
    changes_of,
    follow_ups_of,
    part_of,
    versions_of,
)
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import day, person_boxes
from kasane.web.plans.course import Course, course_of

SEEN = "observed_change"


def collect(subject: int, asked: Asked) -> Collected | None:
    line = part_of(subject)
    versions = versions_of(line.part) if line is not None else []
    if line is None or not versions:
        return None
    newest, course = versions[0], course_of(line.part, asked.actor.today)
    parts: dict[str, Part] = {
        **_head(line, asked),
        "goals": Table("目標", ("順", "目標", "どうなれば達成か"), _goals(newest)),
        "monitorings": _monitorings(course),
        **_found(course),
        **_decided(line.part),
        "follow_ups": _follow_ups(line.part),
    }
    sheet = Sheet(
        title="評価シート",
        subtitle=f"{line.kind.label}　第{newest.version.number}版",
        heading=f"ケース番号 {case_number(line.part.case_id)}",
        parts=parts,
    )
    return Collected(sheet, subject, line.part, (line.part.person_id,))


def _goals(view: VersionView) -> tuple[tuple[str, ...], ...]:
    return tuple((str(n), one.goal.text, one.goal.measure) for n, one in enumerate(view.goals, start=1))


def _found(course: Course) -> dict[str, Part]:
    """The newest evaluation; boxes to be filled in by hand until there is one."""
    told = course.evaluations[0] if course.evaluations else None
    record = told.record if told is not None and isinstance(told.record, Evaluation) else None
    seen = record.changes if record is not None else []
    labels = labels_of(SEEN)
    rows = tuple((one.what, one.result, one.beside) for one in told.outcomes) if told else ()
    return {
        "evaluated_on": Box("評価した日", day(record.done_on) if record else ""),
        "outcomes": Table("目標と実施の結果", ("目標・実施すること", "結果", "ことば・引継ぎ"), rows),
        "changes": Marks(
            "見られた変化（当てはまるものに○）",
            tuple(("○" if code in seen else "", label) for (_, code), label in labels.items()),
        ),
        "left": Box("残された課題", record.remaining if record else ""),
        "wish": Box("本人の意向", record.wish if record else ""),
        "proposal": Box("今後の方針", Proposal(record.proposal).label if record else ""),
        "closing": Box("終結区分", told.ahead if told else ""),
    }


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


def _monitorings(course: Course) -> Table:
    rows = []
    for told in reversed(course.monitorings):
        if isinstance(told.record, Monitoring):
            each = [f"{one.what}：{one.result}" for one in told.outcomes]
            rows.append(
                (
                    day(told.record.done_on),
                    told.record.situation,
                    "\n".join([told.record.progress, *each]).strip(),
                )
            )
    return Table("モニタリング", ("実施日", "状況", "目標の達成状況"), tuple(rows))


def _decided(part: PlanPart) -> dict[str, Part]:
    """The last decision after the plan began, and what it came to; empty boxes until there is one."""
    decided = [c for c in changes_of(part) if c.occasion != Occasion.ESTABLISH.value]
    change = decided[0] if decided else None
    decision = Decision.objects.filter(id=change.decision_id).first() if change is not None else None
    return {
        "onward": Box("会議の時期", Occasion(change.occasion).label if change else ""),
        "judgement": Box("会議の判断", Judgement(decision.judgement).label if decision else ""),
        "decided_on": Box("支援決定日", day(change.decided_on) if change else ""),
        "dissent": Box("異なる意見", decision.dissent if decision else ""),
    }


def _follow_ups(part: PlanPart) -> Table:
    rows = tuple(
        (day(one.due_on), one.what, one.result or ("済み" if one.done_at else ""))
        for one in follow_ups_of(part)
    )
    return Table("フォローアップ", ("予定日", "方法", "実施"), rows)
