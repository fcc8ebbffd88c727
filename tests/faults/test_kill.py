"""Web, keeper and database are killed outright while notes are written: no acknowledged note is lost or half-written."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import PROJECT

PASSWORD = "kasane-no-machi"


@dataclass
class Writer:
    """佐藤 writing one note after the other, and which of them were acknowledged."""

    port: int
    acknowledged: list[str] = field(default_factory=list)
    failures: int = 0
    number: int = 0

    def __post_init__(self) -> None:
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def page(self, path: str, **form: str) -> tuple[str, str]:
        """The address one arrives at and the page there; with a form, it is sent."""
        address = f"http://127.0.0.1:{self.port}{path}"
        data = None
        if form:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page(path)[1])
            assert token
            data = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token[1]}).encode()
        with self.browser.open(address, data=data, timeout=10) as answer:
            return answer.geturl(), answer.read().decode()

    def sign_in(self) -> None:
        assert self.page("/sign-in/", login="sato", password=PASSWORD)[0].endswith("/")
        self.case = re.findall(r'href="(/cases/\w{13}/)"', self.page("/cases/")[1])[0]
        self.person = re.findall(r'name="concerns" value="(\d+)"', self.page(f"{self.case}notes/new/")[1])[0]

    def write(self) -> None:
        self.number += 1
        text = f"経過 {self.port}-{self.number}"
        try:
            arrived, _ = self.page(
                f"{self.case}notes/new/",
                kind="phone",
                happened_at="2026-11-20T10:00",
                text=text,
                concerns=self.person,
                information_class="general",
            )
        except (OSError, urllib.error.URLError, AssertionError, ValueError):
            self.failures += 1
            time.sleep(0.05)
            return
        if arrived.endswith("/notes/"):
            self.acknowledged.append(text)


@contextmanager
def served(home: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The product as `kasane serve` runs it, in a folder of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KASANE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "kasane.cli.main", "serve", "--port", str(port)],
        env=kept | {"KASANE_HOME": str(home)},
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, "it did not start"
            time.sleep(0.2)
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def children(parent: int) -> list[int]:
    told = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return [int(child) for child in told]


def database(home: Path) -> int:
    cluster = EmbeddedCluster(home)
    return int((cluster.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills")
    for step in (folder, *folder.parents):
        if step.owner() == "root" and step != Path("/"):
            step.chmod(step.stat().st_mode | 0o011)
    return folder


def written(home: Path) -> tuple[set[str], list[tuple[str, int, int]]]:
    """The texts that are stored, and those without their search entry or without their row in the record."""
    cluster = EmbeddedCluster(home)
    cluster.start()
    try:
        with psycopg.connect(cluster.address("kasane")) as admin:
            admin.execute("set search_path = kasane")
            rows = admin.execute(
                "select n.text, (select count(*) from search_searchentry e where e.record_id = n.id),"
                " (select count(*) from audit_auditrow a where a.what = 'add_note'"
                "  and a.records -> 'cases.note' @> to_jsonb(n.id)) from cases_note n where n.text like '経過 %'"
            ).fetchall()
    finally:
        cluster.stop()
    return {text for text, _, _ in rows}, [row for row in rows if (row[1], row[2]) != (1, 1)]


def test_no_acknowledged_note_is_lost_or_half_written(home: Path) -> None:
    acknowledged: list[str] = []
    for victim in ("worker", "keeper", "database"):
        with served(home) as (port, process):
            writers = [Writer(port), Writer(port)]
            for writer in writers:
                writer.sign_in()
            stop = threading.Event()

            def go(writer: Writer, stop: threading.Event = stop) -> None:
                while not stop.is_set():
                    writer.write()

            threads = [threading.Thread(target=go, args=(writer,)) for writer in writers]
            for thread in threads:
                thread.start()
            time.sleep(2)
            web, keeper = children(process.pid)
            if victim == "worker":
                for worker in children(web):
                    os.kill(worker, signal.SIGKILL)
            else:
                os.kill(keeper if victim == "keeper" else database(home), signal.SIGKILL)
            time.sleep(2)
            stop.set()
            for thread in threads:
                thread.join()
            told = [text for writer in writers for text in writer.acknowledged]
            assert len(told) > 10, f"{victim}: too few notes to prove anything"
            acknowledged += told
        stored, halves = written(home)
        assert set(acknowledged) <= stored, f"{victim}: acknowledged and lost"
        assert halves == [], f"{victim}: half-written"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KASANE_")}
    proven = subprocess.run(
        [sys.executable, "-m", "kasane.cli.main", "audit", "verify"],
        env=kept | {"KASANE_HOME": str(home)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert proven.returncode == 0, proven.stdout


def test_keys_are_rotated_while_somebody_writes(home: Path) -> None:
    with served(home) as (port, _):
        writer = Writer(port)
        writer.sign_in()
        for round_ in range(12):
            writer.write()
            if round_ == 3:
                kept = {name: value for name, value in os.environ.items() if not name.startswith("KASANE_")}
                rotated = subprocess.run(
                    [sys.executable, "-m", "kasane.cli.main", "rotate"],
                    env=kept | {"KASANE_HOME": str(home)},
                    cwd=PROJECT,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert rotated.returncode == 0, rotated.stderr
        assert writer.failures == 0
        assert len(writer.acknowledged) == 12


def test_while_the_database_is_away_the_page_says_so_and_it_comes_back_by_itself(home: Path) -> None:
    with served(home) as (port, process):
        writer = Writer(port)
        writer.sign_in()
        writer.write()
        os.kill(database(home), signal.SIGKILL)
        cluster, deadline = EmbeddedCluster(home), time.monotonic() + 30
        while cluster.is_running() and time.monotonic() < deadline:
            time.sleep(0.1)
        for _ in range(10):
            with pytest.raises(urllib.error.HTTPError) as caught:
                writer.page("/cases/")
            with caught.value as answer:
                assert answer.status == 503
                assert "データベースにつながらないか" in answer.read().decode()
        cluster.start()
        for _ in range(10):
            assert "山田" in writer.page("/cases/")[1], "no worker has to be told that it is back"
        writer.write()
        assert len(writer.acknowledged) == 2
        assert process.poll() is None, "neither the web process nor the keeper gave up"
