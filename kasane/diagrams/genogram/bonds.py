"""How people stand to one another: each bond's way through the picture and its stroke."""

from dataclasses import dataclass
from math import sqrt

from kasane.diagrams.family import Bond, Child, Member, Quality, Sex
from kasane.diagrams.genogram.cells import HALF
from kasane.diagrams.genogram.kin import Kin
from kasane.diagrams.genogram.lines import Line
from kasane.diagrams.genogram.plan import Plan
from kasane.diagrams.genogram.routes import Port, route
from kasane.diagrams.geometry import Box, Point, Segment

OFF, AGAIN, BELOW = 12.0, 40.0, 6.0
SYMBOL_CLEAR, TEXT_CLEAR, OWN_TEXT = 6.0, 5.0, 5.0


@dataclass(frozen=True)
class Tie:
    """A bond as it is drawn, from one to other."""

    bond: Bond
    line: Line


def bonds_drawn(bonds: tuple[Bond, ...], kin: Kin) -> tuple[Bond, ...]:
    """Each bond between two people of the picture once."""
    known = [b for b in bonds if b.one in kin.members and b.other in kin.members and b.one != b.other]
    return tuple(
        {(frozenset((b.one, b.other)), b.quality, b.is_directed and b.one): b for b in known}.values()
    )


class Router:
    """Finds ways one after the other, so that two lines do not leave a symbol at the same place."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.drawn: list[Segment] = []
        self.used: dict[Point, int] = {}
        self.texts = {i: plan.lettering(i) for i in plan.kin.members}

    def tie(self, bond: Bond) -> Tie:
        members = self.plan.kin.members
        one, other = members[bond.one], members[bond.other]
        obstacles = self._obstacles({one.id, other.id})
        points = route(self._ports(one), self._ports(other), obstacles, self.drawn)
        for end in (points[0], points[-1]):
            self.used[end] = self.used.get(end, 0) + 1
        return Tie(bond, Line("bond", points, frozenset((one.id, other.id)), bond.quality.value))

    def between(self, one: int, other: int, style: str) -> Line:
        """A union of two people who stand in different rows."""
        members = self.plan.kin.members
        ports, obstacles = (
            (self._ports(members[one]), self._ports(members[other])),
            self._obstacles({one, other}),
        )
        points = route(*ports, obstacles, self.drawn)
        return Line("union", points, frozenset((one, other)), style)

    def down(self, start: Point, child: Child, people: frozenset[int], style: str) -> Line:
        """A line of descent to somebody who does not stand in the row right below."""
        x, y = self.plan.x[child.child], self.plan.y[child.child]
        points = route([(start, 0.0)], [((x, y - HALF), 0.0)], self._obstacles({child.child}), self.drawn)
        return Line("descent", points, people, style)

    def _obstacles(self, own: set[int]) -> list[Box]:
        plan = self.plan
        others = [i for i in plan.kin.members if i not in own]
        boxes = [plan.symbol(i).grown(SYMBOL_CLEAR) for i in others]
        boxes += [self.texts[i].grown(TEXT_CLEAR) for i in others if plan.cells[i].texts]
        boxes += [self.texts[i].grown(OWN_TEXT) for i in own if plan.cells[i].texts]
        return boxes + [box for i in own for box in _core(plan.kin.members[i], (plan.x[i], plan.y[i]))]

    def _ports(self, member: Member) -> list[Port]:
        x, y = self.plan.x[member.id], self.plan.y[member.id]
        ports = [((x + dx, y + dy), BELOW if dy > 0 else 0.0) for dx, dy in _edge(member)]
        return [(point, cost + AGAIN * self.used.get(point, 0)) for point, cost in ports]


def _edge(member: Member) -> list[Point]:
    """Places on the edge of a symbol where neither a union nor a descent is tied."""
    if member.is_expected:
        return [(-HALF / 2, 0.0), (HALF / 2, 0.0), (-HALF * 0.8, HALF * 0.6), (HALF * 0.8, HALF * 0.6)]
    far = {Sex.MALE: HALF, Sex.FEMALE: sqrt(HALF**2 - OFF**2)}.get(member.sex, HALF - OFF)
    edge = [(a * far, b * OFF) for a in (-1, 1) for b in (-1, 1)]
    return edge + [(a * OFF, b * far) for a in (-1, 1) for b in (-1, 1)]


def _core(member: Member, middle: Point) -> list[Box]:
    """The inside of a symbol in boxes, so that its own lines come to its edge from outside."""
    x, y = middle
    return [Box(x - wide, y - high, x + wide, y + high) for wide, high in _halves(member)]


def _halves(member: Member) -> list[tuple[float, float]]:
    if member.is_expected:
        return [(4.0, 4.0)]
    if member.sex is Sex.MALE:
        return [(HALF - 0.5, HALF - 0.5)]
    if member.sex is Sex.FEMALE:
        steps = [(21.5, 4.0), (18.0, OFF - 0.5)]
    else:
        steps = [(20.0, 1.0), (14.5, 6.0), (HALF - OFF - 0.5, HALF - OFF - 0.5)]
    return steps + [(high, wide) for wide, high in steps]


def ends_with_arrow(bond: Bond) -> bool:
    return bond.is_directed or bond.quality is Quality.CARE
