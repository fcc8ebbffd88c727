"""Taking a sitting a step further."""

from typing import Any

from django import forms

from kasane.web.components.fields import (
    DayField,
    IdsField,
)


class OpenForm(forms.Form):
    """Who is there, and why the CSW is not."""

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"] = IdsField(seats, label="出席している方")
        self.fields["reason"] = forms.CharField(
            label="CSWなしで開くわけ",
            max_length=300,
            required=False,
            help_text="CSWが出席しているときは、書かなくてかまいません。",
        )


class PostponeForm(forms.Form):
    to = DayField(label="新しい開催日")
    reason = forms.CharField(
        label="延期のわけ", max_length=300, help_text="出席者に知らされます。個人のことは書きません。"
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="中止のわけ", max_length=300, help_text="出席者に知らされます。個人のことは書きません。"
    )
