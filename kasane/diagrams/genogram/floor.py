"""A household whose members do not stand side by side: their rooms joined by passages that lead round everybody else."""

from bisect import bisect_left
from heapq import heapify, heappop, heappush
from itertools import pairwise

from kasane.diagrams.geometry import Box, Point, Polyline, around

KEEP_OFF, PASSAGE = 3.0, 12.0
Tile = tuple[int, int]


class Floor:
    """The picture cut into tiles along the edges of all rooms: each tile is a room, a wall or free."""

    def __init__(self, inside: list[Box], outside: list[Box], by: float) -> None:
        rooms = _grown_together(inside, outside, by)
        self.rooms = rooms + _bridges(rooms, outside)
        walls = [box.grown(KEEP_OFF) for box in outside]
        edge = around([*self.rooms, *walls]).grown(2 * PASSAGE)
        self.xs = _cuts([x for b in (*self.rooms, *walls, edge) for x in (b.left, b.right)])
        self.ys = _cuts([y for b in (*self.rooms, *walls, edge) for y in (b.top, b.bottom)])
        self.walls = {tile for box in walls for tile in self.tiles(box)}

    def tiles(self, box: Box) -> list[Tile]:
        columns = range(bisect_left(self.xs, box.left), bisect_left(self.xs, box.right))
        rows = range(bisect_left(self.ys, box.top), bisect_left(self.ys, box.bottom))
        return [(i, j) for i in columns for j in rows]

    def middle(self, tile: Tile) -> Point:
        i, j = tile
        return (self.xs[i] + self.xs[i + 1]) / 2, (self.ys[j] + self.ys[j + 1]) / 2

    def beside(self, tile: Tile) -> list[Tile]:
        i, j = tile
        near = [(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)]
        return [(a, b) for a, b in near if 0 <= a < len(self.xs) - 1 and 0 <= b < len(self.ys) - 1]

    def passage(self, start: set[Tile], goal: set[Tile]) -> list[Tile]:
        """The shortest way over free tiles, told from the goal back to the start; empty when there is none."""
        waiting: list[tuple[float, Tile, Tile]] = [(0.0, tile, tile) for tile in start]
        heapify(waiting)
        came: dict[Tile, Tile] = {}
        while waiting:
            cost, tile, before = heappop(waiting)
            if tile in came:
                continue
            came[tile] = before
            if tile in goal:
                return _back(came, tile)
            x, y = self.middle(tile)
            for there in self.beside(tile):
                if there not in came and there not in self.walls:
                    u, v = self.middle(there)
                    heappush(waiting, (cost + abs(u - x) + abs(v - y), there, tile))
        return []


def _back(came: dict[Tile, Tile], tile: Tile) -> list[Tile]:
    way = [tile]
    while came[way[-1]] != way[-1]:
        way.append(came[way[-1]])
    return way


def _cuts(edges: list[float]) -> list[float]:
    """The edges in order, with a narrow passage cut into every wide space between them."""
    ordered = sorted(set(edges))
    cuts = list(ordered)
    for low, high in pairwise(ordered):
        if high - low > 2 * PASSAGE:
            middle = (low + high) / 2
            cuts += [middle - PASSAGE / 2, middle + PASSAGE / 2]
    return sorted(cuts)


def _grown_together(inside: list[Box], outside: list[Box], by: float) -> list[Box]:
    """Each room grown by `by`; neighbours of one row with nobody between become one room."""
    rooms: list[Box] = []
    for box in sorted((b.grown(by) for b in inside), key=lambda b: (b.top, b.left)):
        joined = around([rooms[-1], box]) if rooms else box
        is_row = bool(rooms) and rooms[-1].top == box.top
        if is_row and not any(joined.overlaps(other.grown(KEEP_OFF)) for other in outside):
            rooms[-1] = joined
        else:
            rooms.append(box)
    return rooms


def _bridges(rooms: list[Box], outside: list[Box]) -> list[Box]:
    """The space between two rooms one above the other, where nobody else stands in it."""
    bridges = []
    for upper in rooms:
        for lower in rooms:
            between = Box(max(upper.left, lower.left), upper.bottom, min(upper.right, lower.right), lower.top)
            is_open = between.right - between.left >= PASSAGE and between.bottom > between.top
            if is_open and not any(between.overlaps(box.grown(KEEP_OFF)) for box in outside):
                bridges.append(between)
    return bridges


def floor_outline(inside: list[Box], outside: list[Box], by: float) -> tuple[Polyline, ...]:
    floor = Floor(inside, outside, by)
    parts = [set(floor.tiles(room)) - floor.walls for room in floor.rooms]
    whole = parts.pop(0)
    while parts:
        way = floor.passage(whole, set().union(*parts))
        reached = next((at for at, part in enumerate(parts) if not part.isdisjoint(way[:1])), 0)
        whole |= parts.pop(reached) | set(way)
    return _traced(floor, whole)


def _traced(floor: Floor, tiles: set[Tile]) -> tuple[Polyline, ...]:
    """The borders of a set of tiles, each a closed polygon with the tiles to its right."""
    leads: dict[Tile, list[Tile]] = {}
    for i, j in sorted(tiles):
        for there, a, b in (
            ((i, j - 1), (i, j), (i + 1, j)),
            ((i + 1, j), (i + 1, j), (i + 1, j + 1)),
            ((i, j + 1), (i + 1, j + 1), (i, j + 1)),
            ((i - 1, j), (i, j + 1), (i, j)),
        ):
            if there not in tiles:
                leads.setdefault(a, []).append(b)
    loops = []
    while leads:
        corner = min(leads)
        loop = [corner]
        while leads.get(loop[-1]):
            loop.append(leads[loop[-1]].pop())
        leads = {a: b for a, b in leads.items() if b}
        loops.append(_corners([(floor.xs[i], floor.ys[j]) for i, j in loop[:-1]]))
    return tuple(loops)


def _corners(points: list[Point]) -> Polyline:
    """Only the points where the border turns."""
    around_ = zip(points[-1:] + points[:-1], points, points[1:] + points[:1], strict=True)
    return tuple(b for a, b, c in around_ if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1]))
