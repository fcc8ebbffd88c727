"""State as a table: what may follow what, drawn and proved complete from the same rows."""

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

S = TypeVar("S", bound=Enum)
M = TypeVar("M", bound=Enum)


@dataclass(frozen=True)
class StateTable(Generic[S, M]):
    """Rows of (state, move, next state), from the state in which everything begins."""

    first: S
    rows: tuple[tuple[S, M, S], ...]

    def next_state(self, state: S, move: M) -> S | None:
        """Where a move leads; None when it cannot be made in that state."""
        return next((after for before, made, after in self.rows if (before, made) == (state, move)), None)

    def moves_from(self, state: S) -> tuple[M, ...]:
        return tuple(move for before, move, _ in self.rows if before is state)

    def gaps(self) -> tuple[str, ...]:
        """States nothing leads to, moves nothing uses, and rows that contradict one another."""
        reached = {self.first} | {after for _, _, after in self.rows}
        used = {move for _, move, _ in self.rows}
        move_kind = type(self.rows[0][1])
        unreached = [f"{s.value}: 届かない状態" for s in type(self.first) if s not in reached]
        unused = [f"{m.value}: 使われない動き" for m in move_kind if m not in used]
        twice = len({(b, m) for b, m, _ in self.rows}) != len(self.rows)
        return (*unreached, *unused, *(["同じ状態と動きの行が二つある"] if twice else []))

    def mermaid(self) -> str:
        """The diagram of the table."""
        lines = [f"    {before.value} --> {after.value}: {move.value}" for before, move, after in self.rows]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.first.value}", *lines]) + "\n"
