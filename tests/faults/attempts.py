"""What somebody tried to store, and what they were answered."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from tests.faults.browsers import Browser

STORED = "stored"
CUT = "cut"


@dataclass
class Attempt:
    """One action: its mark stands in what it stores; `answer` is STORED, CUT (no answer came) or a status."""

    kind: str
    mark: str
    began: float
    answer: str = CUT
    ended: float = 0.0
    told: dict[str, object] = field(default_factory=dict)

    @property
    def is_acknowledged(self) -> bool:
        return self.answer == STORED


# Sends one action with this mark and says what was answered.
Sending = Callable[[Browser, Attempt], str]


@dataclass
class Writer:
    """Somebody doing one kind of action after the other, until told to stop."""

    kind: str
    browser: Browser
    sending: Sending
    attempts: list[Attempt] = field(default_factory=list)
    # No mark of one writer is another's, whenever they write.
    series: str = field(default_factory=lambda: secrets.token_hex(3))

    def act(self) -> Attempt:
        mark = f"記録{self.kind}{self.series}-{len(self.attempts) + 1}"
        attempt = Attempt(self.kind, mark, time.monotonic())
        self.attempts.append(attempt)
        try:
            attempt.answer = self.sending(self.browser, attempt)
        except httpx.HTTPError:
            attempt.answer = CUT
        attempt.ended = time.monotonic()
        return attempt

    def go(self, stop: threading.Event) -> None:
        while not stop.is_set():
            if not self.act().is_acknowledged:
                stop.wait(0.05)

    def has_stored_since(self, moment: float) -> bool:
        """Whether something begun after that moment was acknowledged."""
        for attempt in reversed(self.attempts):
            if attempt.began <= moment:
                return False
            if attempt.is_acknowledged:
                return True
        return False


@contextmanager
def at_work(people: Sequence[Writer], *, patience: float = 60) -> Iterator[None]:
    """All of them write, each in a thread; afterwards every last attempt has its answer."""
    stop = threading.Event()
    threads = [threading.Thread(target=one.go, args=(stop,), daemon=True) for one in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=patience)


def wait_until_all_store(people: Sequence[Writer], moment: float, *, patience: float = 60) -> None:
    """Until everybody has stored something that they began after that moment."""
    deadline = time.monotonic() + patience
    while waiting := [one.kind for one in people if not one.has_stored_since(moment)]:
        assert time.monotonic() < deadline, f"{waiting} could not write"
        time.sleep(0.01)


def answered(response: httpx.Response, *, ok: int = 302) -> str:
    """STORED for the answer of something stored; else its status, and where to, when that was the door."""
    if response.status_code == ok and "sign-in" not in response.headers.get("location", ""):
        return STORED
    return f"{response.status_code}{' 戸口' if response.has_redirect_location else ''}"
