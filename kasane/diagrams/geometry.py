"""Points, boxes and segments in units of the picture (pixels, y downwards)."""

from itertools import pairwise
from math import hypot
from typing import NamedTuple

Point = tuple[float, float]
Segment = tuple[Point, Point]
Polyline = tuple[Point, ...]


class Box(NamedTuple):
    """A rectangle standing upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def corners(self) -> Polyline:
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def is_cut_by(self, start: Point, end: Point) -> bool:
        """Whether the segment runs through the inside (touching an edge is not running through)."""
        (x, y), (u, v), (left, top, right, bottom) = start, end, self
        if (x <= left and u <= left) or (x >= right and u >= right):
            return False
        if (y <= top and v <= top) or (y >= bottom and v >= bottom):
            return False
        dx, dy = u - x, v - y
        enter, leave = 0.0, 1.0
        for step, low, high in ((dx, left - x, right - x), (dy, top - y, bottom - y)):
            if step == 0:
                if low >= 0 or high <= 0:
                    return False
                continue
            first, last = sorted((low / step, high / step))
            enter, leave = max(enter, first), min(leave, last)
        return leave - enter > 1e-9


def around(boxes: list[Box]) -> Box:
    """The smallest box round all of them; boxes must not be empty."""
    return Box(
        min(b.left for b in boxes),
        min(b.top for b in boxes),
        max(b.right for b in boxes),
        max(b.bottom for b in boxes),
    )


def distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def segments(line: Polyline) -> tuple[Segment, ...]:
    return tuple(pairwise(line))


def turn(a: Point, b: Point, c: Point) -> float:
    """Positive when a → b → c turns one way, negative the other way, zero on one line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def hull(points: list[Point]) -> Polyline:
    """The convex polygon round the points."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    halves: list[list[Point]] = []
    for sequence in (ordered, ordered[::-1]):
        half: list[Point] = []
        for point in sequence:
            while len(half) > 1 and turn(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return tuple(halves[0] + halves[1])


def is_inside(polygon: Polyline, point: Point) -> bool:
    """By the even-odd rule."""
    x, y = point
    inside = False
    for (a, b), (c, d) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
            inside = not inside
    return inside
