"""A real server on a clone, and real browsers for the people of the town."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kasane.cli.installation import PROJECT
from tests import cluster as clusters
from tests.world import World

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja",
]
PASSWORD = "kasane-no-machi"
GUIDE = PROJECT / "docs" / "guide" / "images"


@dataclass
class Seat:
    """One person at their own browser."""

    who: str
    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status < 500, f"{path}: {answer.status}"
        return answer.status

    def choose(self, group: str, *labels: str) -> None:
        """Tick boxes or radios of a fieldset by what they say."""
        box = self.page.get_by_role("group", name=group)
        for label in labels:
            box.get_by_label(label, exact=True).check()

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def says(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    def picture(self, name: str, *, is_whole: bool = True) -> None:
        """A screenshot for the guide, taken only when the guide is being made."""
        if os.environ.get("KASANE_GUIDE") == "1":
            GUIDE.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=GUIDE / f"{name}.png", full_page=is_whole)


@dataclass
class Office:
    """The running product and everybody's browser."""

    base: str
    browser: Browser
    seats: dict[str, Seat] = field(default_factory=dict)

    def seat(self, who: str, width: int = 1280) -> Seat:
        """Somebody's browser, signed in by account and password."""
        if who not in self.seats:
            page = self.browser.new_context(
                viewport={"width": width, "height": 900}, locale="ja-JP", timezone_id="Asia/Tokyo"
            ).new_page()
            seat = Seat(who, page, self.base)
            page.set_default_timeout(10_000)
            page.on("console", lambda message: seat.complaints.append(message.text))
            page.on("pageerror", lambda error: seat.complaints.append(str(error)))
            seat.go("/sign-in/")
            page.get_by_label("ユーザーID").fill(who)
            page.get_by_label("パスワード").fill(PASSWORD)
            seat.press("サインインする")
            page.wait_for_url(self.base + "/")
            self.seats[who] = seat
        return self.seats[who]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def office(world: World, chromium: Browser, tmp_path: Path) -> Iterator[Office]:
    """The product served on a town in which nothing has happened yet."""
    yield from _serving(world, chromium, tmp_path)


@pytest.fixture
def busy_office(town: World, chromium: Browser, tmp_path: Path) -> Iterator[Office]:
    """The product served on the town with its whole history."""
    yield from _serving(town, chromium, tmp_path)


def _serving(world: World, browser: Browser, tmp_path: Path) -> Iterator[Office]:
    place = clusters.installation(world.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (tmp_path / "server.log").open("w")
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
            "--no-control-socket",
        ],
        env=place.process_environment(role="app") | {"KASANE_STATIC_UNCOLLECTED": "1"},
        cwd=PROJECT,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base, tmp_path / "server.log")
        office = Office(base, browser)
        yield office
        for seat in office.seats.values():
            seat.page.context.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait(base: str, log: Path) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(base + "/sign-in/", timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(log.read_text()[-2000:])
