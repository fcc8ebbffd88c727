"""A form field for every kind of item, and the answer as it is stored."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from kasane.japanese.wareki import parse_partial
from kasane.rules.assessments import LONGEST_LONG, LONGEST_TEXT, MOST_ROWS, Lists
from kasane.rules.sheets import NO, YES, Item, ItemKind
from kasane.web.components.fields import DayField, ListField, LongField, OneField, SeveralField

Choices = Mapping[str, list[tuple[str, str]]]
NOT_ASKED = "まだ聞いていない"
# So many stand side by side as radio buttons; more are a list to open.
MOST_RADIOS = 9
SPARE_ROWS, FEWEST_ROWS = 1, 3
YES_OR_NO = [(YES, "はい"), (NO, "いいえ")]


class PartialField(forms.CharField):
    """A year and month as far as they are known, kept as they were written."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            if text:
                parse_partial(text)
        except ValueError as error:
            raise forms.ValidationError(str(error).replace("生年月日", "年月")) from error
        return text


class RowsWidget(forms.Widget):
    """A small table of texts: the rows that are written, and some to write on."""

    template_name = "assessments/rows.html"
    input_type = "rows"

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__()
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        written = list(value or [])
        count = min(max(len(written) + SPARE_ROWS, FEWEST_ROWS), MOST_ROWS)
        rows = [*written, *([""] * len(self.columns) for _ in range(count - len(written)))]
        told = super().get_context(name, value, attrs)
        cells = [
            [
                (f"{name}-{place}-{column}", f"{place + 1}行目の{self.columns[column]}", text)
                for column, text in enumerate(row[: len(self.columns)])
            ]
            for place, row in enumerate(rows)
        ]
        return {**told, "columns": self.columns, "rows": cells}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:  # noqa: ARG002
        if name in data:
            return rows_from(data[name], len(self.columns))
        rows = [
            [str(data.get(f"{name}-{place}-{column}", "")).strip() for column in range(len(self.columns))]
            for place in range(MOST_ROWS)
        ]
        return [row for row in rows if any(row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return name not in data and f"{name}-0-0" not in data

    def as_text(self, value: Any) -> str:
        """The rows as one text, as a page sends them where they are chosen and not written."""
        return json.dumps(value or [], ensure_ascii=False)

    def in_words(self, text: str) -> str:
        return spoken_rows(rows_from(text, len(self.columns)))


def spoken_rows(rows: list[list[str]]) -> str:
    """Rows as lines to read."""
    return "\n".join("　".join(cell for cell in row if cell) for row in rows)


def rows_from(text: str, columns: int) -> list[list[str]]:
    """Rows sent as one text; what is no such text is no rows."""
    try:
        told = json.loads(text)
    except ValueError:
        return []
    if not isinstance(told, list) or not all(isinstance(row, list) for row in told):
        return []
    return [[str(cell) for cell in row[:columns]] for row in told[:MOST_ROWS]]


class RowsField(forms.Field):
    def __init__(self, columns: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def clean(self, value: Any) -> list[list[str]]:
        rows: list[list[str]] = super().clean(value) or []
        if any(len(cell) > LONGEST_TEXT for row in rows for cell in row):
            raise forms.ValidationError(f"一つの欄は{LONGEST_TEXT}字までです。")
        return rows


def field_of(item: Item, choices: Choices, answer: Any) -> forms.Field:
    """The field of an item; nothing has to be filled in before it can be saved."""
    told: dict[str, Any] = {
        "label": item.label,
        "help_text": item.help,
        "required": False,
        "initial": answer,
    }
    match item.kind:
        case ItemKind.LONG:
            return LongField(rows=4, max_length=LONGEST_LONG, **told)
        case ItemKind.ONE | ItemKind.YES_NO:
            return _one(item, choices, told)
        case ItemKind.SEVERAL:
            return SeveralField(_kept(choices.get(item.list_code, []), answer or []), **told)
        case ItemKind.NUMBER:
            return forms.IntegerField(min_value=0, max_value=10**12, **told)
        case ItemKind.DAY:
            return DayField(**told)
        case ItemKind.PARTIAL_DAY:
            return PartialField(
                max_length=40, **{**told, "help_text": item.help or "例：昭和40年3月、S40、平成2年頃"}
            )
        case ItemKind.ROWS:
            return RowsField(item.columns, **told)
        case ItemKind.TEXT:
            return forms.CharField(max_length=LONGEST_TEXT, **told)


def answer_from(value: Any) -> Any:
    """What a field's value is stored as."""
    return value.isoformat() if isinstance(value, date) else value


def codes(choices: Choices) -> Lists:
    return {name: [code for code, _ in items] for name, items in choices.items()}


def _one(item: Item, choices: Choices, told: dict[str, Any]) -> forms.Field:
    listed = YES_OR_NO if item.kind is ItemKind.YES_NO else choices.get(item.list_code, [])
    options = _kept(listed, [told["initial"]] if told["initial"] else [])
    if len(options) > MOST_RADIOS:
        return ListField(options, empty=NOT_ASKED, **told)
    return OneField([("", NOT_ASKED), *options], **{**told, "initial": told["initial"] or ""})


def _kept(options: list[tuple[str, str]], answered: list[str]) -> list[tuple[str, str]]:
    """The list as it is now, and what was once answered and is no longer offered."""
    known = {code for code, _ in options}
    return [*options, *((code, "（いまの一覧にない答え）") for code in answered if code not in known)]
