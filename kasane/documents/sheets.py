"""An official form as plain values: its boxes in their order, whatever draws them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Box:
    """One box: what stands before it, and what stands in it; a framed one is reported to the state (太枠)."""

    label: str
    value: str = ""
    is_framed: bool = False


@dataclass(frozen=True)
class Marks:
    """A list of which some items are marked: mark (○, ◎ or empty) and item."""

    label: str
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """Lines under the same heads."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Group:
    """The same boxes once for each of several, such as the persons of a household."""

    label: str
    members: tuple[Mapping[str, Box], ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, its width in the units it was drawn in, and what it shows, in sentences."""

    label: str
    svg: str
    width: float
    words: tuple[str, ...] = ()


Part = Box | Marks | Table | Group | Picture


@dataclass(frozen=True)
class Sheet:
    """One form filled in; the parts are named by codes that layouts use, in the order a book lists them."""

    title: str
    parts: Mapping[str, Part] = field(default_factory=dict)
    subtitle: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Imprint:
    """What is printed around every form: whose, in which layout, its number and for whom, and how to keep it."""

    office: str
    form_name: str
    printed: str
    care: str


def values_of(sheet: Sheet, imprint: Imprint) -> dict[str, Any]:
    """What a layout reads: boxes, marks, tables, groups and pictures by their codes."""
    parts = sheet.parts.items()
    return {
        "title": plain(sheet.title),
        "subtitle": plain(sheet.subtitle),
        "heading": plain(sheet.heading),
        "office": plain(imprint.office),
        "form-name": plain(imprint.form_name),
        "printed": plain(imprint.printed),
        "care": plain(imprint.care),
        "boxes": {code: _box(part) for code, part in parts if isinstance(part, Box)},
        "marks": {
            code: {"label": part.label, "marks": [[mark, plain(name)] for mark, name in part.marks]}
            for code, part in parts
            if isinstance(part, Marks)
        },
        "tables": {
            code: {
                "label": part.label,
                "columns": list(part.columns),
                "rows": [[plain(cell) for cell in row] for row in part.rows],
            }
            for code, part in parts
            if isinstance(part, Table)
        },
        "groups": {
            code: {
                "label": part.label,
                "members": [{name: _box(box) for name, box in member.items()} for member in part.members],
            }
            for code, part in parts
            if isinstance(part, Group)
        },
        "pictures": {
            code: {
                "label": part.label,
                "svg": plain(part.svg),
                "width": part.width,
                "words": plain("\n".join(part.words)),
            }
            for code, part in parts
            if isinstance(part, Picture)
        },
    }


def plain(text: str) -> str:
    """A text with plain line ends and without control characters."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def _box(box: Box) -> dict[str, str | bool]:
    return {"label": box.label, "value": plain(box.value), "framed": box.is_framed}
