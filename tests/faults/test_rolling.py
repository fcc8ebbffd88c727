"""Two nodes are restarted one after the other while people write: not one request fails, and nobody signs in again."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.faults.attempts import STORED, at_work, wait_until_all_store
from tests.faults.browsers import Browser
from tests.faults.load import KINDS, writers
from tests.faults.nodes import two_nodes
from tests.faults.place import Place, Served, opened
from tests.faults.told import lost_and_half, remains

DRAIN = 4
PROBE_SECONDS = 0.5


@dataclass
class Balancer:
    """What stands in front of both nodes: asks each whether it is ready, and shares requests out among those that are."""

    ports: tuple[int, ...]
    ready: list[int] = field(default_factory=list)
    turn: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> None:
        self.ready = [port for port in self.ports if status(port) == 200]

    def next_port(self) -> int:
        with self.lock:
            self.turn += 1
            return self.ready[self.turn % len(self.ready)]

    def watch(self, stop: threading.Event) -> None:
        while not stop.wait(PROBE_SECONDS):
            self.look()


class Balanced(Browser):
    """A browser whose every request goes to the node whose turn it is."""

    def __init__(self, browser: Browser, balancer: Balancer) -> None:
        self.who, self.client, self.balancer = browser.who, browser.client, balancer

    def _at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.balancer.next_port()}{path}"


def status(port: int) -> int:
    """What a node says of itself; 0 where nothing answers."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/ready/", timeout=5, trust_env=False).status_code
    except httpx.HTTPError:
        return 0


@contextmanager
def watching(balancer: Balancer) -> Iterator[None]:
    stop = threading.Event()
    watcher = threading.Thread(target=balancer.watch, args=(stop,), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()


def leave(node: Served) -> list[int]:
    """Tell a node to stop, as a service manager does; what it said of itself until it was gone."""
    node.process.send_signal(signal.SIGTERM)
    said = []
    while node.process.poll() is None:
        said.append(status(node.port))
        time.sleep(0.2)
    return said


def wait_until_ready(balancer: Balancer, ports: set[int]) -> None:
    deadline = time.monotonic() + 120
    while set(balancer.ready) != ports:
        assert time.monotonic() < deadline, f"{balancer.ready} are ready, not {ports}"
        time.sleep(0.1)


def test_one_after_the_other_is_restarted_and_no_request_fails(place: Place, tmp_path: Path) -> None:
    second = opened(tmp_path)
    with two_nodes(place, second, "--drain", str(DRAIN)) as nodes, ExitStack() as again:
        balancer = Balancer(nodes.ports)
        with writers(place, *nodes.ports) as people, watching(balancer):
            wait_until_ready(balancer, set(nodes.ports))
            for one in people:
                one.browser = Balanced(one.browser, balancer)
            with at_work(people):
                wait_until_all_store(people, 0.0)
                for node, options in zip(nodes.served, ((), ("--web-only",)), strict=True):
                    (other,) = set(nodes.ports) - {node.port}
                    said = leave(node)
                    assert 503 in said, "it said that it was leaving while it still answered"
                    assert balancer.ready == [other]
                    begun = again.enter_context(node.place.served(*options, port=node.port))
                    begun.wait_until_it_answers(120)
                    wait_until_ready(balancer, set(nodes.ports))
                    wait_until_all_store(people, time.monotonic())
            attempts = [attempt for one in people for attempt in one.attempts]
            assert {attempt.kind for attempt in attempts if attempt.is_acknowledged} == set(KINDS)
            assert [attempt for attempt in attempts if attempt.answer != STORED] == []
            assert lost_and_half(place, attempts) == ([], [])
            assert not any(remains(place).values())
    assert place.kasane("audit", "verify").returncode == 0
