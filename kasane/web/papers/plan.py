"""支援プラン兼利用申込書: issues, goals and roles on the first sheet, what follows and the application on the second."""

from kasane.access.ids import case_number
from kasane.cases.models import Issue
from kasane.cases.queries import issues_of, team_of
from kasane.code_lists.queries import labels_of, text_in_force
from kasane.consents.facts import consent_facts
from kasane.directory.queries import staff_names
from kasane.documents.sheets import Box, Marks, Part, Sheet, Table
from kasane.meetings.models import Decision
from kasane.people.queries import people_of
from kasane.rules.consents import is_in_force
from kasane.rules.plans import Judgement, Occasion, PartKind
from kasane.rules.printing import Audience
from kasane.support_plans.models import PlanPart
from kasane.support_plans.queries import PartLine, VersionView, part_of, parts_of, plan_of, versions_of
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import BY_HAND, day, day_of, person_boxes

TEXT = "plan_application"


def collect(subject: int, asked: Asked) -> Collected | None:
    line = part_of(subject)
    versions = versions_of(line.part) if line is not None else []
    if line is None or not versions:
        return None
    issues = [
        i for i in issues_of(line.part.case_id) if line.part.person_id in i.concerns and asked.prints(i)
    ]
    parts = (
        _head(line, versions, asked)
        | {"issues": _issues(issues)}
        | _goals(line.part, versions[0])
        | {"roles": _roles(line.part, asked)}
        | _follows(line.part)
        | _application(asked)
        | _sitting(line.part)
    )
    sheet = Sheet(
        title="支援プラン兼利用申込書",
        subtitle=f"{line.kind.label}　第{versions[0].version.number}版",
        heading=f"ケース番号 {case_number(line.part.case_id)}",
        parts=parts,
    )
    frame = plan_of(line.part.case_id)
    told = [*issues, frame] if frame is not None else issues
    concerns = {line.part.person_id}.union(*(record.concerns for record in told))
    return Collected(sheet, subject, line.part, tuple(sorted(concerns)))


def _head(line: PartLine, versions: list[VersionView], asked: Asked) -> dict[str, Part]:
    people = people_of(line.part.case_id, asked.actor)
    person = next((p for p in people if p.id == line.part.person_id), None)
    told = person_boxes(person, asked) if person is not None else {}
    first = versions[0].version
    return {
        "kind": Box("プラン種別", line.kind.label),
        "occasion": Box("区分", "初回" if len(versions) == 1 else "再プラン"),
        "name": told.get("name", Box("氏名")),
        "kana": told.get("kana", Box("ふりがな")),
        "born": told.get("born", Box("生年月日")),
        "version": Box("回数", f"第{first.number}回"),
        "drafted_on": Box("作成日", day_of(first.written_at)),
        "drafted_by": Box("作成担当", staff_names({first.written_by}).get(first.written_by, "")),
    }


def _issues(issues: list[Issue]) -> Table:
    labels = labels_of("field")
    rows = tuple(
        (str(place), labels.get(("field", issue.field), ""), issue.text)
        for place, issue in enumerate(issues, start=1)
    )
    return Table("解決したい課題", ("順", "分野", "課題"), rows)


def _goals(part: PlanPart, view: VersionView) -> dict[str, Part]:
    """What is aimed at and done, row by row; the household's own words stand above the part's."""
    frame, version = plan_of(part.case_id), view.version
    goals = tuple((str(n), one.goal.text, one.goal.measure) for n, one in enumerate(view.goals, start=1))
    actions = tuple(
        (action.who, action.what, action.how_often, day(action.due_on)) for action in view.actions
    )
    return {
        "aim": Box("目指す姿（長期目標）", frame.aim if frame else ""),
        "household_words": Box("本人・世帯のことば", frame.words if frame else ""),
        "wish": Box("本人の意向", version.wish),
        "agreement": Box("本人の合意", view.agreement.label if view.agreement else ""),
        "disagreement": Box("本人がちがうと言っていること", version.disagreement),
        "policy": Box("支援方針", version.policy),
        "goals": Table("本プランの達成目標", ("順", "目標", "どうなれば達成か"), goals),
        "actions": Table("実施すること", ("だれが", "実施すること", "頻度", "いつまで"), actions),
        "not_set": Box(
            "目標を置かない課題", "\n".join(f"{one.issue.text}：{one.reason}" for one in view.not_set)
        ),
        "attention": Box("留意事項", version.attention),
        "period": Box(
            "プランの期間",
            f"{day(version.period_from)}から {day(version.period_to)}" if version.period_from else "",
        ),
        "monitoring_on": Box("次のモニタリング", day(version.monitoring_on)),
        "reason": Box("変更の理由", version.reason),
    }


def _roles(part: PlanPart, asked: Asked) -> Table:
    """Who does what, as far as it is for whom the paper is for: an agency reads of those the person agreed to."""
    agreed = frozenset(
        agency
        for consent in consent_facts(part.case_id)
        if consent.person == part.person_id and is_in_force(consent, asked.actor.today)
        for agency in consent.agencies
    )
    team = [
        h for h in team_of(part.case_id) if asked.audience is not Audience.AGENCY or h.agency_id in agreed
    ]
    rows = tuple(
        (f"{helper.name}{'（主担当）' if helper.is_lead else ''}", helper.role, day_of(helper.since))
        for helper in team
    )
    return Table("役割分担", ("機関・窓口", "役割", "いつから"), rows)


def _follows(part: PlanPart) -> dict[str, Part]:
    """Which other programmes the household's plan goes on to."""
    begun = {line.kind for line in parts_of(part.case_id)}
    lead = next((helper.name for helper in team_of(part.case_id) if helper.is_lead), "")
    marks = tuple(
        ("○" if kind in begun else "", f"{name}につなぐ")
        for kind, name in (
            (PartKind.OUTREACH, "アウトリーチ等を通じた継続的支援事業"),
            (PartKind.PARTICIPATION, "参加支援事業"),
        )
    )
    return {"lead": Box("主担当機関", lead), "onward": Marks("ほかの事業へのつなぎ", marks)}


def _application(asked: Asked) -> dict[str, Part]:
    text = text_in_force(TEXT, asked.actor.today)
    return {
        "application": Box(text.version_label, text.body),
        "signature": Box("申込みの日・氏名（自署）", BY_HAND),
    }


def _sitting(part: PlanPart) -> dict[str, Part]:
    """What 重層的支援会議 decided last; empty boxes until it did."""
    decisions = Decision.objects.filter(item__part=part).select_related("item__sitting")
    decision = decisions.order_by("-decided_on", "-written_at").first()
    if decision is None:
        return {
            "sitting_on": Box("開催日"),
            "judgement": Box("判断"),
            "decided_on": Box("支援決定日"),
            "dissent": Box("異なる意見"),
        }
    occasion = f"（{Occasion(decision.item.occasion).label}）" if decision.item.occasion else ""
    return {
        "sitting_on": Box("開催日", day(decision.item.sitting.held_on)),
        "judgement": Box("判断", f"{Judgement(decision.judgement).label}{occasion}"),
        "decided_on": Box("支援決定日", day(decision.decided_on)),
        "dissent": Box("異なる意見", decision.dissent),
    }
