"""What somebody looking at a picture would complain of, found by geometry."""

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

from kasane.diagrams.genogram import Genogram
from kasane.diagrams.genogram.lines import Line
from kasane.diagrams.geometry import Box, Point, is_inside, segments, turn
from kasane.diagrams.lettering import Text


def symbols_that_overlap(drawn: Genogram) -> list[tuple[int, int]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(drawn.symbols.items(), 2)
        if a.grown(2).overlaps(b.grown(2))
    ]


def texts_that_overlap(texts: tuple[Text, ...]) -> list[tuple[str, str]]:
    return [(a.words, b.words) for a, b in combinations(texts, 2) if a.box.overlaps(b.box)]


def texts_over_symbols(drawn: Genogram) -> list[tuple[str, int]]:
    return [(t.words, id_) for t in drawn.texts for id_, box in drawn.symbols.items() if t.box.overlaps(box)]


def lines_through_symbols(drawn: Genogram) -> list[tuple[str, int]]:
    return [
        (line.kind, id_)
        for line in drawn.lines
        for id_, box in drawn.symbols.items()
        if any(_inner(id_, box, line).grown(-1).is_cut_by(*s) for s in segments(line.points))
    ]


def lines_through_texts(drawn: Genogram) -> list[tuple[str, str]]:
    return [
        (line.kind, text.words)
        for line in drawn.lines
        for text in drawn.texts
        if any(text.box.is_cut_by(*s) for s in segments(line.points))
    ]


def crossing_families(drawn: Genogram) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Lines of descent of different parents that cross or run over one another."""
    lines = [line for line in drawn.lines if line.kind == "descent"]
    return [
        (a.people, b.people)
        for a, b in combinations(lines, 2)
        if a.people != b.people and any(_cross(s, t) for s in segments(a.points) for t in segments(b.points))
    ]


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, other
    if (
        not Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        .grown(0.5)
        .overlaps(Box(min(c[0], d[0]), min(c[1], d[1]), max(c[0], d[0]), max(c[1], d[1])).grown(0.5))
    ):
        return False
    return turn(a, b, c) * turn(a, b, d) <= 0 and turn(c, d, a) * turn(c, d, b) <= 0


def elements(svg: str) -> Iterator[ElementTree.Element]:
    yield from ElementTree.fromstring(svg).iter()


def bonds_over_others(drawn: Genogram) -> list[tuple[str, int | str]]:
    """Bonds that run through a symbol (their own but at the very edge) or through any text."""
    found: list[tuple[str, int | str]] = []
    for tie in drawn.ties:
        pieces = segments(tie.line.points)
        through = [
            id_
            for id_, box in drawn.symbols.items()
            if any(_inner(id_, box, tie.line).is_cut_by(*s) for s in pieces)
        ]
        found += [(tie.line.style, id_) for id_ in through]
        found += [(tie.line.style, t.words) for t in drawn.texts if any(t.box.is_cut_by(*s) for s in pieces)]
    return found


def _inner(id_: int, box: Box, line: Line) -> Box:
    """A bond or union ends on the edge of its own symbol, which the box of a circle or a diamond reaches beyond."""
    return box.grown(-18) if id_ in line.people and line.kind != "descent" else box


def wrongly_outlined(drawn: Genogram) -> list[tuple[frozenset[int], int]]:
    """People outside the outline of their household, inside another's, or cut by an outline."""
    wrong = []
    for household, polygons in zip(drawn.family.households, drawn.outlines, strict=True):
        for id_ in drawn.symbols:
            room = drawn.plan.room(id_)
            inside = sum(is_inside(polygon, room.centre) for polygon in polygons) % 2 == 1
            is_cut = any(room.is_cut_by(*s) for p in polygons for s in segments((*p, p[0])))
            if inside != (id_ in household) or is_cut:
                wrong.append((household, id_))
    return wrong
