"""支援プラン: the household's frame, its parts with versions and goals, what becomes of them, and how they end."""

from kasane.support_plans.models.courses import Evaluation, FollowUp, Monitoring, Outcome, Suspension
from kasane.support_plans.models.goals import Goal, GoalNotSet, PlanAction
from kasane.support_plans.models.parts import PartStateChange, Plan, PlanPart, UrgentStart
from kasane.support_plans.models.versions import PartVersion

__all__ = [
    "Evaluation",
    "FollowUp",
    "Goal",
    "GoalNotSet",
    "Monitoring",
    "Outcome",
    "PartStateChange",
    "PartVersion",
    "Plan",
    "PlanAction",
    "PlanPart",
    "Suspension",
    "UrgentStart",
]
