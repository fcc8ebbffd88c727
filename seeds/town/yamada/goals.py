"""The goals of the mother's first version: who does what for each, and by when."""

from kasane.access.actor import Actor
from kasane.cases.models import Issue
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.rules.readiness import Doer
from kasane.rules.timing import add_months
from kasane.support_plans.actions.goals import ActionWords, GoalWords, add_goal
from kasane.support_plans.models import PartVersion, PlanPart


def write_goals(clock: Clock, part: PlanPart, *, by: Actor) -> None:
    """Three goals of the mother's first version: who does what for each, and by when."""
    version = PartVersion.objects.get(part_id=part.pk)
    desks = {desk.code: desk.pk for desk in Desk.objects.all()}
    soon, later = add_months(clock.day(115), 1), add_months(clock.day(115), 3)
    issues = dict(Issue.objects.filter(home_id=part.home_id).values_list("field", "id"))
    for goal in (
        GoalWords(
            "膝の痛みをやわらげ、自分で買い物に行く",
            "近くの店まで、週に一度は自分で行ける",
            frozenset({issues["care"]}),
            (
                ActionWords("介護保険の申請", Doer.AGENCY, desks["houkatsu-nango"], due_on=soon),
                ActionWords("昼の配食", Doer.OUTSIDE, name="配食サービス", how_often="週3回"),
                ActionWords("朝、家の前まで歩く", Doer.PERSON, how_often="できる日に"),
            ),
        ),
        GoalWords(
            "家賃の心配をなくす",
            "分割のとおりに払い、滞納がなくなる",
            frozenset({issues["poverty"]}),
            (
                ActionWords(
                    "家主との話し合いへの同行と家計の見直し", Doer.AGENCY, desks["jiritsu"], due_on=later
                ),
            ),
        ),
        GoalWords(
            "長男のことを一人で抱えない",
            "話せる相手が、家の外に一人できる",
            frozenset(),
            (ActionWords("話を聞く時間をもつ", Doer.AGENCY, desks["shakyo"], how_often="月1回"),),
        ),
    ):
        add_goal(goal, version=version, by=by)
