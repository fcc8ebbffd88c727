"""Convening an existing body, and answering whether its item counts as 支援会議."""

from datetime import date
from typing import Any

from django import forms

from kasane.directory.queries import Seat
from kasane.meetings.actions.bodies import BodyWords
from kasane.rules.meetings import ConferencePurpose
from kasane.web.components.fields import DayField, IdsField, OneField
from kasane.web.meetings.forms.sittings import seat_options


class BodyForm(forms.Form):
    """Which body, what for, when, where; who is bound by its secrecy, and who else comes."""

    def __init__(
        self, *args: Any, bodies: list[tuple[str, str]], seats: list[Seat], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = OneField(bodies, label="会議体")
        self.fields["purpose"] = OneField(
            [(p.value, p.label) for p in ConferencePurpose], label="支援会議と重なる目的"
        )
        self.fields["held_on"] = DayField(label="開催日", initial=on)
        self.fields["starts_at"] = forms.TimeField(
            label="開始時刻", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        )
        self.fields["place"] = forms.CharField(label="場所", max_length=80)
        self.fields["is_online"] = forms.BooleanField(label="オンラインで開く", required=False)
        self.fields["members"] = IdsField(
            seat_options(seats),
            label="構成員の出席者",
            help_text="支援会議と位置付ける議題には、福祉総合相談担当とCSWも要ります。",
        )
        self.fields["others"] = IdsField(
            seat_options(seats),
            label="構成員でない出席者",
            required=False,
            help_text="この会議体の守秘義務を負わない方です。支援会議と位置付けた議題の資料は開きません。",
        )

    def words(self) -> BodyWords:
        told = self.cleaned_data
        return BodyWords(
            body=told["body"],
            purpose=ConferencePurpose(told["purpose"]),
            held_on=told["held_on"],
            starts_at=told["starts_at"],
            place=told["place"],
            members=tuple(sorted(told["members"])),
            others=tuple(sorted(told["others"])),
            is_online=told["is_online"],
        )


class DesignationForm(forms.Form):
    answer = OneField([("yes", "支援会議と位置付ける"), ("no", "位置付けない")], label="回答")
    reason = forms.CharField(
        label="わけ", max_length=300, required=False, help_text="位置付けないときは、書いてください。"
    )
