"""Monitoring a part (P-5)."""

from datetime import date
from typing import Any

from django import forms

from kasane.rules.plans import Occasion
from kasane.rules.timing import add_months
from kasane.support_plans.actions.monitoring import MonitoringWords
from kasane.web.components.fields import DayField, ListField, LongField, SeveralField
from kasane.web.plans.forms.outcomes import OutcomesForm

CALLS_FOR = (Occasion.CHANGE, Occasion.END, Occasion.SUSPEND)


class MonitoringForm(OutcomesForm):
    """The situation, progress goal by goal, what has changed, and the next date (P-5)."""

    done_on = DayField(label="実施日")
    situation = LongField(label="いまの状況", rows=4)

    def __init__(self, *args: Any, months: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.add_goals("goal_progress", required=False)
        self.fields["progress"] = LongField(label="目標の達成状況（全体）", rows=2, required=False)
        self.fields["changes"] = SeveralField(
            self.lists.get("observed_change", []), label="見られた変化", required=False
        )
        self.fields["next_on"] = DayField(label="次のモニタリング", initial=add_months(on, months))
        self.fields["calls_for"] = ListField(
            [(one.value, one.label) for one in CALLS_FOR],
            label="重層的支援会議に諮ること",
            required=False,
            empty="いまはない",
        )
        self.fields["done_on"].initial = on

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("progress", "changes", "next_on", "calls_for")]

    def words(self) -> MonitoringWords:
        told = self.cleaned_data
        return MonitoringWords(
            done_on=told["done_on"],
            situation=told["situation"],
            next_on=told["next_on"],
            progress=told["progress"],
            outcomes=self.goal_outcomes(),
            changes=tuple(told["changes"]),
            calls_for=Occasion(told["calls_for"]) if told["calls_for"] else None,
        )
