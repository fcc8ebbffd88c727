"""A ledger that comes in, Excel or CSV, as rows of texts; whatever is no plain ledger is refused with a sentence."""

import csv
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from kasane.rules.verdicts import Refused, refused

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
ZIP, OLD_EXCEL, UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
AGAIN = "Excelで開き、値だけを新しいブックに貼り付けて保存してから、もう一度選んでください。"
SAVE_AS = "Excelで開いて「CSV UTF-8」か「Excelブック」で保存し直してから、もう一度選んでください。"


@dataclass(frozen=True)
class Line:
    """One row of the file with the number it has there."""

    number: int
    cells: tuple[str, ...]


def is_named_as_it_is(name: str, content: bytes) -> bool:
    """Whether a file's name ends as its first bytes say: a book as a book, a text as a text."""
    ending = name.rpartition(".")[2].lower()
    is_book = content.startswith((ZIP, OLD_EXCEL))
    return ending in (("xlsx", "xlsm", "xls") if is_book else ("csv", "tsv", "txt"))


def read_lines(content: bytes, *, most: int) -> list[Line]:
    """The rows that hold anything, every cell a text; raises Refused for what is no plain ledger.

    `most` counts rows that hold anything, headings included.
    """
    if len(content) > LARGEST:
        raise _no(
            "ファイルが大きすぎます（10メガバイトまで）。", "行を分けて、いくつかのファイルにしてください。"
        )
    if not content.strip():
        raise _no("ファイルが空です。", "ファイルを確かめてください。")
    rows = _of_excel(content) if content.startswith((ZIP, OLD_EXCEL)) else _of_csv(content)
    lines = list(islice(_filled(rows), most + 1))
    if len(lines) > most:
        raise _no(
            f"行が多すぎます。一度に取り込めるのは、見出しを入れて{most:,}行までです。",
            f"{most - 1:,}件ずつに分けて、順に取り込んでください。外部番号で、同じ行が二度入ることはありません。",
        )
    return lines


def _filled(rows: Iterable[list[str]]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        cells = [_CONTROL.sub(" ", cell).strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
        if any(cells):
            yield Line(number, tuple(cells))


def _of_excel(content: bytes) -> list[list[str]]:
    if content.startswith(ZIP):
        _look_inside(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell != "" for row in rows for cell in row):
                return [[_text(cell) for cell in row] for row in rows]
    except PasswordError as error:
        raise _no("パスワードのかかったファイルです。", "パスワードを外して保存し直してください。") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _no("Excelのファイルとして読めません。", AGAIN) from error
    raise _no("値の入ったシートがありません。", "ファイルを確かめてください。")


def _look_inside(content: bytes) -> None:
    """An xlsx is an archive: how much it unpacks to, whether it holds programs, whether it declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _no("ファイルを開くと大きくなりすぎます。", AGAIN)
            if any(part.flag_bits & 1 for part in parts):
                raise _no("パスワードのかかったファイルです。", "パスワードを外して保存し直してください。")
            if any(part.filename.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for part in parts):
                raise _no(
                    "マクロの入ったファイルは取り込めません。",
                    "「Excelブック（.xlsx）」で保存し直してください。",
                )
            if any(stat.S_ISLNK(part.external_attr >> 16) for part in parts):
                raise _no("ほかのファイルを指す印が入っているので、取り込めません。", AGAIN)
            left = LARGEST_UNPACKED
            for part in parts:
                left = _look_into(archive, part, left)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise _no("Excelのファイルとして読めません。", AGAIN) from error


def _look_into(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Read one part no further than may still be unpacked, whatever size it says it has; returns what is left."""
    with archive.open(part) as opened:
        inside = opened.read(left + 1)
    if len(inside) > left:
        raise _no("ファイルを開くと大きくなりすぎます。", AGAIN)
    if part.filename.lower().endswith((".xml", ".rels", ".vml")) and _DECLARES.search(inside):
        raise _no("ほかのファイルを読みに行く宣言が入っているので、取り込めません。", AGAIN)
    return left - len(inside)


def _of_csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = text[:2_000].partition("\n")[0]
    divided_by = max(",\t;", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=divided_by, strict=False))
    except csv.Error as error:
        raise _no("CSVのファイルとして読めません。", SAVE_AS) from error


def _decoded(content: bytes) -> str:
    """utf-8 with or without its mark, then cp932; else the line that cannot be read is told."""
    if content.startswith(UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _no("文字を読めません。", SAVE_AS) from error
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    broken = {encoding: _broken_lines(content, encoding) for encoding in ("utf-8-sig", "cp932")}
    lines = min(broken.values(), key=len)
    where = f"{lines[0]}行目" if lines else "途中の行"
    raise _no(
        f"{where}に、読めない文字があります。文字コードが混ざっているか、ファイルが壊れています。", SAVE_AS
    )


def _broken_lines(content: bytes, encoding: str) -> list[int]:
    broken = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            broken.append(number)
    return broken


def _text(cell: object) -> str:
    """A cell as it would be typed: whole numbers without a point, days and moments as ISO."""
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _no(reason: str, remedy: str) -> Refused:
    return Refused(refused(reason, basis="個人情報保護法66条", rule="L-1", remedy=remedy))
