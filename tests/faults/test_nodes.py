"""Two web nodes on one database: a sign-in is good on both, and one may be lost while the other goes on."""

import time
from pathlib import Path

from tests.faults.attempts import at_work, wait_until_all_store
from tests.faults.load import KINDS, writers
from tests.faults.nodes import lose, two_nodes
from tests.faults.place import Place, opened
from tests.faults.told import lost_and_half, remains


def test_a_node_is_lost_and_everybody_goes_on_at_the_other(place: Place, tmp_path: Path) -> None:
    with two_nodes(place, opened(tmp_path)) as nodes, writers(place, *nodes.ports) as people:
        first, second = nodes.ports
        for one in people:
            for one.browser.port in (second, first):
                assert one.browser.get("/cases/").status_code == 200, "one sign-in is good on both"
        for number, one in enumerate(people):
            one.browser.port = nodes.ports[number % 2]
        with at_work(people):
            wait_until_all_store(people, 0.0)
            lose(nodes.served[1])
            lost_at = time.monotonic()
            for one in people:
                one.browser.port = first
            wait_until_all_store(people, lost_at)
        attempts = [attempt for one in people for attempt in one.attempts]
        assert {attempt.kind for attempt in attempts if attempt.is_acknowledged} == set(KINDS)
        assert not [attempt for attempt in attempts if "戸口" in attempt.answer], (
            "nobody had to sign in again"
        )
        assert lost_and_half(place, attempts) == ([], [])
        assert not any(remains(place).values())
    assert place.kasane("audit", "verify").returncode == 0
