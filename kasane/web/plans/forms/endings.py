"""The pause of a part, and what follows its end."""

from datetime import date
from typing import Any

from django import forms

from kasane.cases.models import Note
from kasane.code_lists.queries import labels_of, valid_choices
from kasane.japanese.wareki import wareki_short
from kasane.rules.timing import add_months
from kasane.support_plans.actions.pauses import SuspensionWords
from kasane.web.components.fields import DayField, LongField, OneField, SeveralField, local


class SuspensionForm(forms.Form):
    """Why a part pauses, the attempts on record, and when somebody tries again."""

    def __init__(self, *args: Any, on: date, months: int, attempts: list[Note], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = valid_choices(("suspension",), on)
        labels = labels_of("contact_result", "channel")
        self.fields["reason"] = OneField(lists.get("suspension", []), label="中断の理由")
        self.fields["text"] = LongField(label="くわしく", rows=3, required=False)
        if attempts:
            self.fields["attempts"] = SeveralField(
                [(str(note.pk), _attempt(note, labels)) for note in attempts],
                label="連絡を試みた記録",
                required=False,
                help_text="経過に書かれているものです。連絡不通のときは、証しになるものを選びます。",
            )
        self.fields["try_again_on"] = DayField(label="また連絡する日", initial=add_months(on, months))

    def words(self) -> SuspensionWords:
        told = self.cleaned_data
        return SuspensionWords(
            reason=told["reason"],
            try_again_on=told["try_again_on"],
            text=told["text"],
            attempts=tuple(int(number) for number in told.get("attempts", ())),
        )


def _attempt(note: Note, labels: dict[tuple[str, str], str]) -> str:
    result = labels.get(("contact_result", note.result), "")
    return f"{wareki_short(local(note.happened_at).date())}　{result}　{note.text[:40]}"


class FollowUpForm(forms.Form):
    """A dated task after the end."""

    due_on = DayField(label="予定日")
    what = LongField(label="方法", rows=2)


class FollowUpDoneForm(forms.Form):
    """When the follow-up was made, and what became of it."""

    done_on = DayField(label="実施日")
    result = LongField(label="様子と結果", rows=4)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = on
