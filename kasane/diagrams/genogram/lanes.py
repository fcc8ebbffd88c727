"""At which height the lines down to children run between two rows, so that they cross as little as they can."""

from dataclasses import dataclass
from itertools import combinations

NEAR = 6.0


@dataclass(frozen=True)
class Run:
    """One horizontal line: it hangs from `source` and `drops` hang from it."""

    source: float
    drops: tuple[float, ...]

    @property
    def left(self) -> float:
        return min(self.source, *self.drops) if self.drops else self.source

    @property
    def right(self) -> float:
        return max(self.source, *self.drops) if self.drops else self.source

    def meets(self, other: "Run") -> bool:
        return self.left < other.right + NEAR and other.left < self.right + NEAR

    def spans(self, x: float) -> bool:
        return self.left - 1 < x < self.right + 1 and self.left != self.right


def crossings(upper: Run, lower: Run) -> int:
    """How often two runs cross when one lies above the other."""
    return sum(lower.spans(drop) for drop in upper.drops) + upper.spans(lower.source)


def lanes(runs: list[Run]) -> list[int]:
    """The lane of each run, 0 uppermost; runs that meet never share one."""
    count = len(runs)
    above: list[set[int]] = [set() for _ in runs]
    for i in range(count):
        for j in range(i + 1, count):
            if runs[i].meets(runs[j]):
                first, second = crossings(runs[i], runs[j]), crossings(runs[j], runs[i])
                upper, lower = (i, j) if first <= second else (j, i)
                above[lower].add(upper)
    found: dict[int, int] = {}
    left = list(range(count))
    while left:
        at = min(left, key=lambda i: (len(above[i].intersection(left)), runs[i].left, i))
        taken = {found[i] for i in found if runs[i].meets(runs[at])}
        low = max((found[i] + 1 for i in above[at] if i in found), default=0)
        found[at] = next(lane for lane in range(low, low + count + 1) if lane not in taken)
        left.remove(at)
    return [found[i] for i in range(count)]


def least_crossings(runs: list[Run]) -> int:
    """How often runs between two rows must cross, whichever of each two lies above."""
    return sum(
        min(crossings(one, other), crossings(other, one))
        for one, other in combinations(runs, 2)
        if one.meets(other)
    )
