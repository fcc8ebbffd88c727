"""The guide is whole: every screen has its place in it, every place exists, and the menu words it quotes are real."""

import re
from pathlib import Path

import pytest

from config.urls import urlpatterns
from kasane.web.help.guide import FOLDER, anchor_of, chapters
from kasane.web.help.places import HELP, PLACES
from tests.web.test_every_page import NOT_OPENED

SCREENS = sorted({str(pattern.name) for pattern in urlpatterns} - NOT_OPENED - HELP)
ROOT = Path(__file__).resolve().parents[2]
# Where words that stand on screens are written.
SPOKEN = (
    "kasane/web/**/*.html",
    "kasane/web/**/*.py",
    "kasane/rules/*.py",
    "kasane/access/*.py",
    "seeds/**/*.toml",
)


@pytest.mark.parametrize("page", SCREENS)
def test_every_screen_has_its_place_in_the_guide(page: str) -> None:
    assert page in PLACES, (
        f"画面「{page}」の使い方がありません。docs/guide/ の合う章に見出し（##）を一つ書き、"
        "kasane/web/help/places.py の PLACES に、章と見出しを一行で足してください。"
    )


@pytest.mark.parametrize(("page", "place"), sorted(PLACES.items()))
def test_every_place_exists(page: str, place: tuple[str, str]) -> None:
    chapter, heading = place
    assert chapter in chapters(), f"{page}: docs/guide/{chapter}.md がありません。"
    headings = [section.title for section in chapters()[chapter].sections]
    assert heading in headings, f"{page}: {chapter}.md に見出し「{heading}」がありません。あるのは {headings}"


def test_no_place_speaks_of_a_screen_that_is_gone() -> None:
    assert set(PLACES) - {str(pattern.name) for pattern in urlpatterns} == set()


def test_no_two_headings_of_a_chapter_lead_to_the_same_place() -> None:
    for chapter in chapters().values():
        anchors = re.findall(r'<h[2-6] id="([^"]*)"', chapter.body)
        assert len(set(anchors)) == len(anchors), chapter.name


def test_html_written_into_the_guide_is_shown_as_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "00-x.md").write_text(
        "# 題\n\n## 節\n\n<script>x</script> [次](01-y.md#あ)\n", encoding="utf-8"
    )
    monkeypatch.setattr("kasane.web.help.guide.FOLDER", tmp_path)
    chapters.cache_clear()
    try:
        body = chapters()["00-x"].body
    finally:
        chapters.cache_clear()
    assert "<script" not in body
    assert "&lt;script&gt;" in body
    assert 'href="/help/01-y/#あ"' in body.replace("%E3%81%82", "あ")


def test_an_anchor_is_the_one_other_readers_of_the_guide_make() -> None:
    assert anchor_of("1　相談を受ける（佐藤）") == "1-相談を受ける佐藤"


def test_the_guide_has_no_chapter_that_is_not_shown() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(chapters())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_what_the_guide_quotes_stands_on_some_screen(path: Path) -> None:
    """「」 is for words of the screens; what people say stands in 『』."""
    screens = "".join(one.read_text(encoding="utf-8") for pattern in SPOKEN for one in ROOT.glob(pattern))
    quoted = set(re.findall("「([^」]+)」", path.read_text(encoding="utf-8")))
    assert quoted - {words for words in quoted if words in screens} == set()
