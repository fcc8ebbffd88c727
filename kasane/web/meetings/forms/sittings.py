"""Convening a sitting and calling people to it."""

from datetime import date
from typing import Any

from django import forms

from kasane.directory.queries import Seat
from kasane.meetings.actions.sittings import SittingWords
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.recurrence import Every, OnHoliday, days_of
from kasane.web.components.fields import (
    DayField,
    IdsField,
    ListField,
    OneField,
    SeveralField,
    of_list,
)


def seat_options(seats: list[Seat]) -> list[tuple[str, str]]:
    return [(str(s.assignment_id), f"{s.desk_name}　{s.name}（{s.title}）") for s in seats]


class SittingForm(forms.Form):
    """Convening: which of the two meetings, what for, when, where, who."""

    def __init__(self, *args: Any, seats: list[Seat], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = OneField(
            [
                (MeetingKind.SUPPORT_CONFERENCE.value, "支援会議（同意は要らない。全員に守秘義務）"),
                (MeetingKind.MULTILAYERED.value, "重層的支援会議（本人の同意が要る。プランを決める）"),
            ],
            label="会議",
        )
        self.fields["purpose"] = OneField(
            [(p.value, p.label) for p in ConferencePurpose], label="支援会議の目的", required=False
        )
        self.fields["held_on"] = DayField(label="開催日", initial=on)
        self.fields["every"] = ListField(
            [(one.value, one.label) for one in Every], label="くり返し", required=False, empty="一回だけ"
        )
        self.fields["until"] = DayField(label="くり返しの最後の日", required=False)
        self.fields["on_holiday"] = OneField(
            [(one.value, one.label) for one in OnHoliday],
            label="くり返す日が閉庁日のとき",
            required=False,
            initial=OnHoliday.LATER.value,
        )
        self.fields["starts_at"] = forms.TimeField(
            label="開始時刻", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        )
        self.fields["place"] = forms.CharField(label="場所", max_length=80)
        self.fields["is_online"] = forms.BooleanField(label="オンラインで開く", required=False)
        self.fields["seats"] = IdsField(
            seat_options(seats), label="出席者", help_text="福祉総合相談担当とCSWは、いつも出席します。"
        )

    def clean(self) -> dict[str, Any]:
        told = dict(super().clean() or {})
        if told.get("every") and not told.get("until"):
            self.add_error("until", "くり返すときは、最後の日を入れてください。")
        return told

    @property
    def days(self) -> tuple[date, ...]:
        """The days of a series; none for a single sitting."""
        told = self.cleaned_data
        if not told["every"]:
            return ()
        on_holiday = OnHoliday(told["on_holiday"] or OnHoliday.LATER.value)
        return days_of(told["held_on"], Every(told["every"]), told["until"], on_holiday)

    def words(self) -> SittingWords:
        told = self.cleaned_data
        kind = MeetingKind(told["kind"])
        is_conference = kind is MeetingKind.SUPPORT_CONFERENCE
        return SittingWords(
            kind=kind,
            purpose=ConferencePurpose(told["purpose"]) if is_conference and told["purpose"] else None,
            held_on=told["held_on"],
            starts_at=told["starts_at"],
            place=told["place"],
            seats=tuple(sorted(told["seats"])),
            is_online=told["is_online"],
        )


class InviteForm(forms.Form):
    """One more participant, and the existing bodies of whose secrecy they are bound."""

    def __init__(self, *args: Any, seats: list[Seat], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"] = ListField(seat_options(seats), label="加える出席者")
        self.fields["bound_by"] = SeveralField(
            of_list("existing_body", on), label="構成員になっている会議体", required=False
        )


class BoundForm(forms.Form):
    """Of which existing bodies somebody is a member."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bound_by"] = SeveralField(
            of_list("existing_body", on), label="構成員になっている会議体", required=False
        )
