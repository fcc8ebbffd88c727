"""Blind matching measured on the generated city with labelled second registrations; prints its bars.

Run as the owner's own process: what is compared is read by no other role.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import connection, transaction

from bench.bars import Bar, told
from bench.city import PERSON, SEED
from bench.match_keys import COLUMNS, rows
from bench.mistakes import KIND_WORDS, KINDS, labelled, second_registration
from bench.residents import UNKNOWN_EVERY, Registered, registered, unknown
from kasane.access.actor import TOKYO
from kasane.directory.queries import municipality

REGISTRATIONS, OF_EACH_KIND, NOBODY = 2_000, 200, -1
INSERT = f"insert into people_matchkey ({COLUMNS.replace(' ', ', ')}) values ({', '.join(['%s'] * len(COLUMNS.split()))})"


@dataclass(frozen=True)
class Registry:
    """Where and when registrations are made."""

    today: date
    city: str


@dataclass
class Tally:
    """What the city answered to a run of registrations: milliseconds, and who was found."""

    times: list[float] = field(default_factory=list)
    asked: int = 0
    found: int = 0
    wrong: int = 0
    with_wrong: int = 0


def ask(one: Registered, person: int, at: Registry, tally: Tally) -> bool:
    """Register somebody, ask who is likely the same, and take the registration back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(INSERT, rows(one, NOBODY, NOBODY, at.today, at.city))
        began = time.perf_counter()
        cursor.execute("select distinct person_id from likely_same(%s)", [NOBODY])
        likely = {number for (number,) in cursor.fetchall()}
        tally.times.append((time.perf_counter() - began) * 1000)
        transaction.set_rollback(True)
    tally.asked += 1
    tally.found += person in likely
    tally.wrong += len(likely - {person})
    tally.with_wrong += bool(likely - {person})
    return person in likely


def sample(count: int) -> list[tuple[int, Registered]]:
    """People of the city in mixed order, each with their number."""
    people = dict(enumerate(registered(count, SEED)))
    mixed = list(people)
    random.Random(SEED).shuffle(mixed)
    return [(number, people[number]) for number in mixed]


def measured(count: int) -> list[Bar]:
    """All figures of blind matching in a city of so many people."""
    chance, people = random.Random(SEED), sample(count)
    registry = Registry(datetime.now(TOKYO).date(), municipality().name)
    again, strangers, kinds = Tally(), Tally(), dict[str, float]()
    for number, one in people[:REGISTRATIONS]:
        ask(labelled(one, chance)[1], PERSON + number, registry, again)
    for one in islice(unknown(count, SEED), min(REGISTRATIONS, count // UNKNOWN_EVERY)):
        ask(one, NOBODY, registry, strangers)
    for kind in KINDS:
        tally = Tally()
        for number, other in with_mistake(kind, people, chance):
            ask(other, PERSON + number, registry, tally)
        kinds[kind] = tally.found / tally.asked
    times = again.times + strangers.times
    precision = again.found / max(again.found + again.wrong + strangers.wrong, 1)
    hints = 1000 * strangers.with_wrong / strangers.asked
    return [
        Bar("名寄せの照合 p50", statistics.median(times), "ms"),
        Bar("名寄せの照合 p95", statistics.quantiles(times, n=20)[18], "ms", most=20),
        Bar("名寄せの再現率", again.found / again.asked, "", least=0.98),
        Bar("名寄せの適合率", precision, "", least=0.9),
        Bar("名寄せの誤った知らせ", hints, "件/千件", most=20),
        *(
            Bar(f"再現率：{KIND_WORDS[kind]}", share, "")
            for kind, share in sorted(kinds.items(), key=lambda one: one[1])
        ),
    ]


def with_mistake(
    kind: str, people: Iterable[tuple[int, Registered]], chance: random.Random
) -> Iterator[tuple[int, Registered]]:
    """Second registrations with this one mistake."""
    made = 0
    for number, one in people:
        other = second_registration(one, (kind,), chance)
        if other is not None:
            made += 1
            yield number, other
        if made == OF_EACH_KIND:
            return


def main() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_person")
        (count,) = cursor.fetchone() or (0,)
    print(told(measured(count)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
