"""Lines of union and descent as they are drawn."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from kasane.diagrams.family import Child, Descent, Union
from kasane.diagrams.genogram.cells import HALF
from kasane.diagrams.genogram.kin import Pair, Sibship
from kasane.diagrams.genogram.plan import ARCH, Plan
from kasane.diagrams.geometry import Point, Polyline, distance

UNION_STYLES = {Union.PARTNERS: "dashed", None: "unrecorded"}
STROKES = {Union.SEPARATED: (0.0,), Union.DIVORCED: (-3.5, 3.5)}
DASHES = {"dashed": "7 5", "dotted": "1.5 5", "unrecorded": "9 4 1.5 4"}


@dataclass(frozen=True)
class Line:
    """A line of the picture: its kind (union, descent, mark), how it is drawn, and whose it is."""

    kind: str
    points: Polyline
    people: frozenset[int]
    style: str = "solid"


def union_lines(plan: Plan, pair: Pair) -> list[Line]:
    """The line of a couple in one row, with one stroke through it when they live apart, two when divorced."""
    points = _union_points(plan, pair)
    x, y = _place_of_strokes(plan, pair, points)
    line = Line("union", points, pair.both, UNION_STYLES.get(pair.union, "solid"))
    return [line, *strokes_through((x, y), pair.union, pair.both)]


def strokes_through(middle: Point, union: Union | None, people: frozenset[int]) -> list[Line]:
    x, y = middle
    places = STROKES.get(union, ()) if union else ()
    return [Line("mark", ((x + at - 4, y + 9), (x + at + 4, y - 9)), people) for at in places]


def _place_of_strokes(plan: Plan, pair: Pair, points: Polyline) -> Point:
    """The middle of the line, or beside the place where the line to the children goes down."""
    longest = max(pairwise(points), key=lambda s: distance(*s))
    x, y = (longest[0][0] + longest[1][0]) / 2, longest[0][1]
    source = next((plan.source[s] for s in plan.kin.sibships if frozenset(s.parents) == pair.both), None)
    is_near = source is not None and abs(source - x) < 12 and len(points) == 2
    return (source - 16 if source is not None and is_near else x), y


def _union_points(plan: Plan, pair: Pair) -> Polyline:
    left, right = sorted((pair.one, pair.other), key=plan.x.__getitem__)
    y = plan.y[left]
    chain = plan.chain_of[left]
    between = abs(chain.index(left) - chain.index(right)) - 1
    if not between:
        return (plan.x[left] + HALF, y), (plan.x[right] - HALF, y)
    over = y - HALF - between * ARCH
    first, last = plan.x[left] + HALF + 10 + 4 * between, plan.x[right] - HALF - 10 - 4 * between
    low = y - 5.0 * between
    return (
        (plan.x[left] + HALF, low),
        (first, low),
        (first, over),
        (last, over),
        (last, low),
        (plan.x[right] - HALF, low),
    )


def descent_lines(plan: Plan, sibship: Sibship) -> list[Line]:
    near = set(plan.near_children(sibship))
    people = people_of(sibship)
    children = [c for c in sibship.children if c.child in near]
    source, height = plan.source[sibship], plan.height[sibship]
    trunk = style_of(children[0].descent) if len(children) == 1 else "solid"
    lines = [Line("descent", (*_start(plan, sibship), (source, height)), people, "solid")]
    feet: list[float] = []
    for births in _births(plan, children):
        tops = [plan.top_of_child(c.child, sibship) for c in births]
        foot = sum(tops) / len(tops)
        feet.append(foot)
        for child, top in zip(births, tops, strict=True):
            end = (top, plan.y[child.child] - HALF)
            lines += _down((foot, height), end, child, people)
        lines += _identical(plan, births, tops, (foot, height), people)
    left, right = min([source, *feet]), max([source, *feet])
    if right - left > 0.5:
        lines.append(Line("descent", ((left, height), (right, height)), people, trunk))
    return lines


def people_of(sibship: Sibship) -> frozenset[int]:
    return frozenset(sibship.parents) | {c.child for c in sibship.children}


def _start(plan: Plan, sibship: Sibship) -> Polyline:
    """From the couple's line, or from the side of a parent alone."""
    source, first = plan.source[sibship], sibship.parents[0]
    if len(sibship.parents) == 2 and plan.rows[first] == plan.rows[sibship.parents[1]]:
        left, right = sorted(sibship.parents, key=plan.x.__getitem__)
        chain = plan.chain_of[left]
        between = abs(chain.index(left) - chain.index(right)) - 1 if right in chain else 0
        return ((source, plan.y[first] - 5.0 * between),)
    side = 1 if source > plan.x[first] else -1
    chain = plan.chain_of[first]
    is_taken = 0 <= chain.index(first) + side < len(chain)
    y = plan.y[first] + (13 if is_taken else 0)
    return (plan.x[first] + side * HALF, y), (source, y)


def _births(plan: Plan, children: list[Child]) -> list[list[Child]]:
    """Children of one birth together, everybody else alone."""

    def birth(child: Child) -> tuple[str, int]:
        twins = plan.kin.members[child.child].twins
        return ("alone", child.child) if twins is None else ("twins", twins)

    return [list(group) for _, group in groupby(children, key=birth)]


def style_of(descent: Descent) -> str:
    return "dotted" if descent is Descent.FOSTERED else "solid"


def _down(start: Point, end: Point, child: Child, people: frozenset[int]) -> list[Line]:
    """A child's own line: dotted when fostered, with a dashed one beside it when adopted."""
    lines = [Line("descent", (start, end), people, style_of(child.descent))]
    if child.descent is Descent.ADOPTED:
        lines.append(Line("descent", ((start[0] + 5, start[1]), (end[0] + 5, end[1])), people, "dashed"))
    return lines


def _identical(
    plan: Plan, births: list[Child], tops: list[float], foot: Point, people: frozenset[int]
) -> list[Line]:
    if len(births) < 2 or not all(plan.kin.members[c.child].are_identical for c in births):
        return []
    end = plan.y[births[0].child] - HALF
    y = foot[1] + (end - foot[1]) * 0.6
    xs = [foot[0] + (top - foot[0]) * 0.6 for top in (min(tops), max(tops))]
    return [Line("descent", ((xs[0], y), (xs[1], y)), people)]
