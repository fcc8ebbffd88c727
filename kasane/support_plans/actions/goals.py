"""Goals of a draft, who does what for each, and the issues left without one on purpose."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.models import Issue
from kasane.directory.queries import desk_names
from kasane.rooms.queries import refusals
from kasane.rules.readiness import Doer, may_be_rewritten
from kasane.rules.verdicts import Refused, demand, refused
from kasane.support_plans.actions.drafting import beside, change, named
from kasane.support_plans.facts import is_decided
from kasane.support_plans.models import Goal, GoalNotSet, PartVersion, PlanAction


@dataclass(frozen=True)
class ActionWords:
    """Who does what; `action` is the row that is written anew, a row without `what` is given up."""

    what: str
    doer: Doer | None = None
    desk: int | None = None
    name: str = ""
    due_on: date | None = None
    how_often: str = ""
    action: int | None = None


@dataclass(frozen=True)
class GoalWords:
    """A goal, the issues it answers, how it is seen to be reached, and who does what for it."""

    text: str
    measure: str = ""
    issues: frozenset[int] = frozenset()
    actions: tuple[ActionWords, ...] = ()


@transaction.atomic
def add_goal(words: GoalWords, *, version: PartVersion, by: Actor) -> Goal:
    """One more goal to a draft, with its actions."""
    demand(may_be_rewritten(is_decided=is_decided(version)))
    goal = Goal(
        version=version,
        sort_order=version.goals.count() + 1,
        text=words.text,
        measure=words.measure,
        issues=sorted(words.issues),
    )
    beside(version.part, goal, by=by)
    _write_actions(goal, words.actions, by=by)
    tell("add_goal", cases=[version.case_id], records=named(goal))
    return goal


@transaction.atomic
def write_goal(goal: Goal, words: GoalWords, *, edition: int, by: Actor) -> None:
    """Write a goal of a draft and its actions anew, on the edition it was read in."""
    demand(may_be_rewritten(is_decided=is_decided(goal.version)))
    change(goal, edition, by=by, text=words.text, measure=words.measure, issues=sorted(words.issues))
    _write_actions(goal, words.actions, by=by)
    tell("write_goal", cases=[goal.case_id], records=named(goal))


@transaction.atomic
def drop_goal(goal: Goal, *, by: Actor) -> None:
    """Give a goal of a draft up; the row stays with its actions, out of the plan."""
    demand(may_be_rewritten(is_decided=is_decided(goal.version)))
    with refusals():
        Goal.objects.filter(pk=goal.pk).update(is_dropped=True)
    tell("drop_goal", cases=[goal.case_id], records=named(goal), detail={"by": by.staff})


@transaction.atomic
def take_up_goal(goal: Goal, *, by: Actor) -> None:
    """Take a goal that was given up into the draft again, as it stood."""
    demand(may_be_rewritten(is_decided=is_decided(goal.version)))
    with refusals():
        Goal.objects.filter(pk=goal.pk).update(is_dropped=False)
    tell("take_up_goal", cases=[goal.case_id], records=named(goal), detail={"by": by.staff})


@transaction.atomic
def set_no_goal(*, version: PartVersion, issue: Issue, reason: str, by: Actor) -> None:
    """Leave a serious issue without a goal, and say why."""
    demand(may_be_rewritten(is_decided=is_decided(version)))
    if not reason.strip():
        raise Refused(refused("目標を置かないわけが書かれていません。", basis="実施計画 3-1(3)", rule="P-1"))
    with refusals():
        changed = GoalNotSet.objects.filter(version=version, issue=issue).update(
            reason=reason, is_dropped=False
        )
    if not changed:
        beside(version.part, GoalNotSet(version=version, issue=issue, reason=reason), by=by)
    tell("set_no_goal", cases=[version.case_id], records=named(version))


def _write_actions(goal: Goal, told: tuple[ActionWords, ...], *, by: Actor) -> None:
    """Rows in their order; one whose text was emptied is given up."""
    desks = desk_names({words.desk for words in told if words.desk is not None})
    known = {action.pk for action in goal.actions.all()}
    for order, words in enumerate(told, start=1):
        name = desks.get(words.desk or 0, "") if words.doer is Doer.AGENCY else words.name
        row = {
            "sort_order": goal.sort_order * 100 + order,
            "doer": words.doer.value if words.doer else "",
            "desk_id": words.desk if words.doer is Doer.AGENCY else None,
            "doer_name": name,
            "what": words.what,
            "due_on": words.due_on,
            "how_often": words.how_often,
        }
        if words.action in known:
            is_given_up = not words.what.strip()
            kept = {} if is_given_up else row
            with refusals():
                PlanAction.objects.filter(pk=words.action).update(is_dropped=is_given_up, **kept)
        elif words.what.strip():
            beside(goal.version.part, PlanAction(version=goal.version, goal=goal, **row), by=by)
