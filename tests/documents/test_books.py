"""Excel books, read back: texts stay texts, days are days, and nobody's name calculates."""

import io
import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from kasane.documents.books import Column, Heading, Kind, Sheet, book, harmless, is_acting

DAY = date(2026, 11, 24)
COLUMNS = (Column("氏名", 20), Column("受付日", kind=Kind.DAY), Column("件数", 8, Kind.NUMBER))


def written(*rows: tuple[object, ...]) -> bytes:
    heading = Heading("相談受付簿", desk="南湖地区の窓口", made_by="佐藤 恵", made_on=DAY)
    return book(heading, [Sheet("受付簿", COLUMNS, rows)])  # type: ignore[arg-type]


def read(content: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_the_top_says_what_it_is_whose_by_whom_when_and_what_to_mind() -> None:
    top = [row[0] for row in read(written())[:3]]
    assert top[0] == "相談受付簿"
    assert top[1] == "南湖地区の窓口　令和8年11月24日（火） 佐藤 恵が作成"
    assert str(top[2]).startswith("【複製・持ち出しの注意】")


def test_a_day_is_excels_own_date_with_the_era_beside_it() -> None:
    rows = read(written(("山田 花子", DAY, 3)))
    assert rows[4] == ["氏名", "受付日", "受付日（和暦）", "件数"]
    assert rows[5] == ["山田 花子", DAY, "令和8年11月24日（火）", 3.0]


def test_a_day_that_is_not_known_leaves_both_cells_empty() -> None:
    assert read(written(("山田 花子", None, 3)))[5] == ["山田 花子", "", "", 3.0]


ACTING = (
    '=HYPERLINK("http://x","y")',
    "+81467",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "=cmd|'/C calc'!A0",
    "{=1+1}",
    "＝1+1",
)


@pytest.mark.parametrize("name", ACTING)
def test_a_name_that_looks_like_a_formula_is_stored_as_the_text_it_is(name: str) -> None:
    content = written((name, DAY, 1))
    assert read(content)[5][0] == harmless(name)
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<f " not in sheet


@pytest.mark.parametrize("name", [name for name in ACTING if not name.startswith("{")])
def test_and_excel_keeps_it_a_text_when_somebody_edits_it(name: str) -> None:
    assert is_acting(harmless(name))
    assert 'quotePrefix="1"' in part(written((name, DAY, 1)), "xl/styles.xml")


def test_an_ordinary_name_carries_no_apostrophe() -> None:
    assert not is_acting("山田 花子")
    sheet = part(written(("山田 花子", DAY, 1), ("=1", DAY, 1)), "xl/worksheets/sheet1.xml")
    styles = re.findall(r'r="A[67]" s="(\d+)"', sheet)
    assert styles[0] != styles[1]


def test_control_characters_and_texts_longer_than_a_cell_do_not_break_the_book() -> None:
    rows = read(written(("やま\x00だ\x0b\t花子", DAY, 1), ("あ" * 40_000, DAY, 2)))
    assert rows[5][0] == "やま だ  花子"
    assert str(rows[6][0]).endswith("（長いため、続きは画面で見てください）")
    assert len(str(rows[6][0])) <= 32_767


def test_the_header_stays_in_sight_and_every_column_can_be_filtered() -> None:
    sheet = part(written(("山田 花子", DAY, 1)), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A5:D6"' in sheet
    assert 'orientation="landscape"' in sheet


def test_an_address_in_a_text_is_no_link() -> None:
    content = written(("https://example.jp/ と書いてある", DAY, 1))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [name for name in archive.namelist() if "rels/sheet" in name] == []


def test_rare_kanji_and_emoji_arrive() -> None:
    assert read(written(("髙𠮷﨑 ①", DAY, 1)))[5][0] == "髙𠮷﨑 ①"
