"""The database's machine is lost and its replica takes its place: nothing acknowledged is lost, nobody signs in again."""

import time
from pathlib import Path

from tests.faults.attempts import at_work, wait_until_all_store
from tests.faults.load import KINDS, writers
from tests.faults.place import Place, opened
from tests.faults.replicas import replicated
from tests.faults.told import lost_and_half, remains


def test_a_promoted_replica_has_everything_that_was_acknowledged(place: Place, tmp_path: Path) -> None:
    with place.served():
        pass  # so that there is a town
    with replicated(place, opened(tmp_path)) as pair:
        doubled = Place(place.home, database=pair.address)
        with doubled.served() as served, writers(doubled, served.port) as people:
            with at_work(people):
                wait_until_all_store(people, 0.0)
                pair.lose_the_first()
                time.sleep(1)
                pair.promote()
                wait_until_all_store(people, time.monotonic())
            attempts = [attempt for one in people for attempt in one.attempts]
            assert {attempt.kind for attempt in attempts if attempt.is_acknowledged} == set(KINDS)
            assert not [attempt for attempt in attempts if "戸口" in attempt.answer], (
                "nobody had to sign in again"
            )
            assert lost_and_half(doubled, attempts) == ([], [])
            assert not any(remains(doubled).values())
        assert doubled.kasane("audit", "verify").returncode == 0
