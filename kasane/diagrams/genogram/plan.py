"""Where everybody and every line of union and descent stands."""

from dataclasses import dataclass, field, replace

from kasane.diagrams.family import Family
from kasane.diagrams.genogram.cells import HALF, TEXT_BELOW, Cell, cell_of
from kasane.diagrams.genogram.chains import Chain, chains
from kasane.diagrams.genogram.generations import families, generations
from kasane.diagrams.genogram.kin import Kin, Pair, Sibship, kin_of
from kasane.diagrams.genogram.lanes import Run, lanes, least_crossings
from kasane.diagrams.genogram.order import Order, Rows, joined
from kasane.diagrams.genogram.places import Places
from kasane.diagrams.geometry import Box
from kasane.diagrams.lettering import Text, block

MARGIN, BELOW_TEXT, LANE, DROP, ARCH = 24.0, 22.0, 13.0, 26.0, 9.0
FAMILY_APART, STRAIGHTEN = 48.0, 16.0


@dataclass
class Plan:
    """The middles of the symbols, the height of each sibship's line, and the source of its line down."""

    kin: Kin
    cells: dict[int, Cell]
    rows: dict[int, int]
    apart: tuple[Pair, ...]
    chain_of: dict[int, Chain] = field(default_factory=dict)
    x: dict[int, float] = field(default_factory=dict)
    y: dict[int, float] = field(default_factory=dict)
    source: dict[Sibship, float] = field(default_factory=dict)
    height: dict[Sibship, float] = field(default_factory=dict)

    def symbol(self, member: int) -> Box:
        x, y = self.x[member], self.y[member]
        return Box(x - HALF, y - HALF, x + HALF, y + HALF)

    def texts(self, member: int) -> tuple[Text, ...]:
        return block(list(self.cells[member].texts), self.x[member], self.y[member] + HALF + TEXT_BELOW)

    def lettering(self, member: int) -> Box:
        """The room of somebody's text, empty but below the symbol where there is none."""
        half, x, y = self.cells[member].text_half, self.x[member], self.y[member]
        return Box(x - half, y + HALF + min(2.0, half), x + half, y + self.cells[member].below)

    def room(self, member: int) -> Box:
        """Symbol and text together."""
        half, x, y = self.cells[member].half, self.x[member], self.y[member]
        return Box(x - half, y - HALF, x + half, y + self.cells[member].below)

    def top_of_child(self, child: int, sibship: Sibship) -> float:
        """Where a line of descent meets the child; who has two sets of parents is met at two places."""
        return self.x[child] + self.top_shift(child, sibship)

    def top_shift(self, child: int, sibship: Sibship) -> float:
        above = [s for s in self.kin.sibships if any(c.child == child for c in s.children)]
        return (above.index(sibship) - (len(above) - 1) / 2) * 12

    def near_children(self, sibship: Sibship) -> list[int]:
        """The children who stand in the row right below."""
        row = max(self.rows[p] for p in sibship.parents)
        return [c.child for c in sibship.children if self.rows[c.child] == row + 1]


def plan(family: Family) -> Plan:
    kin = kin_of(family)
    rows, apart = generations(kin)
    kin = replace(kin, sibships=tuple(_lowest_first(sibship, rows) for sibship in kin.sibships))
    made = Plan(kin, {id_: cell_of(m) for id_, m in kin.members.items()}, rows, apart)
    made.chain_of = chains(kin, apart)
    for part in families(kin):
        _add(made, part)
    _set_heights(made)
    return made


def _lowest_first(sibship: Sibship, rows: dict[int, int]) -> Sibship:
    """Of parents in different rows the lower one is where the line to the children begins."""
    return replace(sibship, parents=tuple(sorted(sibship.parents, key=lambda p: -rows[p])))


def _add(made: Plan, part: list[int]) -> None:
    """One family beside those already there; a person tied to nobody at the end of their row."""
    orders = (_ordered(made, part, is_far=is_far) for is_far in (False, True))
    rows, made.chain_of = min(orders, key=lambda order: _crossings(made, order[0]))
    places = Places(made.kin, rows, made.cells)
    xs = places.settle()
    reach = made.x if len(part) > 1 else [i for i in made.x if made.rows[i] == made.rows[part[0]]]
    right = max((made.x[i] + made.cells[i].half + FAMILY_APART for i in reach), default=MARGIN)
    by = right - min(x - made.cells[i].half for i, x in xs.items())
    made.x |= {i: x + by for i, x in xs.items()}
    made.source |= {s: _source(made, places, s) + by for s in made.kin.sibships if s.parents[0] in xs}


def _source(made: Plan, places: Places, sibship: Sibship) -> float:
    """Right above an only child, where the parents' names leave room for that."""
    source, (low, high) = places.source(sibship), places.slack(sibship)
    near = made.near_children(sibship)
    if len(near) != 1 or abs(places.x(near[0]) - source) > STRAIGHTEN:
        return source
    return min(max(places.x(near[0]) + made.top_shift(near[0], sibship), low), high)


def _ordered(made: Plan, part: list[int], *, is_far: bool) -> tuple[Rows, dict[int, Chain]]:
    order = Order(made.kin, made.rows, made.chain_of, is_far=is_far)
    start = next((i for i in part if made.kin.members[i].is_centre), part[0])
    rows: Rows = order.of(start)
    for id_ in part:
        if frozenset(order.chain_of[id_]) not in order.seen:
            rows = joined(rows, order.of(id_))
    return rows, order.chain_of


def _crossings(made: Plan, rows: Rows) -> int:
    """How often lines of descent cross when people stand in this order."""
    at = {
        m: place * 20.0 for row in rows.values() for place, m in enumerate(m for chain in row for m in chain)
    }
    runs: dict[int, list[Run]] = {}
    for sibship in made.kin.sibships:
        if sibship.parents[0] in at:
            source = sum(at[p] for p in sibship.parents) / len(sibship.parents)
            run = Run(source, tuple(at[c] for c in made.near_children(sibship)))
            runs.setdefault(made.rows[sibship.parents[0]], []).append(run)
    return sum(least_crossings(row) for row in runs.values())


def _set_heights(made: Plan) -> None:
    """Rows from the eldest down, each as far below as text and lines need."""
    top = MARGIN
    for row in range(max(made.rows.values(), default=-1) + 1):
        here = [i for i, r in made.rows.items() if r == row]
        arches = max((len(made.chain_of[i]) - 2 for i in here), default=0)
        middle = top + max(arches, 0) * ARCH + HALF
        made.y |= dict.fromkeys(here, middle)
        bottom = middle + max((made.cells[i].below for i in here), default=HALF) + BELOW_TEXT
        sibships = [s for s in made.kin.sibships if max(made.rows[p] for p in s.parents) == row]
        runs = [Run(made.source[s], _drops(made, s)) for s in sibships]
        levels = lanes(runs)
        made.height |= {s: bottom + level * LANE for s, level in zip(sibships, levels, strict=True)}
        top = bottom + max(levels, default=0) * LANE + DROP


def _drops(made: Plan, sibship: Sibship) -> tuple[float, ...]:
    return tuple(made.top_of_child(c, sibship) for c in made.near_children(sibship))
