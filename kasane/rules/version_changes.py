"""Two versions of a plan side by side: what was added, taken out, changed or left as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return {"same": "同じ", "changed": "変わった", "added": "加わった", "removed": "なくなった"}[
            self.value
        ]


@dataclass(frozen=True)
class Worded:
    """One thing a version says; `of` is the thing of the former version it goes on from (0: none)."""

    id: int
    of: int
    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    label: str
    old: str
    new: str
    kind: ChangeKind


def compared(old: Sequence[Worded], new: Sequence[Worded]) -> tuple[Difference, ...]:
    """Every thing of either version once: the new one's order, then what was taken out."""
    former = {one.id: one for one in old}
    kept = {one.of for one in new}
    pairs = [(former.get(one.of), one) for one in new]
    gone = [(one, None) for one in old if one.id not in kept]
    return tuple(_difference(before, after) for before, after in [*pairs, *gone])


def _difference(before: Worded | None, after: Worded | None) -> Difference:
    told = after or before
    label = told.label if told else ""
    old, new = before.text if before else "", after.text if after else ""
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
    else:
        kind = ChangeKind.SAME if old == new else ChangeKind.CHANGED
    return Difference(label, old, new, kind)
