"""Many people rewriting one text at once: what each was told, and what is kept of it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from kasane.access.ids import encode_id
from tests.faults.browsers import Browser
from tests.faults.load.where import Where

STANDING = re.compile(r'name="edition" value="(\d+)"')


@dataclass(frozen=True)
class Answer:
    """What one edit was told: stored or somebody was quicker, and the edition that stands now; with its text, if told."""

    is_stored: bool
    edition: int
    text: str = ""


@dataclass(frozen=True)
class Shared:
    """One text everybody rewrites: how it is read, and sent in the edition it was read at."""

    name: str
    who: str
    read: Callable[[Browser], int]
    send: Callable[[Browser, int, str], Answer]


@dataclass
class Editor:
    """One of many, at a browser of their own; what cannot be understood is kept as it came."""

    number: int
    browser: Browser
    stored: dict[int, str] = field(default_factory=dict)
    shown: list[tuple[int, str]] = field(default_factory=list)
    outrun: int = 0
    strange: list[str] = field(default_factory=list)

    def work(self, shared: Shared, edits: int) -> None:
        edition = shared.read(self.browser)
        for time in range(1, edits + 1):
            mark = f"{shared.name}の直し {self.number}-{time}"
            try:
                answer = shared.send(self.browser, edition, mark)
            except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
                self.strange.append(f"{mark}: {error!r}")
                edition = shared.read(self.browser)
                continue
            edition = answer.edition
            if answer.is_stored:
                self.stored[edition] = mark
                continue
            self.outrun += 1
            if answer.text:
                self.shown.append((edition, answer.text))


def note_of(where: Where, note: int) -> Shared:
    """A note's wording; who is outrun is shown both."""
    path = f"{where.path}/notes/{encode_id(note)}/correct/"

    def read(browser: Browser) -> int:
        return _edition(browser.get(path))

    def send(browser: Browser, edition: int, mark: str) -> Answer:
        sent = browser.send(
            path,
            edition=str(edition),
            text=mark,
            kind="phone",
            happened_at="2026-04-20T10:00",
            concerns=str(where.person),
        )
        if sent.status_code == 302:
            return Answer(is_stored=True, edition=edition + 1)
        if sent.status_code != 422:
            raise ValueError(sent.status_code)
        return Answer(is_stored=False, edition=_edition(sent))

    return Shared("経過", "sato", read, send)


def field_of(where: Where) -> Shared:
    """A field of a sitting that stores itself; who is outrun is told what stands."""
    path = f"/items/{encode_id(where.item)}/fields/contribution-{encode_id(where.seat)}/"

    def read(browser: Browser) -> int:
        return int(browser.get(path).json()["edition"])

    def send(browser: Browser, edition: int, mark: str) -> Answer:
        sent = browser.send(path, edition=str(edition), text=mark)
        if sent.status_code not in (200, 409):
            raise ValueError(sent.status_code)
        told = sent.json()
        return Answer(sent.status_code == 200, int(told["edition"]), str(told.get("text", "")))

    return Shared("発言", "tanaka", read, send)


@contextmanager
def at_work(shared: Shared, *, port: int, editors: int, edits: int) -> Iterator[list[Editor]]:
    """All of them at once; given when everybody is done."""
    people = [Editor(number, Browser(shared.who, port)) for number in range(1, editors + 1)]
    try:
        for one in people:
            one.browser.sign_in()
        threads = [threading.Thread(target=one.work, args=(shared, edits)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        yield people
    finally:
        for one in people:
            one.browser.close()


def lost(people: list[Editor], kept: dict[int, str], begun_at: int) -> list[str]:
    """What was acknowledged and is not kept as it was told, or was shown to somebody and never stored; sentences."""
    stored: dict[int, str] = {}
    found = []
    for one in people:
        found += one.strange
        found += [f"版{edition}が二人に答えられた" for edition in one.stored if edition in stored]
        stored |= one.stored
    found += [f"{mark}が版{edition}にない" for edition, mark in stored.items() if kept.get(edition) != mark]
    missing = set(range(begun_at + 1, max(kept, default=begun_at) + 1)) - set(stored)
    found += [f"版{edition}は、だれの答えにもない" for edition in sorted(missing)]
    shown = {(edition, text) for one in people for edition, text in one.shown if edition > begun_at}
    return found + [
        f"版{edition}として見せた{text}は、違う" for edition, text in shown if stored[edition] != text
    ]


def _edition(response: httpx.Response) -> int:
    told = STANDING.search(response.text)
    if told is None:
        raise ValueError(f"no edition in an answer of {response.status_code}")
    return int(told[1])
