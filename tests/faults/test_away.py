"""While the database is away or its keys change, the page says so or goes on; nobody has to do anything."""

import os
import signal
import time

import httpx

from kasane.cli.embedded import EmbeddedCluster
from tests.faults.attempts import STORED
from tests.faults.load import NOTE, writers
from tests.faults.place import Place, is_answering


def test_while_the_database_is_away_the_page_says_so_and_it_comes_back_by_itself(place: Place) -> None:
    with place.served() as served, writers(place, served.port) as people:
        sato = next(one for one in people if one.kind == NOTE)
        (postmaster,) = served.postmasters
        os.kill(postmaster, signal.SIGKILL)
        told, deadline = [], time.monotonic() + 30
        while not told or told[-1].status_code != 200:
            assert time.monotonic() < deadline, "it did not come back"
            told.append(sato.browser.get("/cases/"))
        away = [answer for answer in told if answer.status_code != 200]
        assert away, "there was a moment without a database"
        for answer in away:
            assert answer.status_code == 503
            assert "データベースにつながらないか" in answer.text
            assert "石川" not in answer.text
        for _ in range(10):
            assert "石川" in sato.browser.get("/cases/").text, "no worker has to be told that it is back"
        assert sato.act().answer == STORED
        assert served.postmasters != [postmaster]


def test_a_dead_web_process_and_a_dead_keeper_are_begun_anew_and_end_with_the_product(place: Place) -> None:
    with place.served() as served:
        before = {*served.masters, *served.keepers}
        for process in before:
            os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while before & {*served.masters, *served.keepers} or not (
            served.masters and served.keepers and is_answering(served.port)
        ):
            assert time.monotonic() < deadline, "they were not begun anew"
            time.sleep(0.05)
    assert not is_answering(served.port)
    assert not EmbeddedCluster(place.home).is_running()


def test_keys_are_rotated_while_somebody_writes(place: Place) -> None:
    with place.served() as served, writers(place, served.port) as people:
        sato = next(one for one in people if one.kind == NOTE)
        for number in range(12):
            assert sato.act().answer == STORED
            if number == 3:
                rotated = place.kasane("rotate")
                assert rotated.returncode == 0, rotated.stderr
        papers = [attempt for attempt in sato.attempts if attempt.told["papers"]]
        assert len(papers) == 4
        assert httpx.get(f"http://127.0.0.1:{served.port}/sign-in/").status_code == 200
