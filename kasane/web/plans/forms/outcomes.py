"""What became of each goal of the version in force, asked by a monitoring and by an evaluation."""

from datetime import date
from typing import Any

from django import forms

from kasane.access.ids import encode_id
from kasane.code_lists.queries import valid_choices
from kasane.support_plans.actions.monitoring import OutcomeWords
from kasane.support_plans.queries import VersionView
from kasane.web.components.fields import ListField, LongField

LISTS = ("goal_progress", "goal_outcome", "action_outcome", "observed_change", "closing")


class OutcomesForm(forms.Form):
    """Fields for each goal, and perhaps each action, of the version in force."""

    def __init__(self, *args: Any, view: VersionView | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.view = view
        self.lists = valid_choices(LISTS, on)

    def add_goals(self, list_code: str, *, required: bool) -> None:
        for one in self.view.goals if self.view else ():
            key = encode_id(one.goal.pk)
            self.fields[f"{key}-code"] = ListField(
                self.lists.get(list_code, []),
                label=one.goal.text,
                required=required,
                help_text=one.goal.measure,
            )
            self.fields[f"{key}-text"] = LongField(label="ようす", rows=2, required=False)

    @property
    def goal_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        goals = self.view.goals if self.view else ()
        keys = [encode_id(one.goal.pk) for one in goals]
        return [(self[f"{key}-code"], self[f"{key}-text"]) for key in keys]

    def goal_outcomes(self) -> tuple[OutcomeWords, ...]:
        told, found = self.cleaned_data, []
        for one in self.view.goals if self.view else ():
            key = encode_id(one.goal.pk)
            if told[f"{key}-code"]:
                found.append(OutcomeWords(told[f"{key}-code"], goal=one.goal.pk, text=told[f"{key}-text"]))
        return tuple(found)
