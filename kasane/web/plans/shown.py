"""What the pages of a plan show, gathered once."""

from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.cases.models import Issue
from kasane.cases.queries import issues_of, team_of
from kasane.directory.queries import desk_names, receiving_desks
from kasane.people.queries import people_of
from kasane.rooms.models import Record
from kasane.rooms.queries import Standing, standing
from kasane.rules.plan_ends import ConsentEnd
from kasane.rules.plans import PART_TABLE, Occasion, PartState
from kasane.rules.verdicts import Verdict
from kasane.support_plans.facts import consent_end, ready
from kasane.support_plans.models import PartStateChange, Plan, UrgentStart
from kasane.support_plans.queries import (
    PartLine,
    VersionView,
    changes_of,
    draft_among,
    in_force_among,
    parts_of,
    plan_of,
    urgent_starts_of,
    versions_of,
    versions_of_parts,
)

# What asks for something first.
ORDER = (PartState.ACTIVE, PartState.DRAFT, PartState.SUSPENDED, PartState.ENDED)


@dataclass(frozen=True)
class Column:
    """One part beside the others: the version that counts, and a draft that waits."""

    line: PartLine
    name: str
    shown: VersionView | None
    draft: VersionView | None


@dataclass(frozen=True)
class Household:
    plan: Plan | None
    columns: list[Column]
    standing: Standing


def household_plan(case: int, actor: Actor) -> Household:
    """Every readable part of a household side by side, in a constant number of statements."""
    names = names_in(case, actor)
    plan, lines = plan_of(case), parts_of(case)
    versions: dict[int, list[VersionView]] = {}
    for view in versions_of_parts([line.part.pk for line in lines]):
        versions.setdefault(view.version.part_id, []).append(view)
    columns = []
    for line in lines:
        views = versions.get(line.part.pk, [])
        in_force, draft = in_force_among(views), draft_among(views)
        name = names.get(line.part.person_id, "")
        columns.append(Column(line, name, in_force or draft, draft if in_force else None))
    columns.sort(key=lambda column: ORDER.index(column.line.state))
    shown: list[Record] = [line.part for line in lines]
    return Household(plan, columns, standing(case, actor, [*shown, *([plan] if plan else [])]))


@dataclass(frozen=True)
class Step:
    """One occasion a part may be put to a sitting at: whether it is ready, and what is written for it."""

    occasion: Occasion
    verdict: Verdict
    page: str
    word: str


@dataclass(frozen=True)
class PartPage:
    """A part with its versions, what it is ready for, and its history."""

    line: PartLine
    name: str
    versions: list[VersionView]
    in_force: VersionView | None
    draft: VersionView | None
    steps: list[Step]
    changes: list[tuple[str, str, PartStateChange]]
    urgent: list[UrgentStart]
    consent_end: ConsentEnd | None

    @property
    def shown(self) -> VersionView | None:
        return self.in_force or self.draft


def part_page(line: PartLine, actor: Actor, *, is_own: bool) -> PartPage:
    part, versions = line.part, versions_of(line.part)
    draft = draft_among(versions)
    return PartPage(
        line=line,
        name=names_in(part.case_id, actor).get(part.person_id, ""),
        versions=versions,
        in_force=in_force_among(versions),
        draft=draft,
        steps=steps_of(line, draft) if is_own else [],
        changes=[(Occasion(c.occasion).label, PartState(c.state_after).label, c) for c in changes_of(part)],
        urgent=urgent_starts_of(part),
        consent_end=consent_end(part.case_id, frozenset({part.person_id}), actor.today) if is_own else None,
    )


def steps_of(line: PartLine, draft: VersionView | None) -> list[Step]:
    """The occasions open to a part in its state, each with the verdict the decision will ask."""
    words = {
        Occasion.ESTABLISH: ("draft_part", "案を書く"),
        Occasion.CHANGE: ("draft_part", "案を書く") if draft else ("change_part", "変更の案をつくる"),
        Occasion.END: ("evaluation", "評価シートを書く"),
        Occasion.SUSPEND: ("suspension", "中断の用紙を書く"),
    }
    version = draft.version if draft else None
    return [
        Step(occasion, ready(line.part, version, occasion), *words[occasion])
        for occasion in PART_TABLE.moves_from(line.state)
    ]


def names_in(case: int, actor: Actor) -> dict[int, str]:
    return {person.id: person.identity.addressed for person in people_of(case, actor)}


def issue_texts(case: int) -> dict[int, str]:
    """The readable issues of a case by their number."""
    return {issue.pk: issue.text for issue in issues_of(case)}


def open_issues(serious: list[Issue], view: VersionView) -> list[Issue]:
    """The serious issues with neither a goal nor a reason for having none."""
    answered = {issue for one in view.goals for issue in one.goal.issues}
    answered |= {one.issue_id for one in view.not_set}
    return [issue for issue in serious if issue.pk not in answered]


def desks_for(case: int, actor: Actor) -> list[tuple[str, str]]:
    """The desks that may do something for a plan: the team first, then every other one that takes consultations."""
    team = {helper.desk_id: helper.name for helper in team_of(case)}
    own = desk_names([actor.desk])
    others = {desk.pk: desk.name for desk in receiving_desks(actor)}
    return [(str(number), name) for number, name in {**own, **team, **others}.items()]
