"""Which of several desks' records of the same thing is shown: one's own before what was laid open."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from kasane.people.models.lasting import Struck

S = TypeVar("S", bound=Struck)


def settled(rows: Iterable[S], key: Callable[[S], Hashable]) -> list[S]:
    """Of every key the rows of one room only, in the order they were written, without what was struck out."""
    rooms: dict[Hashable, dict[int, list[S]]] = {}
    for row in rows:
        if row.struck_at is None:
            rooms.setdefault(key(row), {}).setdefault(row.home_id, []).append(row)
    chosen = [row for by_room in rooms.values() for row in min(by_room.values(), key=_rank)]
    return sorted(chosen, key=lambda row: row.written_at)


def _rank(rows: list[S]) -> tuple[bool, float]:
    newest = max(row.written_at for row in rows)
    return (all(row.is_laid_open for row in rows), -newest.timestamp())
