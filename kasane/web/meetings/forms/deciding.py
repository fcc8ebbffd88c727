"""What is written down and decided at a sitting."""

from typing import Any

from django import forms

from kasane.rules.plans import Judgement
from kasane.web.components.fields import (
    DayField,
    ListField,
    LongField,
    OneField,
)


class DecisionForm(forms.Form):
    judgement = OneField([(j.value, j.label) for j in Judgement], label="判断")
    dissent = LongField(label="異なる意見", rows=2, required=False)


class PolicyForm(forms.Form):
    text = LongField(label="関わりの方針", rows=4)
    review_on = DayField(label="見直しの日")


class RoleForm(forms.Form):
    """Who does what by when."""

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"] = ListField(desks, label="担う機関")
        self.fields["text"] = LongField(label="役割", rows=2)
        self.fields["due_on"] = DayField(label="いつまで", required=False)
        self.fields["is_urgent"] = forms.BooleanField(
            label="緊急の対応（日を入れなければ、きょうのうちに）", required=False
        )
