"""Forms of visits and cautions."""

from datetime import time
from typing import Any

from django import forms

from kasane.access.actor import Actor
from kasane.cases.actions.cautions import CautionWords
from kasane.cases.actions.visits import VisitWords
from kasane.code_lists.queries import deadline_days
from kasane.people.queries import PersonView
from kasane.rules.cautions import CautionKind
from kasane.rules.timing import add_months
from kasane.web.case_file.forms import about
from kasane.web.components.fields import DayField, IdsField, LongField, OneField

NOON = time(14, 0)
SAY = {"required": "書いてください。"}


class HourField(forms.TimeField):
    """A time of day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        messages = {"required": "時刻を入れてください。", "invalid": "時刻を確かめてください。"}
        super().__init__(widget=widget, error_messages=messages, **kwargs)


class VisitForm(forms.Form):
    """A visit to be made: when, who goes, what for, whom it concerns."""

    def __init__(
        self,
        *args: Any,
        people: list[PersonView],
        colleagues: list[tuple[int, str]],
        actor: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_on"] = DayField(label="訪問する日", initial=actor.today)
        self.fields["starts_at"] = HourField(label="時刻", initial=NOON)
        self.fields["purpose"] = forms.CharField(label="目的", max_length=200, error_messages=SAY)
        self.fields["concerns"] = IdsField(about(people), label="だれについて")
        self.fields["goers"] = IdsField(
            [(str(number), name) for number, name in colleagues], label="行く人", initial=[str(actor.staff)]
        )
        self.fields["meets"] = forms.CharField(
            label="だれに会うか", max_length=120, required=False, help_text="本人のほかに会う人がいるとき。"
        )

    def words(self) -> VisitWords:
        told = self.cleaned_data
        return VisitWords(
            planned_on=told["planned_on"],
            starts_at=told["starts_at"],
            goers=told["goers"],
            purpose=told["purpose"].strip(),
            meets=told["meets"].strip(),
            concerns=told["concerns"],
        )


class ChangeForm(forms.Form):
    """A visit that is put off or cancelled, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"] = OneField(
            [("put_off", "延期する"), ("cancel", "取りやめる")], label="この訪問を"
        )
        self.fields["why"] = forms.CharField(label="わけ", max_length=200, error_messages=SAY)
        self.fields["planned_on"] = DayField(label="新しい日（延期のとき）", required=False)
        self.fields["starts_at"] = HourField(label="新しい時刻（延期のとき）", required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("change") == "put_off":
            for name in ("planned_on", "starts_at"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, "延期する先を入れてください。")
        return told


class CautionForm(forms.Form):
    """A caution proposed: with its cause for one's own desk, and for safety the line without it."""

    def __init__(self, *args: Any, people: list[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = OneField([(kind.value, kind.label) for kind in CautionKind], label="種類")
        self.fields["text"] = LongField(
            label="注意とわけ",
            rows=4,
            help_text="この窓口の人だけが読みます。見聞きしたことと日付を書きます。",
        )
        self.fields["line"] = forms.CharField(
            label="訪問する人みなに伝える一行（安全のとき）",
            max_length=80,
            required=False,
            help_text="わけや名前は書かず、することだけ。このケースを見られる窓口のすべてに出ます（例：2名で訪問）。",
        )
        self.fields["concerns"] = IdsField(about(people), label="だれについて")

    def words(self) -> CautionWords:
        told = self.cleaned_data
        return CautionWords(CautionKind(told["kind"]), told["text"], told["line"].strip(), told["concerns"])


class AgreementForm(forms.Form):
    """The manager's agreement: told to the person or why not, and when it is reviewed."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_told"] = OneField([("yes", "本人に伝えた"), ("no", "本人に伝えない")], label="本人に")
        self.fields["told_words"] = forms.CharField(
            label="いつ、どう伝えたか、または伝えないわけ", max_length=200, error_messages=SAY
        )
        review = add_months(actor.today, deadline_days("caution_review"))
        self.fields["review_on"] = DayField(label="見直す日", initial=review)


class EndForm(forms.Form):
    """Why a caution ends."""

    why = forms.CharField(label="終えるわけ", max_length=200, error_messages=SAY)
