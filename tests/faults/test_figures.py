"""The figures of a server are of all its workers, whichever of them is asked."""

import os
import re
import signal
import time

import httpx

from tests.faults.place import Place

ANSWERS, WORKERS = 40, 2


def signed_in_pages(figures: str) -> int:
    """How often the page of sign-in was answered, as the figures tell it."""
    told = re.findall(
        r'^kasane_pages_total\{page="account_login",status="2xx"\} (\S+)$', figures, re.MULTILINE
    )
    return int(sum(map(float, told)))


def test_what_each_worker_answered_is_added_up_and_outlives_it(place: Place) -> None:
    with place.served() as served:
        deadline = time.monotonic() + 30
        while len(served.workers) < WORKERS:
            assert time.monotonic() < deadline, "the second worker did not begin"
            time.sleep(0.05)
        token = (place.home / "secrets" / "metrics").read_text(encoding="ascii").strip()

        def get(path: str, **headers: str) -> httpx.Response:
            return httpx.get(f"http://127.0.0.1:{served.port}{path}", headers=headers, timeout=60)

        def figures() -> str:
            return get("/metrics/", Authorization=f"Bearer {token}").text

        assert signed_in_pages(figures()) == 0
        for _ in range(ANSWERS):
            assert get("/sign-in/").status_code == 200
        assert {signed_in_pages(figures()) for _ in range(10)} == {ANSWERS}
        for worker in served.workers:
            os.kill(worker, signal.SIGKILL)
        for _ in range(ANSWERS):
            get("/sign-in/")
        assert signed_in_pages(figures()) > ANSWERS, "what a worker counted that is gone still counts"
        assert get("/metrics/").status_code == 404
