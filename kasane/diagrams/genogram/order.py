"""Who stands left of whom: built outwards from the centre so that lines of descent need not cross."""

from dataclasses import dataclass, field

from kasane.diagrams.genogram.chains import Chain
from kasane.diagrams.genogram.kin import Kin, Sibship

Rows = dict[int, list[Chain]]


def joined(*parts: Rows) -> Rows:
    """The parts from left to right, row by row."""
    rows: Rows = {}
    for part in parts:
        for row, chains in part.items():
            rows.setdefault(row, []).extend(chains)
    return rows


@dataclass(frozen=True)
class Piece:
    """A part of the picture: what must stay to its left, the part itself, and what must stay to its right."""

    left: Rows = field(default_factory=dict)
    middle: Rows = field(default_factory=dict)
    right: Rows = field(default_factory=dict)

    @property
    def whole(self) -> Rows:
        return joined(self.left, self.middle, self.right)


class Order:
    """One walk over a connected family; everybody is placed once.

    With `is_far` relatives who cannot stand beside their own go beyond everybody on the other side.
    """

    def __init__(self, kin: Kin, rows: dict[int, int], chain_of: dict[int, Chain], *, is_far: bool) -> None:
        self.rows, self.chain_of, self.is_far = rows, dict(chain_of), is_far
        self.above: dict[int, list[Sibship]] = {id_: [] for id_ in kin.members}
        self.below: dict[int, list[Sibship]] = {id_: [] for id_ in kin.members}
        for sibship in kin.sibships:
            for child in sibship.children:
                self.above[child.child].append(sibship)
            self.below[sibship.parents[0]].append(sibship)
        self.seen: set[frozenset[int]] = set()

    def of(self, start: int) -> Rows:
        return self._from(self.chain_of[start]).whole

    def _take(self, id_: int) -> Chain | None:
        """The chain of somebody, unless it has been placed."""
        chain = self.chain_of[id_]
        if frozenset(chain) in self.seen:
            return None
        self.seen.add(frozenset(chain))
        return chain

    def _from(self, chain: Chain) -> Piece:
        self.seen.add(frozenset(chain))
        below = self._children(chain, None)
        ups = self._ups(chain, None)
        parts = [
            self._parents(sibship, member, _lean(at, len(ups))) for at, (member, sibship) in enumerate(ups)
        ]
        row: Rows = {self.rows[chain[0]]: [chain]}
        return Piece(
            joined(*(p.left for p in reversed(parts)), below.left),
            joined(*(p.middle for p in parts), row, below.middle),
            joined(below.right, *(p.right for p in reversed(parts))),
        )

    def _ups(self, chain: Chain, came: Sibship | None) -> list[tuple[int, Sibship]]:
        return [(m, s) for m in chain for s in self.above[m] if s is not came]

    def _sibships(self, chain: Chain) -> list[Sibship]:
        """The sibships below a chain, from left to right."""
        found = [s for m in chain for s in self.below[m]]
        place = {id_: at for at, id_ in enumerate(chain)}
        return sorted(found, key=lambda s: sum(place.get(p, 0) for p in s.parents) / len(s.parents))

    def _children(self, chain: Chain, without: Sibship | None) -> Piece:
        """Everybody below a chain, eldest first."""
        entries = [(s, c.child) for s in self._sibships(chain) if s is not without for c in s.children]
        left: Rows = {}
        middle: Rows = {}
        right: Rows = {}
        for at, (sibship, child) in enumerate(entries):
            piece = self._child(sibship, child, is_first=at * 2 < len(entries) - 1)
            left = joined(piece.left, left)
            middle = joined(middle, piece.middle)
            right = joined(right, piece.right)
        return Piece(left, middle, right)

    def _child(self, came: Sibship, child: int, *, is_first: bool) -> Piece:
        """A child with partners and all theirs; partners' parents stand outside."""
        chain = self._take(child)
        if chain is None:
            return Piece()
        ups = self._ups(chain, came)
        outside = chain.index(child)
        if ups and len(chain) == 2 and (chain[0] != child) != is_first and any(m != child for m, _ in ups):
            chain = self._turned(chain)
            outside = chain.index(child)
        below = self._children(chain, None)
        befores: list[Rows] = []
        afters: list[Rows] = []
        for member, sibship in ups:
            is_before = chain.index(member) < outside or (member == child and is_first)
            piece = self._parents(sibship, member, -1 if is_before else 1)
            (befores if is_before else afters).append(piece.whole)
        middle = joined({self.rows[child]: [chain]}, below.middle)
        return Piece(joined(*befores, below.left), middle, joined(below.right, *afters))

    def _turned(self, chain: Chain) -> Chain:
        turned = chain[::-1]
        self.chain_of.update(dict.fromkeys(turned, turned))
        return turned

    def _parents(self, came: Sibship, member: int, lean: int) -> Piece:
        """The parents of somebody already placed, with brothers, sisters and everybody behind them.

        `lean` -1 keeps all below them to the left of the placed one, 1 to the right, 0 by birth.
        """
        chain = self._take(came.parents[0])
        if chain is None:
            return Piece()
        before, after = self._around(chain, came, member, lean)
        ups = self._ups(chain, None)
        parts = [self._parents(s, m, _lean(at, len(ups)) or lean) for at, (m, s) in enumerate(ups)]
        row = self.rows[chain[0]]
        left = joined(*(p.left for p in parts), before)
        right = joined(after, *(p.right for p in reversed(parts)))
        if lean < 0 and not self.is_far and any(r > row for r in right):
            left, right = joined(right, left), {}
        if lean > 0 and not self.is_far and any(r > row for r in left):
            left, right = {}, joined(right, left)
        return Piece(left, joined(*(p.middle for p in parts), {row: [chain]}), right)

    def _around(self, chain: Chain, came: Sibship, member: int, lean: int) -> tuple[Rows, Rows]:
        """The other children of a chain, left and right of the one from whom it was reached."""
        entries = [(s, c.child) for s in self._sibships(chain) for c in s.children]
        at = next(i for i, (s, c) in enumerate(entries) if s is came and c == member)
        split = len(entries) if lean < 0 else 0 if lean > 0 else at
        sides: tuple[list[Rows], list[Rows]] = ([], [])
        for i, (sibship, child) in enumerate(entries):
            if i != at:
                is_left = i < split
                sides[not is_left].append(self._child(sibship, child, is_first=is_left).whole)
        return joined(*sides[0]), joined(*sides[1])


def _lean(at: int, count: int) -> int:
    """Of several pairs of parents above a chain the first lean left, the last right."""
    if count < 2:
        return 0
    return -1 if at * 2 < count else 1
