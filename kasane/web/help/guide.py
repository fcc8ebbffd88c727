"""The chapters of the guide, read from `docs/guide` and rendered once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.BASE_DIR) / "docs" / "guide"
CHAPTER = re.compile(r"^([0-9]{2}-[a-z-]+)\.md(#.*)?$")


@dataclass(frozen=True)
class Section:
    """A heading one can be led to."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Chapter:
    name: str
    title: str
    sections: tuple[Section, ...]
    body: str


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter by its name, in the order in which they are read."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("[0-9][0-9]-*.md"))}


def anchor_of(title: str) -> str:
    """The anchor that readers of Markdown give a heading: punctuation falls away, a space becomes a hyphen."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", title.strip().lower()))


def _read(path: Path) -> Chapter:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    title, rest = tokens[1].content, tokens[3:]
    sections = tuple(_mark_headings(rest))
    for token in rest:
        _lead_within(token)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    return Chapter(path.stem, title, sections, reader.renderer.render(rest, reader.options, {}))


def _mark_headings(tokens: Sequence[Token]) -> list[Section]:
    """Give every heading its anchor; those of the second level are what a screen leads to."""
    found = []
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor_of(words.content))
            if token.tag == "h2":
                found.append(Section(anchor_of(words.content), words.content))
    return found


def _lead_within(token: Token) -> None:
    """Links to other chapters and pictures lead to where this product serves them."""
    for child in token.children or ():
        if child.type == "image":
            child.attrSet("src", static(f"guide/{str(child.attrs['src']).removeprefix('images/')}"))
            child.attrSet("loading", "lazy")
        elif child.type == "link_open":
            other = CHAPTER.match(str(child.attrs["href"]))
            if other:
                child.attrSet("href", reverse("help", args=[other[1]]) + (other[2] or ""))


def _table_open(*_told: Any) -> str:
    return '<div class="k-table-wrap"><table class="k-table">'


def _table_close(*_told: Any) -> str:
    return "</table></div>"
