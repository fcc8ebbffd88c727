"""An official form as an Excel book, from the same values as on paper; every text stays a text."""

import io
import unicodedata
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kasane.documents.books import harmless, is_acting
from kasane.documents.sheets import Box, Group, Imprint, Marks, Part, Sheet, Table

# Four columns: a narrow one for what a box is called, and three that its text spans.
WIDTHS = (24, 26, 26, 26)
SPAN = sum(WIDTHS[1:])
LINE, HIGHEST = 15.0, 400.0
_FONT = "BIZ UDPゴシック"


def form_book(sheet: Sheet, imprint: Imprint) -> bytes:
    """The form as a file: one sheet, A4 upright, one page wide."""
    target = io.BytesIO()
    told = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, told) as workbook:
        workbook.set_properties({"title": sheet.title, "author": imprint.office, "comments": ""})
        page = _Page(workbook, workbook.add_worksheet("様式"))
        page.line(sheet.title, page.title)
        for text in (sheet.subtitle, f"{imprint.form_name}　{sheet.heading}".strip(), imprint.printed):
            if text:
                page.line(text, page.plain)
        page.line(imprint.care, page.care)
        for part in sheet.parts.values():
            page.write(part)
    return target.getvalue()


class _Page:
    """One worksheet, written from the top down."""

    def __init__(self, workbook: Workbook, sheet: Worksheet) -> None:
        self._sheet, self._down = sheet, 0
        plain: dict[str, Any] = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        cell = {**plain, "border": 1, "text_wrap": True}
        self.title = workbook.add_format({**plain, "font_size": 14, "bold": True, "align": "center"})
        self.plain = workbook.add_format(plain)
        self.care = workbook.add_format({**plain, "font_color": "#A90000"})
        self._head = workbook.add_format({**cell, "bold": True, "bg_color": "#EEF1F6", "valign": "vcenter"})
        self._text = workbook.add_format(cell)
        self._quoted = workbook.add_format({**cell, "quote_prefix": True})
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")

    def write(self, part: Part) -> None:
        match part:
            case Box():
                self._row((part.label, part.value), is_headed=True)
            case Marks():
                self._row((part.label,), self._head)
                for mark, name in part.marks:
                    self._row((mark, name))
            case Table():
                self._row((part.label,), self._head)
                self._row(part.columns, self._head)
                for row in part.rows:
                    self._row(row)
            case Group():
                for place, member in enumerate(part.members, start=1):
                    self._row((f"{part.label}（{place}）",), self._head)
                    for box in member.values():
                        self._row((box.label, box.value), is_headed=True)

    def line(self, text: str, style: Format) -> None:
        self._sheet.merge_range(self._down, 0, self._down, len(WIDTHS) - 1, "", style)
        self._sheet.write_string(self._down, 0, harmless(text), style)
        self._down += 1

    def _row(self, cells: Sequence[str], style: Format | None = None, *, is_headed: bool = False) -> None:
        """Cells over the four columns; the last spans what is left, more than four share the last."""
        last = len(WIDTHS) - 1
        shown = (*cells[:last], "　".join(cells[last:])) if len(cells) > last + 1 else tuple(cells)
        height = 1
        for place, cell in enumerate(shown):
            text = harmless(cell)
            is_last = place == len(shown) - 1
            wide = sum(WIDTHS[place:]) if is_last else WIDTHS[place]
            height = max(height, _lines(text, wide))
            look = style or (self._head if is_headed and place == 0 else self._styled(text))
            if is_last and place < last:
                self._sheet.merge_range(self._down, place, self._down, last, "", look)
            self._sheet.write_string(self._down, place, text, look)
        self._sheet.set_row(self._down, min(HIGHEST, LINE * height))
        self._down += 1

    def _styled(self, text: str) -> Format:
        return self._quoted if is_acting(text) else self._text


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a width told in half-width characters; Excel does not fit merged cells itself."""
    return sum(
        max(1, -(-sum(2 if unicodedata.east_asian_width(c) in "FWA" else 1 for c in line) // (width - 2)))
        for line in text.split("\n")
    )
