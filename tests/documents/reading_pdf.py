"""A PDF as its reader meets it: the text that can be taken out, where each character stands, and its pictures."""

import io
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2

# Git ignores it; look at the pictures after a change of a layout.
PICTURES = Path(__file__).resolve().parents[2] / "var" / "papers"
MARKS = "、。，．・：；（）「」『』【】"
MILLIMETRE = 72 / 25.4
# Points; no other letter is as tall.
WATERMARK = 26
MARGIN, HEAD, FOOT = 15.9 * MILLIMETRE, 15 * MILLIMETRE, 21 * MILLIMETRE


@dataclass(frozen=True)
class Letter:
    """One character of a page and its box, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    body: str
    whole: str
    letters: list[Letter]


@lru_cache(maxsize=4)
def pages_of(content: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    width, height = page.get_size()
    letters = [
        Letter(text.get_text_range(n, 1), *text.get_charbox(n, loose=True)) for n in range(text.count_chars())
    ]
    body = text.get_text_bounded(0, FOOT, width, height - HEAD)
    return Page(width, height, bare(body), bare(text.get_text_range()), letters)


def bare(text: str) -> str:
    """A text without what a line break or a justified line may add or take away."""
    return "".join(
        c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "\u200b\ufffe"
    )


def lacking(content: bytes, *told: str) -> Counter[str]:
    """The characters that should be on the pages more often than they are."""
    there = Counter("".join(page.body for page in pages_of(content)))
    return Counter("".join(bare(text) for text in told)) - there


def outside(content: bytes) -> list[str]:
    """Characters that stand beyond the margins of their page."""
    return [
        letter.text
        for page in pages_of(content)
        for letter in page.letters
        if not letter.text.isspace()
        and letter.text.isprintable()
        # At the end of a line a mark is set half as wide as its box.
        and letter.text not in MARKS
        and (letter.left < MARGIN or letter.right > page.width - MARGIN or letter.bottom < 5 * MILLIMETRE)
    ]


def overlapping(content: bytes) -> list[str]:
    """Pairs of characters printed over one another."""
    found = []
    for page in pages_of(content):
        lines: dict[int, list[Letter]] = {}
        for one in page.letters:
            # A watermark lies across the text on purpose.
            if one.top - one.bottom > WATERMARK:
                continue
            if one.text.strip("\u200b\ufffe").strip() and one.right > one.left:
                lines.setdefault(round(one.bottom), []).append(one)
        for line in lines.values():
            line.sort(key=lambda one: one.left)
            found += [
                one.text + other.text
                for one, other in pairwise(line)
                # Marks side by side are set closer; two letters of one ligature share a box.
                if not set(one.text + other.text) & set(MARKS)
                and (one.left, one.right) != (other.left, other.right)
                and one.right - other.left > 0.5 * (one.right - one.left)
            ]
    return found


def pictured(content: bytes, name: str) -> None:
    """Every page as a picture to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(content)
    for place, page in enumerate(document, start=1):
        page.render(scale=1.4).to_pil().save(PICTURES / f"{name}-{place}.png")
    document.close()


def is_tagged(content: bytes) -> bool:
    """Whether the file says it is PDF/UA-1, in Japanese, with a title and a tree of tags."""
    with pikepdf.open(_stream(content)) as document, document.open_metadata() as told:
        root = document.Root
        return (
            bool(root.MarkInfo.Marked)
            and str(root.Lang).startswith("ja")
            and "/StructTreeRoot" in root
            and told.get("pdfuaid:part") == "1"
            and bool(root.ViewerPreferences.DisplayDocTitle)
        )


def fonts_of(content: bytes) -> set[bool]:
    """Whether each font is embedded."""
    with pikepdf.open(_stream(content)) as document:
        return {
            any(key in part.FontDescriptor for key in ("/FontFile3", "/FontFile2"))
            for page in document.pages
            for font in page.Resources.Font.values()
            for part in font.DescendantFonts
        }


def _stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)
