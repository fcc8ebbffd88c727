"""Excel books from plain rows: what stands at the top, how a column is written, and cells that cannot act."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kasane.japanese.wareki import wareki

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CARE = (
    "【複製・持ち出しの注意】個人の情報が入っています。決められた場所の外に持ち出さず、"
    "用がすんだら消してください。書き出したことは操作記録に残ります。"
)
# A cell that begins so would be calculated once somebody edits it, or saves the sheet as CSV; full-width signs too.
ACTING = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")
_LONGEST = 32_000
_CUT = "…（長いため、続きは画面で見てください）"
_FONT = "BIZ UDPゴシック"
Cell = str | int | date | None


class Kind(Enum):
    """How a column's cells are written; a day takes two columns, Excel's own date and the 和暦 as text."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: what it is called and how wide it is, in characters."""

    title: str
    width: int = 14
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Heading:
    """What stands above the table: what it is, whose, made by whom on which day, and what must be known of it."""

    title: str
    desk: str
    made_by: str
    made_on: date
    remarks: tuple[str, ...] = ()
    care: str = CARE

    @property
    def lines(self) -> tuple[str, ...]:
        made = f"{self.desk}　{wareki(self.made_on)} {self.made_by}が作成"
        return tuple(line for line in (self.title, made, self.care, *self.remarks) if line)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name on the tab, its columns, its rows in their order."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=list)
    remarks: tuple[str, ...] = ()


def book(heading: Heading, sheets: Iterable[Sheet]) -> bytes:
    """The book as a file; every text is a text, whatever it begins with."""
    target = io.BytesIO()
    told = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy/mm/dd",
    }
    with Workbook(target, told) as workbook:
        workbook.set_properties({"title": heading.title, "author": heading.desk, "comments": ""})
        styles = _Styles(workbook)
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.name[:31]), heading, sheet, styles)
    return target.getvalue()


def harmless(text: str) -> str:
    """A text without control characters (a tab among them), cut to what a cell can hold."""
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - len(_CUT)] + _CUT


def is_acting(text: str) -> bool:
    """Whether a text would be taken for a formula where somebody edits it."""
    return text.lstrip().startswith(ACTING)


class _Styles:
    """The formats of one book."""

    def __init__(self, workbook: Workbook) -> None:
        plain: dict[str, Any] = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        cell = {**plain, "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
        self.title = workbook.add_format({**plain, "font_size": 14, "bold": True})
        self.line = workbook.add_format(plain)
        self.care = workbook.add_format({**plain, "font_color": "#A90000"})
        self.head = workbook.add_format({**cell, "bold": True, "bg_color": "#D9E6FF", "valign": "vcenter"})
        self.text = workbook.add_format(cell)
        # The apostrophe that Excel itself puts before a text that must stay one.
        self.quoted = workbook.add_format({**cell, "quote_prefix": True})
        self.number = workbook.add_format({**cell, "num_format": "#,##0"})
        self.day = workbook.add_format({**cell, "num_format": "yyyy/mm/dd", "align": "left"})

    def of_line(self, place: int, text: str) -> Format:
        return self.title if place == 0 else self.care if text == CARE else self.line


def _write(sheet: Worksheet, heading: Heading, told: Sheet, styles: _Styles) -> None:
    lines = (*heading.lines, *told.remarks)
    for place, line in enumerate(lines):
        sheet.write_string(place, 0, harmless(line), styles.of_line(place, line))
    head = len(lines) + 1
    titles = [title for column in told.columns for title in _titles(column)]
    for place, (title, width) in enumerate(titles):
        sheet.set_column(place, place, width)
        sheet.write_string(head, place, harmless(title), styles.head)
    for down, row in enumerate(told.rows, start=head + 1):
        across = 0
        for column, cell in zip(told.columns, row, strict=True):
            across = _write_cell(sheet, down, across, column, cell, styles)
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, head + max(len(told.rows), 1), len(titles) - 1)
    _set_page(sheet, head)


def _titles(column: Column) -> list[tuple[str, int]]:
    if column.kind is Kind.DAY:
        return [(column.title, 12), (f"{column.title}（和暦）", 24)]
    return [(column.title, column.width)]


def _write_cell(sheet: Worksheet, down: int, across: int, column: Column, cell: Cell, styles: _Styles) -> int:
    """Write one value; returns the place of the next."""
    if column.kind is Kind.DAY:
        if isinstance(cell, date):
            sheet.write_datetime(down, across, cell, styles.day)
            sheet.write_string(down, across + 1, wareki(cell), styles.text)
        else:
            sheet.write_blank(down, across, None, styles.day)
            sheet.write_blank(down, across + 1, None, styles.text)
        return across + 2
    if isinstance(cell, int):
        sheet.write_number(down, across, cell, styles.number)
    elif cell is None or cell == "":
        sheet.write_blank(down, across, None, styles.text)
    else:
        text = harmless(str(cell))
        sheet.write_string(down, across, text, styles.quoted if is_acting(text) else styles.text)
    return across + 1


def _set_page(sheet: Worksheet, head: int) -> None:
    """Printed, it is A4 landscape, one page wide, with the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
