"""Which row each person stands in: couples and children of the same parents side by side, parents one row above."""

from kasane.diagrams.genogram.kin import Kin, Pair


class Levels:
    """People grouped by row, and what stands above what."""

    def __init__(self, kin: Kin) -> None:
        self.group = {id_: id_ for id_ in kin.members}
        self.below: dict[int, set[int]] = {id_: set() for id_ in kin.members}
        for sibship in kin.sibships:
            for parent in sibship.parents:
                self.below[parent] |= {c.child for c in sibship.children}

    def join(self, one: int, other: int) -> bool:
        """Put two people in one row, unless one of them must stand above the other."""
        first, second = self.group[one], self.group[other]
        if first == second:
            return True
        if self._is_above(first, second) or self._is_above(second, first):
            return False
        for id_, group in self.group.items():
            if group == second:
                self.group[id_] = first
        self.below[first] |= self.below.pop(second)
        return True

    def _is_above(self, upper: int, lower: int) -> bool:
        seen, waiting = {upper}, [upper]
        while waiting:
            for below in self.below[waiting.pop()]:
                group = self.group[below]
                if group == lower:
                    return True
                if group not in seen:
                    seen.add(group)
                    waiting.append(group)
        return False

    def rows(self) -> dict[int, int]:
        """Each group's row, parents as low as their children let them."""
        below = {g: {self.group[b] for b in lower} for g, lower in self.below.items()}
        height: dict[int, int] = {}

        def high(group: int) -> int:
            if group not in height:
                height[group] = max((high(b) + 1 for b in below[group]), default=0)
            return height[group]

        depth: dict[int, int] = {}
        for group in sorted(below, key=high, reverse=True):
            depth.setdefault(group, 0)
            for lower in below[group]:
                depth[lower] = max(depth.get(lower, 0), depth[group] + 1)
        for group in sorted(below, key=high):
            if below[group]:
                depth[group] = min(depth[lower] for lower in below[group]) - 1
        return {id_: depth[group] for id_, group in self.group.items()}


def generations(kin: Kin) -> tuple[dict[int, int], tuple[Pair, ...]]:
    """The row of everybody (0 is the eldest) and the pairs that could not be put into one row."""
    levels = Levels(kin)
    apart = tuple(pair for pair in kin.pairs if not levels.join(pair.one, pair.other))
    for parent in kin.members:
        children = [c.child for s in kin.sibships if parent in s.parents for c in s.children]
        for child in children[1:]:
            levels.join(children[0], child)
    rows = _side_by_side(kin, levels.rows())
    top = min(rows.values(), default=0)
    return {id_: row - top for id_, row in rows.items()}, apart


def families(kin: Kin) -> list[list[int]]:
    """People connected by union or descent, the centre's family first, then in the order they were given."""
    group = {id_: id_ for id_ in kin.members}
    ties = [(p.one, p.other) for p in kin.pairs]
    ties += [(p, c.child) for s in kin.sibships for p in s.parents for c in s.children]
    for one, other in ties:
        kept, gone = group[one], group[other]
        if kept != gone:
            group = {id_: kept if g == gone else g for id_, g in group.items()}
    found: dict[int, list[int]] = {}
    for id_ in kin.members:
        found.setdefault(group[id_], []).append(id_)
    return sorted(
        found.values(), key=lambda ids: (not any(kin.members[i].is_centre for i in ids), len(ids) == 1)
    )


def _side_by_side(kin: Kin, rows: dict[int, int]) -> dict[int, int]:
    """Families that are not tied to the first are moved to the row where people of their age stand."""
    parts = families(kin)
    if not parts:
        return rows
    first = {id_: rows[id_] for id_ in parts[0]}
    middle = next((rows[i] for i in parts[0] if kin.members[i].is_centre), min(first.values()))
    moved = dict(first)
    for part in parts[1:]:
        by = _shift(kin, first, {i: rows[i] for i in part}, middle)
        moved |= {i: rows[i] + by for i in part}
    return moved


def _shift(kin: Kin, first: dict[int, int], part: dict[int, int], middle: int) -> int:
    """By how many rows a part moves so that ages agree; without ages its first person stands beside the centre."""
    ages = {id_: member.age for id_, member in kin.members.items() if member.age is not None}
    known = {
        row: [ages[i] for i, r in first.items() if r == row and i in ages]
        for row in sorted(set(first.values()))
    }
    means = {row: sum(found) / len(found) for row, found in known.items() if found}
    theirs = [(row, ages[i]) for i, row in part.items() if i in ages]
    if not means or not theirs:
        return middle - part[min(part)]
    steps = range(min(means) - max(part.values()), max(means) - min(part.values()) + 1)

    def misfit(by: int) -> float:
        return sum(abs(_near(means, row + by) - age) for row, age in theirs)

    return min(steps, key=misfit)


def _near(means: dict[int, float], row: int) -> float:
    """The mean age of a row, reckoned at 28 years a generation where nobody's age is known."""
    if row in means:
        return means[row]
    nearest = min(means, key=lambda r: abs(r - row))
    return means[nearest] + 28 * (nearest - row)
