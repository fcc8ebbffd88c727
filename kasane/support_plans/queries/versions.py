"""Versions of a part with their goals and actions, as who acts may read them."""

from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.rules.readiness import Agreement
from kasane.support_plans.models import Goal, GoalNotSet, PartStateChange, PartVersion, PlanAction, PlanPart


@dataclass(frozen=True)
class GoalView:
    """A goal with who does what for it."""

    goal: Goal
    actions: tuple[PlanAction, ...]


@dataclass(frozen=True)
class VersionView:
    """A version as a whole; `decision` is the change that put it in force."""

    version: PartVersion
    goals: tuple[GoalView, ...]
    not_set: tuple[GoalNotSet, ...]
    decision: PartStateChange | None

    @property
    def is_decided(self) -> bool:
        return self.decision is not None

    @property
    def agreement(self) -> Agreement | None:
        return Agreement(self.version.agreement) if self.version.agreement else None

    @property
    def actions(self) -> list[PlanAction]:
        return [action for view in self.goals for action in view.actions]


def versions_of(part: PlanPart) -> list[VersionView]:
    """Every readable version of a part, the newest first, in a constant number of statements."""
    return _views(list(PartVersion.objects.filter(part=part).select_related("part").order_by("-number")))


def versions_of_parts(parts: list[int]) -> list[VersionView]:
    """The versions of several parts, the newest first."""
    found = PartVersion.objects.filter(part_id__in=parts).select_related("part").order_by("-number")
    return _views(list(found))


def version_of(part: PlanPart, number: int) -> VersionView | None:
    found = PartVersion.objects.filter(part=part, number=number).select_related("part")
    return next(iter(_views(list(found))), None)


def goal_of(number: int, version: PartVersion) -> Goal | None:
    goals = Goal.objects.filter(id=number, version=version, is_dropped=False)
    return goals.select_related("version__part").first()


def dropped_goals(version: PartVersion) -> list[Goal]:
    """The goals that were given up while the version was drafted."""
    return list(version.goals.filter(is_dropped=True).order_by("sort_order", "id"))


def own_dropped_goal(number: int, actor: Actor) -> Goal | None:
    """A goal that was given up in one of one's desk's own drafts."""
    goals = Goal.objects.filter(id=number, is_dropped=True, home__desk_id=actor.desk)
    return goals.select_related("version__part").first()


def in_force_among(views: list[VersionView]) -> VersionView | None:
    """The version decided last; none while the part is a draft."""
    decided = [view for view in views if view.decision is not None]
    return max(
        decided,
        key=lambda view: (view.decision.decided_on, view.decision.written_at),  # type: ignore[union-attr]
        default=None,
    )


def draft_among(views: list[VersionView]) -> VersionView | None:
    return next((view for view in views if not view.is_decided), None)


def _views(versions: list[PartVersion]) -> list[VersionView]:
    ids = [version.pk for version in versions]
    goals: dict[int, list[Goal]] = {}
    for goal in Goal.objects.filter(version_id__in=ids, is_dropped=False).order_by("sort_order", "id"):
        goals.setdefault(goal.version_id, []).append(goal)
    actions: dict[int, list[PlanAction]] = {}
    lines = PlanAction.objects.filter(version_id__in=ids, is_dropped=False)
    for action in lines.order_by("sort_order", "id"):
        actions.setdefault(action.goal_id, []).append(action)
    not_set: dict[int, list[GoalNotSet]] = {}
    left_out = GoalNotSet.objects.filter(version_id__in=ids, is_dropped=False)
    for one in left_out.select_related("issue").defer("issue__held_by"):
        not_set.setdefault(one.version_id, []).append(one)
    taken = PartStateChange.objects.filter(version_id__in=ids)
    decisions = {change.version_id: change for change in taken}
    return [
        VersionView(
            version,
            tuple(GoalView(goal, tuple(actions.get(goal.pk, ()))) for goal in goals.get(version.pk, ())),
            tuple(not_set.get(version.pk, ())),
            decisions.get(version.pk),
        )
        for version in versions
    ]
