"""The one rule written again from the design's own words, over rows read past every wall.

A record has one home. Whoever holds a key to its home may read it. If it has been laid open, so may whoever
holds the consented keys of every person it concerns. Its class must be within the key. Nothing else opens it. 税情報 and protected addresses show themselves only to who
was asked for their secret again.
"""

from collections import defaultdict
from datetime import datetime

import psycopg


class Oracle:
    """Who may read what at an instant, by looking at every key and every record one after the other."""

    def __init__(self, superuser: psycopg.Connection, at: datetime, *, is_stepped_up: bool) -> None:
        self.superuser = superuser
        self.at = at
        self.hidden = () if is_stepped_up else ("tax", "protected_address")
        self.keys: dict[int, list[tuple[int, list[str], int | None]]] = defaultdict(list)
        for room, desk, staff, classes, case, begins, runs_out, ended in superuser.execute(
            "select compartment_id, desk_id, staff_id, classes, opens_case, valid_from, valid_to, ended_at"
            " from rooms_grant"
        ):
            if (
                begins > at
                or (runs_out is not None and runs_out <= at)
                or (ended is not None and ended <= at)
            ):
                continue
            self.keys[desk if desk is not None else staff].append((room, classes, case))

    def readable(self, table: str, staff: int, desk: int) -> set[int]:
        """The ids of a table of records that somebody may read under one hat."""
        held = self.keys[desk] + self.keys[staff]
        opened: dict[str, set[int]] = defaultdict(set)
        for room, classes, _ in held:
            for information_class in classes:
                opened[information_class].add(room)
        rows = self.superuser.execute(f"select id, home_id, doors, information_class from {table}").fetchall()
        return {
            number
            for number, home, doors, information_class in rows
            if information_class not in self.hidden
            and (
                home in opened[information_class]
                or (len(doors) > 0 and all(door in opened[information_class] for door in doors))
            )
        }

    def cases(self, staff: int, desk: int) -> set[int]:
        return {case for _, _, case in self.keys[desk] + self.keys[staff] if case is not None}
