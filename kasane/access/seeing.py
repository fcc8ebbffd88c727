"""What a transaction has read of case content, gathered as it is read, so that no page can forget to tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Seen:
    """Records by kind, and the compartments whose keys may have opened them; ids only."""

    records: dict[str, list[int]] = field(default_factory=dict)
    compartments: set[int] = field(default_factory=set)
    cases: set[int] = field(default_factory=set)

    def add(self, kind: str, number: int, case: int | None, compartments: tuple[int, ...]) -> None:
        self.records.setdefault(kind, []).append(number)
        self.compartments.update(compartments)
        if case is not None:
            self.cases.add(case)

    def __bool__(self) -> bool:
        return bool(self.records)


_current: ContextVar[Seen | None] = ContextVar("seen", default=None)


@contextmanager
def gathering() -> Iterator[Seen]:
    """Gather everything that is read inside."""
    seen = Seen()
    token = _current.set(seen)
    try:
        yield seen
    finally:
        _current.reset(token)


def saw(kind: str, number: int, case: int | None, compartments: tuple[int, ...]) -> None:
    seen = _current.get()
    if seen is not None:
        seen.add(kind, number, case, compartments)
