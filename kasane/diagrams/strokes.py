"""Lines that say what a tie is like: doubled, dotted, zigzag, cut, with an arrow."""

from math import ceil

from kasane.diagrams.geometry import Point, Polyline, distance, segments
from kasane.diagrams.svg import Attribute, element, path

ARROW = 11.0


def length(line: Polyline) -> float:
    return sum(distance(a, b) for a, b in segments(line))


def at(line: Polyline, far: float) -> tuple[Point, Point]:
    """The point `far` along the line, and the direction there as a vector of length one."""
    for a, b in segments(line):
        step = distance(a, b)
        if step > 0 and (far <= step or b == line[-1]):
            along = min(max(far / step, 0.0), 1.0)
            way = ((b[0] - a[0]) / step, (b[1] - a[1]) / step)
            return (a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along), way
        far -= step
    return line[-1], (1.0, 0.0)


def part(line: Polyline, start: float, end: float) -> Polyline:
    """The line between two distances along it."""
    points, gone = [at(line, start)[0]], 0.0
    for a, b in segments(line):
        gone += distance(a, b)
        if start < gone < end:
            points.append(b)
    return (*points, at(line, end)[0])


def beside(line: Polyline, by: float) -> Polyline:
    """The same line moved sideways, its bends kept."""
    moved: list[Point] = []
    parts = [s for s in segments(line) if s[0] != s[1]]
    ways = [((b[0] - a[0]) / distance(a, b), (b[1] - a[1]) / distance(a, b)) for a, b in parts]
    for i, point in enumerate([parts[0][0]] + [b for _, b in parts]):
        before, after = ways[max(i - 1, 0)], ways[min(i, len(ways) - 1)]
        x, y = -(before[1] + after[1]) / 2, (before[0] + after[0]) / 2
        square = max(x * x + y * y, 0.3)
        moved.append((point[0] + x * by / square, point[1] + y * by / square))
    return tuple(moved)


def zigzag(line: Polyline, wave: float = 9.0, reach: float = 4.5) -> Polyline:
    """Teeth along the line, whole at both ends."""
    whole = length(line)
    teeth = max(2, 2 * ceil(whole / wave / 2))
    points = [line[0]]
    for tooth in range(1, teeth):
        (x, y), (u, v) = at(line, whole * tooth / teeth)
        side = reach if tooth % 2 else -reach
        points.append((x - v * side, y + u * side))
    return (*points, line[-1])


def arrowhead(line: Polyline, *, is_at_start: bool = False, size: float = ARROW) -> Polyline:
    """The three corners of an arrow at the end (or the start) of the line."""
    way = line[::-1] if is_at_start else line
    (x, y), (u, v) = at(way, length(way))
    u, v = at(way, max(length(way) - size / 2, 0.0))[1]
    back = (x - u * size, y - v * size)
    half = size * 0.45
    return (x, y), (back[0] - v * half, back[1] + u * half), (back[0] + v * half, back[1] - u * half)


def stroke(line: Polyline, class_: str, ink: str, wide: float, **attributes: Attribute) -> str:
    return element(
        "path",
        d=path(line),
        class_=class_,
        fill="none",
        stroke=ink,
        stroke_width=wide,
        stroke_linejoin="round",
        **attributes,
    )


def filled(points: Polyline, class_: str, ink: str) -> str:
    return element(
        "path", d=path(points, is_closed=True), class_=class_, fill=ink, stroke=ink, stroke_width=1
    )
