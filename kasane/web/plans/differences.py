"""Two versions of a plan in words, side by side."""

from kasane.japanese.wareki import wareki
from kasane.rules.readiness import Agreement
from kasane.rules.version_changes import Difference, Worded, compared
from kasane.support_plans.queries import GoalView, VersionView


def differences(old: VersionView, new: VersionView) -> list[tuple[str, tuple[Difference, ...]]]:
    """Two versions field by field, goal by goal, action by action."""
    return [
        ("プランのことば", compared(_fields(old), _fields(new))),
        ("目標", compared(_goals(old.goals), _goals(new.goals))),
        ("実施すること", compared(_actions(old), _actions(new))),
    ]


def _fields(view: VersionView) -> list[Worded]:
    version = view.version
    agreement = Agreement(version.agreement).label if version.agreement else ""
    period = ""
    if version.period_from and version.period_to:
        period = f"{wareki(version.period_from)}から{wareki(version.period_to)}まで"
    told = (
        ("本人の意向", version.wish),
        ("本人の合意", agreement),
        ("本人がちがうと言っていること", version.disagreement),
        ("支援方針", version.policy),
        ("留意事項", version.attention),
        ("プランの期間", period),
        ("次のモニタリング", wareki(version.monitoring_on)),
    )
    return [Worded(n, n, label, text) for n, (label, text) in enumerate(told, start=1)]


def _goals(views: tuple[GoalView, ...]) -> list[Worded]:
    return [
        Worded(
            one.goal.pk,
            one.goal.follows_id or 0,
            f"目標{n}",
            f"{one.goal.text}\n達成：{one.goal.measure}" if one.goal.measure else one.goal.text,
        )
        for n, one in enumerate(views, start=1)
    ]


def _actions(view: VersionView) -> list[Worded]:
    return [
        Worded(
            action.pk,
            action.follows_id or 0,
            action.who,
            f"{action.what}{f'（{action.how_often}）' if action.how_often else ''}"
            f"{f' {wareki(action.due_on)}まで' if action.due_on else ''}",
        )
        for action in view.actions
    ]
