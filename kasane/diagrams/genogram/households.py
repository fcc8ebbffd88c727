"""The outline round those who live together: a smooth polygon where one holds nobody else, else a way round the others."""

from kasane.diagrams.genogram.floor import floor_outline
from kasane.diagrams.genogram.plan import Plan
from kasane.diagrams.geometry import Box, Polyline, hull, turn
from kasane.diagrams.svg import number

AROUND, CLEAR, ROUND = 9.0, 2.0, 14.0


def outlines(plan: Plan, household: frozenset[int]) -> tuple[Polyline, ...]:
    """Closed polygons; who is inside (by the even-odd rule) lives in the household, and nobody else is."""
    inside = [plan.room(i) for i in plan.kin.members if i in household]
    outside = [plan.room(i) for i in plan.kin.members if i not in household]
    if not inside:
        return ()
    polygon = hull([corner for box in inside for corner in box.grown(AROUND).corners])
    if not any(_meets(polygon, box.grown(CLEAR)) for box in outside):
        return (polygon,)
    return floor_outline(inside, outside, AROUND)


def _meets(polygon: Polyline, box: Box) -> bool:
    """Whether a convex polygon and a box share a point: no line parts them."""
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    if max(xs) <= box.left or min(xs) >= box.right or max(ys) <= box.top or min(ys) >= box.bottom:
        return False
    side = 1 if turn(*polygon[:3]) > 0 else -1
    edges = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return not any(all(turn(a, b, corner) * side <= 0 for corner in box.corners) for a, b in edges)


def smooth(polygon: Polyline, most: float = ROUND) -> str:
    """The path of a polygon with its corners rounded."""
    pieces: list[str] = []
    for before, here, after in zip(
        polygon[-1:] + polygon[:-1], polygon, polygon[1:] + polygon[:1], strict=True
    ):
        start, end = _toward(here, before, most), _toward(here, after, most)
        move = "L" if pieces else "M"
        pieces.append(f"{move}{_at(start)}Q{_at(here)} {_at(end)}")
    return "".join(pieces) + "Z"


def _toward(here: tuple[float, float], there: tuple[float, float], most: float) -> tuple[float, float]:
    dx, dy = there[0] - here[0], there[1] - here[1]
    far = max((dx * dx + dy * dy) ** 0.5, 0.001)
    share = min(most / far, 0.5)
    return here[0] + dx * share, here[1] + dy * share


def _at(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"
