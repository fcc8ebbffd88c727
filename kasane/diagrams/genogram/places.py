"""Where along its row everybody stands: children under their parents, parents over their children, no one too near."""

from itertools import pairwise

from kasane.diagrams.genogram.cells import HALF, Cell
from kasane.diagrams.genogram.chains import Chain
from kasane.diagrams.genogram.kin import Kin, Sibship
from kasane.diagrams.genogram.order import Rows

APART, COUPLE, CLEAR = 24.0, 100.0, 5.0
SWEEPS, MOST_STRETCH, LANE_SLACK = 8, 260.0, 6.0


class Places:
    """Chains are moved as one; `x` is the middle of each person."""

    def __init__(self, kin: Kin, rows: Rows, cells: dict[int, Cell]) -> None:
        self.kin, self.cells = kin, cells
        self.rows = [rows[row] for row in sorted(rows)]
        self.at: dict[Chain, float] = {}
        members = {m for row in self.rows for chain in row for m in chain}
        self.chain_of = {m: chain for row in self.rows for chain in row for m in chain}
        self.below: dict[Chain, list[Sibship]] = {chain: [] for row in self.rows for chain in row}
        self.above: dict[Chain, list[tuple[int, Sibship]]] = {chain: [] for row in self.rows for chain in row}
        for sibship in kin.sibships:
            if sibship.parents[0] in members:
                self.below[self.chain_of[sibship.parents[0]]].append(sibship)
                for child in sibship.children:
                    self.above[self.chain_of[child.child]].append((child.child, sibship))
        self.offsets = {chain: self._offsets(chain) for row in self.rows for chain in row}
        self.gaps = [[self._gap(a, b) for a, b in pairwise(row)] for row in self.rows]

    def _offsets(self, chain: Chain) -> dict[int, float]:
        """Where each one of a chain stands from its first, wider where children of two unions need room."""
        steps = [self._step(a, b) for a, b in pairwise(chain)]
        wide = [(self._gap_of(s, chain), self._width(s)) for s in self.below[chain]]
        wide.sort()
        for (one, first), (other, second) in pairwise(wide):
            if one != other and steps:
                now = sum(steps[int(one) + 1 : int(other)]) + (steps[int(one)] + steps[int(other)]) / 2
                missing = min((first + second) / 2 + APART - now, MOST_STRETCH)
                if missing > 0:
                    steps[int(one)] += missing / 2
                    steps[int(other)] += missing / 2
        offsets, x = {chain[0]: 0.0}, 0.0
        for member, step in zip(chain[1:], steps, strict=True):
            x += step
            offsets[member] = x
        return offsets

    def _step(self, one: int, other: int) -> float:
        return max(COUPLE, self.cells[one].half + self.cells[other].half + APART)

    def _gap_of(self, sibship: Sibship, chain: Chain) -> int:
        """The space between two of a chain in which a sibship's line goes down."""
        places = sorted(chain.index(p) for p in sibship.parents if p in chain)
        outer = (
            places[-1] - 1 if len(places) > 1 and places[-1] - places[0] > 1 and places[-1] > 1 else places[0]
        )
        return max(0, min(outer, len(chain) - 2))

    def _width(self, sibship: Sibship) -> float:
        chains = {self.chain_of[c.child] for c in sibship.children if c.child in self.chain_of}
        return sum(sum(2 * self.cells[m].half + APART for m in chain) for chain in chains) - APART

    def _gap(self, left: Chain, right: Chain) -> float:
        return self.offsets[left][left[-1]] + self.cells[left[-1]].half + self.cells[right[0]].half + APART

    def x(self, member: int) -> float:
        chain = self.chain_of[member]
        return self.at[chain] + self.offsets[chain][member]

    def source(self, sibship: Sibship) -> float:
        """Where the line down to the children begins: clear of everybody's text."""
        low, high = self.slack(sibship)
        if len(sibship.parents) == 2 and high - low > LANE_SLACK:
            middle = sum(self.x(p) for p in sibship.parents) / 2
            return min(max(middle, low), high)
        return (low + high) / 2

    def slack(self, sibship: Sibship) -> tuple[float, float]:
        """From where to where that line could be moved."""
        chain = self.chain_of[sibship.parents[0]]
        both = sorted(chain.index(p) for p in sibship.parents if p in chain)
        if len(both) == 2 and both[1] - both[0] == 1:
            return self._edge(chain[both[0]], 1), self._edge(chain[both[1]], -1)
        outer, side = both[0], self._free_side(chain, both[0])
        if len(both) == 2:
            hub = max(both, key=lambda at: len([s for s in self.below[chain] if chain[at] in s.parents]))
            outer = both[0] if hub == both[1] else both[1]
            side = 1 if outer < hub else -1
        first = self._edge(chain[outer], side)
        return min(first, first + side * LANE_SLACK), max(first, first + side * LANE_SLACK)

    def _edge(self, member: int, side: int) -> float:
        """The first place beside somebody's symbol and text."""
        return self.x(member) + side * (max(HALF, self.cells[member].text_half) + CLEAR)

    def _free_side(self, chain: Chain, at: int) -> int:
        """1 for right, -1 for left: where somebody's line to children they have alone goes down."""
        return -1 if at == 0 and len(chain) > 1 else 1

    def settle(self) -> dict[int, float]:
        for row, gaps in zip(self.rows, self.gaps, strict=True):
            x = 0.0
            for chain, gap in zip(row, [*gaps, 0.0], strict=True):
                self.at[chain] = x
                x += gap
        for _ in range(SWEEPS):
            for at in range(1, len(self.rows)):
                self._move(at, {chain: self._under(chain, at) for chain in self.rows[at]})
            for at in range(len(self.rows) - 2, -1, -1):
                self._move(at, {chain: self._over(chain) for chain in self.rows[at]})
        return {member: self.x(member) for member in self.chain_of}

    def _under(self, chain: Chain, at: int) -> float | None:
        """Where a chain would stand if its sibships stood close together under their parents."""
        wishes = []
        for member, sibship in self.above[chain]:
            compact = self._compact(sibship, at)
            if member in compact:
                middle = (min(compact.values()) + max(compact.values())) / 2
                wishes.append(self.source(sibship) + compact[member] - middle - self.offsets[chain][member])
        return sum(wishes) / len(wishes) if wishes else None

    def _compact(self, sibship: Sibship, at: int) -> dict[int, float]:
        """The children of a sibship as they stand with nothing but the least distance between them."""
        wanted = {c.child for c in sibship.children}
        found, x = {}, 0.0
        for chain, gap in zip(self.rows[at], [*self.gaps[at], 0.0], strict=True):
            for member in wanted.intersection(chain):
                found[member] = x + self.offsets[chain][member]
            x += gap
        return found

    def _over(self, chain: Chain) -> float | None:
        wishes = []
        for sibship in self.below[chain]:
            xs = [self.x(c.child) for c in sibship.children if c.child in self.chain_of]
            wishes.append(self.at[chain] + (min(xs) + max(xs)) / 2 - self.source(sibship))
        return sum(wishes) / len(wishes) if wishes else None

    def _move(self, at: int, wishes: dict[Chain, float | None]) -> None:
        row, gaps = self.rows[at], self.gaps[at]
        targets = []
        for chain in row:
            wish = wishes[chain]
            targets.append((self.at[chain], 0.02) if wish is None else (wish, 1.0))
        self.at.update(zip(row, nearest(targets, gaps), strict=True))


def nearest(targets: list[tuple[float, float]], gaps: list[float]) -> list[float]:
    """The places nearest to the targets (place, weight) by least squares that keep order and gaps."""
    blocks: list[list[float]] = []  # weighted sum, weight, count
    shift, shifts = 0.0, []
    for (target, weight), gap in zip(targets, [0.0, *gaps], strict=True):
        shift += gap
        shifts.append(shift)
        blocks.append([(target - shift) * weight, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    flat = [total / weight for total, weight, count in blocks for _ in range(int(count))]
    return [place + shift for place, shift in zip(flat, shifts, strict=True)]
