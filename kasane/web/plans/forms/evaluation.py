"""評価シート."""

from datetime import date
from typing import Any

from django import forms

from kasane.access.ids import encode_id
from kasane.rules.plan_ends import HANDED_OVER, Proposal
from kasane.support_plans.actions.evaluation import EvaluationWords
from kasane.support_plans.actions.monitoring import OutcomeWords
from kasane.web.components.fields import DayField, ListField, LongField, OneField, SeveralField
from kasane.web.plans.forms.outcomes import OutcomesForm


class EvaluationForm(OutcomesForm):
    """評価シート: what became of each goal and each action, what remains, what is proposed."""

    done_on = DayField(label="評価した日")

    def __init__(self, *args: Any, on: date, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.add_goals("goal_outcome", required=True)
        for action in self.view.actions if self.view else ():
            self._add_action(encode_id(action.pk), f"{action.sentence}", desks)
        self.fields["changes"] = SeveralField(
            self.lists.get("observed_change", []), label="見られた変化", required=False
        )
        self.fields["remaining"] = LongField(label="残された課題", rows=3, required=False)
        self.fields["wish"] = LongField(
            label="本人の意向", rows=3, required=False, help_text="本人のことばで"
        )
        self.fields["proposal"] = OneField([(one.value, one.label) for one in Proposal], label="今後の方針")
        self.fields["closing"] = ListField(
            self.lists.get("closing", []), label="終結区分", required=False, empty="（終結のとき）"
        )
        self.fields["needs_follow_up"] = forms.BooleanField(
            label="終結のあとのフォローアップが要る", required=False
        )
        self.fields["done_on"].initial = on

    def _add_action(self, key: str, label: str, desks: list[tuple[str, str]]) -> None:
        self.fields[f"{key}-code"] = ListField(
            self.lists.get("action_outcome", []), label=label, required=False, empty="まだ続いている"
        )
        self.fields[f"{key}-desk"] = ListField(
            desks, label="引き継ぐ窓口", required=False, empty="（引き継いだとき）"
        )
        self.fields[f"{key}-to"] = forms.CharField(
            label="引き継ぐ人・機関（アカウントのないとき）", max_length=120, required=False
        )

    @property
    def action_rows(self) -> list[list[forms.BoundField]]:
        keys = [encode_id(action.pk) for action in (self.view.actions if self.view else ())]
        return [[self[f"{key}-{name}"] for name in ("code", "desk", "to")] for key in keys]

    @property
    def rest(self) -> list[forms.BoundField]:
        names = ("changes", "remaining", "wish", "proposal", "closing", "needs_follow_up")
        return [self[name] for name in names]

    def words(self) -> EvaluationWords:
        told, actions = self.cleaned_data, []
        for action in self.view.actions if self.view else ():
            key = encode_id(action.pk)
            code = told[f"{key}-code"]
            if code:
                is_handed = code == HANDED_OVER
                desk = int(told[f"{key}-desk"]) if is_handed and told[f"{key}-desk"] else None
                to = told[f"{key}-to"] if is_handed else ""
                actions.append(OutcomeWords(code, action=action.pk, to_desk=desk, to=to))
        return EvaluationWords(
            done_on=told["done_on"],
            proposal=Proposal(told["proposal"]),
            outcomes=(*self.goal_outcomes(), *actions),
            changes=tuple(told["changes"]),
            remaining=told["remaining"],
            wish=told["wish"],
            closing=told["closing"],
            needs_follow_up=told["needs_follow_up"],
        )
