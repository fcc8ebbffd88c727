"""What an outside and its tie look like, and the legend that says so."""

from math import cos, pi, sin

from kasane.diagrams.ecomap.words import KINDS
from kasane.diagrams.geometry import Point, Polyline
from kasane.diagrams.legend import Entry
from kasane.diagrams.strokes import arrowhead, filled, length, part, stroke, zigzag
from kasane.diagrams.surroundings import Direction, Outside, OutsideKind, Strength
from kasane.diagrams.svg import Attribute, element, path

WIDTHS = {Strength.STRONG: 5.0, Strength.ORDINARY: 2.2, Strength.WEAK: 1.6}
TIES = {Strength.STRONG: "強いつながり", Strength.ORDINARY: "ふつうのつながり", Strength.WEAK: "弱いつながり"}
INK, CONFLICT = "#1a1a1a", "#a90000"


def tie_strokes(outside: Outside, line: Polyline) -> list[str]:
    """A tie from the middle (first point) to the outside (last point)."""
    ink = CONFLICT if outside.is_conflict else INK
    wide = WIDTHS[outside.strength]
    dashes: dict[str, Attribute] = {"stroke_dasharray": "6 5"} if outside.strength is Strength.WEAK else {}
    head = 12.0 + wide
    is_to = outside.direction in (Direction.TO, Direction.BOTH)
    is_from = outside.direction in (Direction.FROM, Direction.BOTH)
    body = part(line, (head - 2) * is_from, length(line) - (head - 2) * is_to)
    if outside.is_conflict:
        body = zigzag(body, reach=5.0)
    drawn = [stroke(body, "kd-tie" + " kd-conflict" * outside.is_conflict, ink, wide, **dashes)]
    if is_to:
        drawn.append(filled(arrowhead(line, size=head), "kd-arrow", ink))
    if is_from:
        drawn.append(filled(arrowhead(line, is_at_start=True, size=head), "kd-arrow", ink))
    return drawn


def shape(kind: OutsideKind, middle: Point, radius: float) -> str:
    """All shapes stay inside the circle: agencies round, people a ring, resources eight-cornered, work and school dashed."""
    x, y = middle
    drawn: dict[str, Attribute] = {
        "class_": f"kd-outside kd-{kind.value}",
        "fill": "#ffffff",
        "stroke": INK,
        "stroke_width": 1.8,
    }
    if kind is OutsideKind.RESOURCE:
        corners = tuple(
            (x + radius * sin(pi * (2 * i + 1) / 8), y + radius * cos(pi * (2 * i + 1) / 8)) for i in range(8)
        )
        return element("path", d=path(corners, is_closed=True), **drawn)
    if kind is OutsideKind.PERSON:
        inner = element("circle", cx=x, cy=y, r=radius - 4, **(drawn | {"stroke_width": 1}))
        return element("g", element("circle", cx=x, cy=y, r=radius, **drawn), inner)
    if kind is OutsideKind.WORK_OR_SCHOOL:
        drawn["stroke_dasharray"] = "8 3"
    return element("circle", cx=x, cy=y, r=radius, **drawn)


def legend_entries(outsides: tuple[Outside, ...]) -> tuple[Entry, ...]:
    entries = [_kind(kind) for kind in OutsideKind if any(o.kind is kind for o in outsides)]
    entries += [
        _tie(TIES[strength], Outside("", strength=strength))
        for strength in Strength
        if any(o.strength is strength for o in outsides)
    ]
    if any(o.is_conflict for o in outsides):
        entries.append(_tie("対立", Outside("", is_conflict=True)))
    if any(o.direction is not Direction.NONE for o in outsides):
        entries.append(_tie("働きかけの向き", Outside("", direction=Direction.TO)))
    return tuple(entries)


def _kind(kind: OutsideKind) -> Entry:
    return Entry(KINDS[kind], lambda box: [shape(kind, box.centre, (box.bottom - box.top) / 2)])


def _tie(words: str, outside: Outside) -> Entry:
    return Entry(
        words, lambda box: tie_strokes(outside, ((box.left, box.centre[1]), (box.right, box.centre[1])))
    )
