"""What is written down and decided at a sitting."""

from typing import Any

from django import forms

from kasane.code_lists.models import Matter
from kasane.rules.plans import Judgement
from kasane.web.components.fields import (
    DayField,
    ListField,
    LongField,
    OneField,
)


class MinutesForm(forms.Form):
    text = LongField(label="議事の内容", rows=5)


class MattersForm(forms.Form):
    """The matters of the occasion (P-3); what is left empty stays open."""

    def __init__(self, *args: Any, matters: list[Matter], settled: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for matter in matters:
            self.fields[matter.code] = LongField(
                label=matter.label,
                rows=2,
                required=False,
                help_text=matter.hint,
                initial=settled.get(matter.code, ""),
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
