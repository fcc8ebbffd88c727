"""Whom the long test kills, and how a moment is drawn."""

import os
import random
import signal
from collections.abc import Iterator

from tests.faults.place import Served

# What stands in the table → the processes of that kind, as they live now.
VICTIMS = {
    "画面の子（gunicorn worker）": lambda served: served.workers,
    "画面の親（gunicorn master）": lambda served: served.masters,
    "封印する人（keeper）": lambda served: served.keepers,
    "データベースの親（postmaster）": lambda served: served.postmasters,
    "データベースの接続ひとつ": lambda served: served.backends,
    "データベースの裏方ひとつ": lambda served: served.background,
}


def drawn(kills: int, chance: random.Random) -> Iterator[tuple[str, float]]:
    """Every kind as often as the others, in an order and after pauses that the seed alone decides."""
    order = [name for _ in range(kills // len(VICTIMS) + 1) for name in VICTIMS][:kills]
    chance.shuffle(order)
    for name in order:
        yield name, chance.uniform(0.2, 2.0)


def kill(name: str, served: Served, chance: random.Random) -> set[int]:
    """kill -9 of one of them; all that lived then, none where there was nobody to kill."""
    living = VICTIMS[name](served)
    try:
        os.kill(chance.choice(living), signal.SIGKILL)
    except (IndexError, ProcessLookupError):
        return set()
    return set(living)
