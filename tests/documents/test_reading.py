"""A stranger's file: read as texts where it is a plain ledger, refused with a sentence where it is not."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kasane.documents.books import Column, Heading, Sheet, book
from kasane.documents.reading import LARGEST, Line, is_named_as_it_is, read_lines
from kasane.rules.verdicts import Refused

MOST = 503
HEADING = "番号,氏名,相談内容"


def said(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_lines(content, most=MOST)
    assert refusal.value.verdict.remedy, "what to do is said too"
    return refusal.value.verdict.reason


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_lines(content, most=MOST)]


def excel(*rows: tuple[str, ...]) -> bytes:
    heading = Heading("台帳", desk="", made_by="", made_on=date(2026, 11, 24), care="")
    return book(heading, [Sheet("台帳", [Column(name) for name in rows[0]], rows[1:])])


def packed(**parts: bytes) -> bytes:
    """The book with other parts in it, or parts exchanged."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(excel(("番号", "氏名"), ("1", "山田 花子")))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        named = {name.replace("__", "/").replace("_dot_", "."): inside for name, inside in parts.items()}
        for name in source.namelist():
            archive.writestr(name, named.pop(name, source.read(name)))
        for name, inside in named.items():
            archive.writestr(name, inside)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_csv_of_an_office_is_read_with_its_rare_letters(encoding: str) -> None:
    text = f"{HEADING}\r\n1,髙橋 はる,①配食のこと\r\n"
    assert cells(text.encode(encoding))[1] == ("1", "髙橋 はる", "①配食のこと")


def test_tabs_divide_where_tabs_are_used() -> None:
    assert cells("番号\t氏名\n1\t山田, 花子\n".encode())[1] == ("1", "山田, 花子")


def test_a_broken_letter_is_told_by_its_line() -> None:
    lines = [HEADING, "1,山田 花子,配食", "2,森 さくら,住まい"]
    content = b"\n".join([*(line.encode("cp932") for line in lines[:2]), b"2,\x81\xff,x", b""])
    assert "3行目に、読めない文字があります" in said(content)


def test_a_utf_8_file_broken_in_one_line_is_told_by_that_line() -> None:
    content = "\n".join([HEADING, "1,山田 花子,配食", "2,森,あ"]).encode() + b"\xff\xfe\n3,x,y"
    assert "3行目" in said(content)


def test_numbers_stay_the_numbers_of_the_file_when_rows_are_empty() -> None:
    lines = read_lines(f"{HEADING}\n\n,,\n1,a,b\n".encode(), most=MOST)
    assert [line.number for line in lines] == [1, 4]


def test_an_excel_ledger_is_read_with_its_days() -> None:
    rows = cells(excel(("番号", "氏名"), ("001", "=1+1"), ("002", "森")))
    assert rows[-2:] == [("001", "=1+1"), ("002", "森")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hundred_thousand_rows_are_refused_with_how_to_split(kind: str) -> None:
    rows = [(str(n), "山田") for n in range(100_000)]
    content = (
        excel(("番号", "氏名"), *rows)
        if kind == "xlsx"
        else "\n".join(["番号,氏名", *(",".join(row) for row in rows)]).encode()
    )
    assert "行が多すぎます" in said(content)


def test_exactly_as_many_as_may_be_are_read() -> None:
    content = "\n".join(f"{n},a" for n in range(MOST)).encode()
    assert len(read_lines(content, most=MOST)) == MOST
    assert "行が多すぎます" in said(content + b"\nx,a")


def test_a_file_too_large_is_not_even_opened() -> None:
    assert "大きすぎます" in said(b"a" * (LARGEST + 1))


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_file(content: bytes) -> None:
    assert said(content) == "ファイルが空です。"


def test_a_zip_bomb_is_stopped_before_it_unpacks() -> None:
    bomb = packed(xl__media__bomb_dot_bin=b"\0" * (61 * 1024 * 1024))
    assert len(bomb) < LARGEST
    assert "大きくなりすぎます" in said(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_stopped_too() -> None:
    bomb = bytearray(packed(xl__media__bomb_dot_bin=b"\0" * (61 * 1024 * 1024)))
    true_size = (61 * 1024 * 1024).to_bytes(4, "little")
    place = bomb.rindex(true_size)
    bomb[place : place + 4] = (1_000).to_bytes(4, "little")
    with pytest.raises(Refused):
        read_lines(bytes(bomb), most=MOST)


def test_an_external_entity_is_refused() -> None:
    sheet = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    assert "ほかのファイルを読みに行く宣言" in said(packed(xl__worksheets__sheet1_dot_xml=sheet))


def test_a_book_with_macros_is_refused() -> None:
    assert "マクロ" in said(packed(xl__vbaProject_dot_bin=b"\0"))


def test_a_book_that_points_at_a_file_of_the_machine_is_refused() -> None:
    target = io.BytesIO(packed())
    pointing = zipfile.ZipInfo("xl/media/image1.png")
    pointing.external_attr = 0o120777 << 16
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(pointing, "/etc/passwd")
    assert "ほかのファイルを指す印" in said(target.getvalue())


def test_where_a_part_says_it_belongs_is_nothing_to_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A book is read in memory: names in it that lead out of a folder lead nowhere, and nothing is unpacked."""
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    target = io.BytesIO(packed())
    with zipfile.ZipFile(target, "a") as archive:
        for name in ("../../evil.txt", "/tmp/kasane-evil.txt", "..\\evil.txt"):
            archive.writestr(name, "x")
    assert cells(target.getvalue())[-1] == ("1", "山田 花子")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Path("/tmp/kasane-evil.txt").exists()


@pytest.mark.parametrize(
    ("name", "content", "holds"),
    [
        ("a.csv", b"1,2", True),
        ("A.TXT", b"1,2", True),
        ("a.xlsx", b"PK\x03\x04", True),
        ("a.xls", b"\xd0\xcf\x11\xe0", True),
        ("a.csv", b"PK\x03\x04", False),
        ("a.xlsx", b"1,2", False),
        ("a.xlsx.exe", b"PK\x03\x04", False),
        ("csv", b"1,2", True),
        ("a", b"1,2", False),
    ],
)
def test_a_ledger_is_called_what_it_is(name: str, content: bytes, holds: bool) -> None:
    assert is_named_as_it_is(name, content) is holds


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 200, b"\xd0\xcf\x11\xe0" + b"x" * 2_000])
def test_what_only_begins_like_a_book_is_no_book(content: bytes) -> None:
    assert "Excelのファイルとして読めません" in said(content)


def test_a_book_cut_in_half_is_no_book() -> None:
    whole = excel(("番号", "氏名"), ("1", "山田 花子"))
    assert "読めません" in said(whole[: len(whole) // 2])


def test_control_characters_do_not_come_in() -> None:
    assert read_lines("番号,氏名\n1,やま\x00だ\n".encode(), most=MOST)[1] == Line(2, ("1", "やま だ"))
