"""A goal of a draft with who does what for it, on one page."""

from typing import Any

from django import forms

from kasane.access.ids import encode_id
from kasane.cases.models import Issue
from kasane.rules.readiness import Doer
from kasane.support_plans.actions.goals import ActionWords, GoalWords
from kasane.support_plans.models import Goal, PlanAction
from kasane.web.components.fields import DayField, IdsField, ListField, LongField

SPARE = 3


class GoalForm(forms.Form):
    """A goal and its actions, each a row; an action whose text is emptied is given up."""

    text = LongField(label="目標", rows=2, help_text="本人のことばで")
    measure = LongField(label="どうなれば達成か", rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        issues: list[Issue],
        desks: list[tuple[str, str]],
        goal: Goal | None = None,
        actions: list[PlanAction] | None = None,
        **kwargs: Any,
    ) -> None:
        known = actions or []
        kwargs["initial"] = _initial(goal, known)
        super().__init__(*args, **kwargs)
        if issues:
            self.fields["issues"] = IdsField(
                [(str(issue.pk), issue.text) for issue in issues], label="こたえる課題", required=False
            )
        self.keys: list[tuple[str, int | None]] = [(encode_id(action.pk), action.pk) for action in known]
        self.keys += [(f"new{n}", None) for n in range(1, SPARE + 1)]
        for key, number in self.keys:
            self._add_row(key, desks, is_new=number is None)

    def _add_row(self, key: str, desks: list[tuple[str, str]], *, is_new: bool) -> None:
        hint = "" if is_new else "空にすると、取りやめになります。"
        doers = [(one.value, one.label) for one in Doer]
        self.fields[f"{key}-what"] = LongField(label="実施すること", rows=2, required=False, help_text=hint)
        self.fields[f"{key}-doer"] = ListField(doers, label="だれが", required=False, empty="まだ")
        self.fields[f"{key}-desk"] = ListField(desks, label="窓口", required=False, empty="（機関のとき）")
        self.fields[f"{key}-name"] = forms.CharField(
            label="名前", max_length=120, required=False, help_text="家族や、アカウントのない機関・人のとき"
        )
        self.fields[f"{key}-due_on"] = DayField(label="いつまで", required=False)
        self.fields[f"{key}-how_often"] = forms.CharField(label="頻度", max_length=80, required=False)

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("text", "measure", "issues") if name in self.fields]

    @property
    def rows(self) -> list[tuple[bool, list[forms.BoundField]]]:
        """Whether a row is new, and its fields."""
        names = ("what", "doer", "desk", "name", "due_on", "how_often")
        return [(number is None, [self[f"{key}-{name}"] for name in names]) for key, number in self.keys]

    def words(self) -> GoalWords:
        told = self.cleaned_data
        return GoalWords(
            told["text"],
            told["measure"],
            told.get("issues") or frozenset(),
            tuple(self._action(key, number) for key, number in self.keys),
        )

    def _action(self, key: str, number: int | None) -> ActionWords:
        told = {name: self.cleaned_data[f"{key}-{name}"] for name in ("doer", "desk", "name", "due_on")}
        return ActionWords(
            what=self.cleaned_data[f"{key}-what"],
            doer=Doer(told["doer"]) if told["doer"] else None,
            desk=int(told["desk"]) if told["desk"] else None,
            name=told["name"],
            due_on=told["due_on"],
            how_often=self.cleaned_data[f"{key}-how_often"],
            action=number,
        )


def _initial(goal: Goal | None, actions: list[PlanAction]) -> dict[str, Any]:
    if goal is None:
        return {}
    told: dict[str, Any] = {
        "text": goal.text,
        "measure": goal.measure,
        "issues": [str(issue) for issue in goal.issues],
    }
    for action in actions:
        key = encode_id(action.pk)
        told |= {
            f"{key}-what": action.what,
            f"{key}-doer": action.doer,
            f"{key}-desk": str(action.desk_id or ""),
            f"{key}-name": "" if action.desk_id else action.doer_name,
            f"{key}-due_on": action.due_on,
            f"{key}-how_often": action.how_often,
        }
    return told


class NotSetForm(forms.Form):
    """Why a serious issue is left without a goal."""

    reason = LongField(label="目標を置かないわけ", rows=3)
