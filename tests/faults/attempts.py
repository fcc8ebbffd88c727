"""What somebody tried to store, and what they were answered."""

import threading
import time
from collections.abc import Callable
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

    def act(self) -> Attempt:
        mark = f"記録{self.kind}{len(self.attempts) + 1:06}号"
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


def answered(response: httpx.Response, *, ok: int = 302) -> str:
    """STORED for the answer of something stored; else its status, and where to, when that was the door."""
    if response.status_code == ok and "sign-in" not in response.headers.get("location", ""):
        return STORED
    return f"{response.status_code}{' 戸口' if response.has_redirect_location else ''}"
