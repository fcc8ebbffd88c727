"""Forms by which choice lists are kept."""

from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.web.components.fields import DayField, LongField

LABEL = "表示"


class NewListForm(forms.Form):
    """A list of one's own."""

    title = forms.CharField(label="一覧の題", max_length=120)
    labels = LongField(rows=6, label="選択肢", help_text="一行に一つずつ、出す順に書きます。")


class AddForm(forms.Form):
    """One more item, from a day on."""

    label = forms.CharField(label=LABEL, max_length=120, help_text="一覧に出すことばです。")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"] = DayField(label="いつから使うか", initial=actor.today)


class RenameForm(forms.Form):
    """Another label, from a day on."""

    label = forms.CharField(label="新しい表示", max_length=120)

    def __init__(self, *args: Any, actor: Actor, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"label": label}})
        self.fields["since"] = DayField(
            label="いつから変えるか",
            initial=actor.today,
            help_text="この日より前の記録は、前の表示のまま読めます。",
        )


class MarkForm(forms.Form):
    """From when the national report asks for an item, or no longer does."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"] = DayField(
            label="いつから変えるか",
            initial=actor.today,
            help_text="この日より前の報告は変わりません。",
        )


class EndForm(forms.Form):
    """The last day on which an item is offered."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"] = DayField(label="いつまで使うか（その日まで選べます）", initial=actor.today)
