"""Kills at random moments while four people write, and what became of everything they were told is stored."""

import random
import time
from dataclasses import dataclass, field

from tests.faults.attempts import Attempt, Writer, at_work, wait_until_all_store
from tests.faults.load import writers
from tests.faults.place import Place, Served
from tests.faults.told import lost_and_half, remains
from tests.faults.victims import VICTIMS, drawn, kill

# Nobody waits longer than this to be able to write again.
PATIENCE = 60


@dataclass(frozen=True)
class Kill:
    """One death: whose, when, and how many seconds until everybody had stored something again."""

    victim: str
    at: float
    recovered: float


@dataclass
class Outcome:
    """A whole campaign; attempts and kills by the same clock."""

    seed: int
    kills: list[Kill] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    lost: list[Attempt] = field(default_factory=list)
    half: list[Attempt] = field(default_factory=list)
    remains: dict[str, int] = field(default_factory=dict)
    is_chain_whole: bool = False

    def victim_of(self, attempt: Attempt) -> str:
        """The death during an attempt, else the first after it: the one that would have taken it along."""
        return next((kill.victim for kill in self.kills if kill.at >= attempt.began), self.kills[-1].victim)


def run(place: Place, *, kills: int, seed: int) -> Outcome:
    """So many kills under load, drawn by the seed; the installation is stopped afterwards."""
    outcome, chance = Outcome(seed), random.Random(seed)
    with place.served() as served, writers(place, served.port) as people:
        with at_work(people, patience=PATIENCE):
            for victim, pause in drawn(kills, chance):
                time.sleep(pause)
                outcome.kills.append(_killed(victim, served, people, chance))
        for one in people:
            outcome.attempts += one.attempts
        outcome.lost, outcome.half = lost_and_half(place, outcome.attempts)
        outcome.remains = remains(place)
    outcome.is_chain_whole = place.kasane("audit", "verify").returncode == 0
    return outcome


def _killed(victim: str, served: Served, people: list[Writer], chance: random.Random) -> Kill:
    """Killed; the next of its kind was born; since then everybody has stored something."""
    at = time.monotonic()
    while not (dead := kill(victim, served, chance)):
        # Between a death and the next birth there is nobody to kill.
        assert time.monotonic() - at < PATIENCE, f"{victim}: nobody of that kind came back"
        time.sleep(0.02)
    at = time.monotonic()
    while not set(VICTIMS[victim](served)) - dead:
        assert time.monotonic() - at < PATIENCE, f"{victim}: nobody took its place"
        time.sleep(0.01)
    born = time.monotonic()
    wait_until_all_store(people, born, patience=PATIENCE)
    return Kill(victim, at, time.monotonic() - at)
