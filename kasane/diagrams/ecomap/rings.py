"""Where the bodies round the middle stand: on one ring while they fit, then on two, the outer seen between the inner."""

from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin

from kasane.diagrams.geometry import Point, Polyline
from kasane.diagrams.lettering import LEADING, Text, block, height, width, wrapped
from kasane.diagrams.surroundings import Outside

NAME_SIZE, LINE_SIZE, WIDEST, PADDING = 13.0, 11.5, 96.0, 9.0
ONE_RING, TIE, APART, SMALLEST = 12, 62.0, 18.0, 34.0

Words = tuple[tuple[str, float, bool], ...]


@dataclass(frozen=True)
class Circle:
    """A circle with its lines of text inside."""

    middle: Point
    radius: float
    texts: tuple[Text, ...]


def lettering(label: str, lines: tuple[str, ...], size: float = NAME_SIZE) -> Words:
    names = [(line, size, True) for line in wrapped(label, size, WIDEST)]
    return (
        *names,
        *((line, LINE_SIZE, False) for words in lines for line in wrapped(words, LINE_SIZE, WIDEST)),
    )


def radius_of(words: Words) -> float:
    """The smallest circle that holds the lines, none of them touching its edge."""
    high, top, needed = height(list(words)), 0.0, SMALLEST - PADDING
    for line, size, _ in words:
        for edge in (top, top + size * LEADING):
            needed = max(needed, hypot(width(line, size) / 2, edge - high / 2))
        top += size * LEADING
    return needed + PADDING


def circle(middle: Point, radius: float, words: Words) -> Circle:
    return Circle(middle, radius, block(list(words), middle[0], middle[1] - height(list(words)) / 2))


def rings(inner: float, outsides: tuple[Outside, ...]) -> tuple[Circle, ...]:
    """The circles in the order of the outsides, clockwise from the top, round a middle of radius `inner`."""
    words = [lettering(o.label, o.lines) for o in outsides]
    count = len(words)
    if not count:
        return ()
    radius = max(radius_of(w) for w in words)
    if count <= ONE_RING:
        far = max(inner + TIE + radius, (2 * radius + APART) / (2 * sin(pi / max(count, 2))))
        return tuple(circle(_on(far, 2 * pi * i / count), radius, w) for i, w in enumerate(words))
    step = 2 * pi / (2 * ceil(count / 2))
    near = max(inner + TIE + radius, (radius + APART * 0.8) / sin(step))
    far = (
        near * cos(step) + ((2 * radius + APART) ** 2 - (near * sin(step)) ** 2) ** 0.5
        if _is_tight(near, radius, step)
        else near * cos(step)
    )
    far = max(far, near + radius, (2 * radius + APART) / (2 * sin(step)))
    return tuple(circle(_on(far if i % 2 else near, step * i), radius, w) for i, w in enumerate(words))


def _is_tight(near: float, radius: float, step: float) -> bool:
    return near * sin(step) < 2 * radius + APART


def _on(far: float, angle: float) -> Point:
    return far * sin(angle), -far * cos(angle)


def tie(inner: float, outer: Circle) -> Polyline:
    """From the edge of the middle to the edge of a circle."""
    x, y = outer.middle
    far = hypot(x, y)
    first, last = (inner + 4) / far, (far - outer.radius - 3) / far
    return (x * first, y * first), (x * last, y * last)
