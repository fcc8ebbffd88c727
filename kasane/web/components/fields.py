"""Form fields as this product writes them: dates, moments, long texts, choices from the lists."""

from datetime import date, datetime
from typing import Any, TypeVar

from django import forms

from kasane.access.actor import TOKYO
from kasane.code_lists.queries import choices
from kasane.japanese.partial import code_of
from kasane.japanese.wareki import PartialDate, parse_partial

F = TypeVar("F", bound=forms.Field)


# Days that can be said in the Japanese calendar, and reckoned with: a mistyped year is said where it is typed.
FIRST_DAY, LAST_DAY = date(1873, 1, 1), date(2199, 12, 31)
OUT_OF_TIME = "年を確かめてください（1873年から2199年まで）。"


def _sayable(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(OUT_OF_TIME, code="invalid")


class DayField(forms.DateField):
    """A working date, by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"required": "日付を入れてください。", "invalid": "日付を確かめてください。"}
        )
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            _sayable(value)


class MomentField(forms.DateTimeField):
    """A date and a time of day in Japan."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"required": "日時を入れてください。", "invalid": "日時を確かめてください。"}
        )
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            _sayable(value.date())


class BirthField(forms.CharField):
    """A birthday as far as it is known: 昭和17年3月14日, S17.3.14, 昭和17年3月, 昭和17年頃."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            "例：昭和17年3月14日、S17.3.14。わかるところまで（昭和17年3月、昭和17年頃）でもかまいません",
        )
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            known = parse_partial(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if known.year is None:
            raise forms.ValidationError("生まれた年がわからないときは、およその年齢に書いてください。")
        return known


class PartialField(forms.CharField):
    """A day of a life as far as it is known; cleaned to its stored form (`japanese/partial.py`), empty when not told."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "わかるところまで（例：昭和60年3月、平成10年頃、R8.4.1）")
        kwargs.setdefault("error_messages", {"required": "いつかを、わかるところまで書いてください。"})
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return code_of(parse_partial(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class LongField(forms.CharField):
    """A text of several lines."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "書いてください。"})
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class OneField(forms.ChoiceField):
    """One of a few, as radio buttons."""

    def __init__(self, options: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "一つ選んでください。"})
        super().__init__(choices=options, widget=forms.RadioSelect, **kwargs)


class ListField(forms.ChoiceField):
    """One of many, as a list to open."""

    def __init__(
        self, options: list[tuple[str, str]], *, empty: str = "選んでください", **kwargs: Any
    ) -> None:
        kwargs.setdefault("error_messages", {"required": "一つ選んでください。"})
        super().__init__(choices=[("", empty), *options], **kwargs)


class SeveralField(forms.MultipleChoiceField):
    """Any number, as boxes to tick; nothing is ticked beforehand."""

    def __init__(self, options: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "一つ以上選んでください。"})
        super().__init__(choices=options, widget=forms.CheckboxSelectMultiple, **kwargs)


class IdsField(SeveralField):
    """Boxes whose values are ids."""

    def clean(self, value: Any) -> frozenset[int]:
        return frozenset(int(one) for one in super().clean(value))


def needed(field: F) -> F:
    """A field a rule asks for, with its own sentence; the page marks it as one that is to be filled in."""
    field.is_needed = True  # type: ignore[attr-defined]
    return field


def of_list(list_code: str, on: date) -> list[tuple[str, str]]:
    """The items of a choice list that are valid on a day."""
    return choices(list_code, on)


def local(moment: datetime) -> datetime:
    """A moment as Japan's clocks show it, for a field's first value."""
    return moment.astimezone(TOKYO).replace(second=0, microsecond=0, tzinfo=None)
