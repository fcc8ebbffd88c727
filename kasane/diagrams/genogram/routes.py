"""The shortest way for a line between two people that runs through nobody's symbol and nobody's name."""

from heapq import heappop, heappush
from itertools import count

from kasane.diagrams.geometry import Box, Point, Polyline, Segment, distance

BEND, ALONG, NEAR, LONG = 12.0, 70.0, 6.0, 14.0
Port = tuple[Point, float]


def route(
    starts: list[Port], ends: list[Port], obstacles: list[Box], drawn: list[Segment], clear: float = 1.5
) -> Polyline:
    """From one of the starts to one of the ends round the corners of obstacles, `clear` away from them.

    Each port has a cost of its own, and so has running along a line already drawn. Only obstacles that turn out to be in the way are gone round. Where there is no
    way at all (a start walled in) the straight line is given.
    """
    straight = min(
        ((s, e) for s in starts for e in ends), key=lambda p: p[0][1] + p[1][1] + distance(p[0][0], p[1][0])
    )
    met = {i for i, box in enumerate(obstacles) if box.is_cut_by(straight[0][0], straight[1][0])}
    while True:
        corners = [corner for i in sorted(met) for corner in obstacles[i].grown(clear).corners]
        free = [c for c in dict.fromkeys(corners) if not any(box.holds(c) for box in obstacles)]
        further: set[int] = set()
        found = _search(starts, ends, free, obstacles, drawn, further)
        if found:
            return found
        if further <= met:
            return straight[0][0], straight[1][0]
        met |= further


def _search(
    starts: list[Port],
    ends: list[Port],
    corners: list[Point],
    obstacles: list[Box],
    drawn: list[Segment],
    further: set[int],
) -> Polyline:
    """The way of least cost over the corners (A*); obstacles met on the way are told in `further`."""
    last = dict(ends)
    tick = count()

    def ahead(point: Point) -> float:
        return min(distance(point, end) for end in last)

    waiting: list[tuple[float, float, int, Polyline]] = []
    for point, cost in starts:
        heappush(waiting, (cost + ahead(point), cost, next(tick), (point,)))
    done: set[Point] = set()
    while waiting:
        _, cost, _, line = heappop(waiting)
        here = line[-1]
        if here in done:
            continue
        done.add(here)
        if here in last and len(line) > 1:
            return line
        for there in (*last, *corners):
            if there in done or there == here:
                continue
            blocker = next((i for i, box in enumerate(obstacles) if box.is_cut_by(here, there)), None)
            if blocker is None:
                step = distance(here, there) + ALONG * sum(_is_along(other, here, there) for other in drawn)
                so_far = cost + step + last.get(there, BEND)
                heappush(waiting, (so_far + ahead(there), so_far, next(tick), (*line, there)))
            else:
                further.add(blocker)
    return ()


def _is_along(drawn: Segment, start: Point, end: Point) -> bool:
    """Whether a way runs so near an upright or level line, for so long, that the two would be taken for one."""
    (a, b), (c, d) = drawn
    (x, y), (u, v) = start, end
    if b == d:
        (a, b), (c, d), (x, y), (u, v) = (b, a), (d, c), (y, x), (v, u)
    if a != c or min(abs(x - a), abs(u - a)) > NEAR * 3 or y == v:
        return False
    low, high = max(min(b, d), min(y, v)), min(max(b, d), max(y, v))
    if high - low < LONG:
        return False
    first, last = (x + (u - x) * (at - y) / (v - y) - a for at in (low, high))
    return abs(first + last) / 2 < NEAR and abs(first - last) < NEAR * 2.5
