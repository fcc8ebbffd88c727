"""The disk is full: the page says so, nothing is half-done, and when there is room again everybody goes on by themselves."""

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.faults.attempts import STORED, Attempt, Writer, answered
from tests.faults.browsers import Browser
from tests.faults.load import NOTE, writers
from tests.faults.load.notes import picture
from tests.faults.load.where import Where
from tests.faults.place import Place, opened
from tests.faults.told import lost_and_half, remains

SIZE = "450m"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Place]:
    """An installation on a small disk of its own."""
    opened(tmp_path)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "kasane-small", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield Place(tmp_path)
    finally:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Everything that was free is taken, for a while."""
    filler = folder / "filler"
    with filler.open("wb") as taken, suppress(OSError):
        while True:
            taken.write(bytes(1 << 16))
            taken.flush()
    try:
        yield
    finally:
        filler.unlink()


def with_large_paper(where: Where, browser: Browser, attempt: Attempt) -> str:
    attempt.told["papers"] = 1
    content = picture(attempt.mark) + secrets.token_bytes(400_000)
    form = {"kind": "phone", "happened_at": "2026-04-20T10:00", "concerns": str(where.person)}
    return answered(
        browser.send(
            f"{where.path}/notes/new/",
            files=[("papers", content)],
            text=attempt.mark,
            information_class="general",
            **form,
        )
    )


def until(writer: Writer, *, stored: bool, seconds: float) -> str:
    deadline = time.monotonic() + seconds
    while True:
        answer = writer.act().answer
        if (answer == STORED) is stored:
            return answer
        assert time.monotonic() < deadline, f"still {answer}"
        time.sleep(0.1)


def test_what_cannot_be_stored_is_said_and_what_was_said_to_be_stored_is(small: Place) -> None:
    with small.served() as served, writers(small, served.port) as people:
        where = Where.of(small)
        sato = Writer(
            NOTE, people[0].browser, lambda browser, attempt: with_large_paper(where, browser, attempt)
        )
        assert sato.act().answer == STORED
        with full(small.home):
            assert until(sato, stored=False, seconds=120) == "503"
            page = sato.browser.get("/cases/")
            assert page.status_code in (200, 503), "what can be read and recorded still is; the rest is said"
        until(sato, stored=True, seconds=60)
        with full(small.home):
            # Not even the log that is written ahead has room: the database itself goes down.
            for _ in range(3):
                with suppress(psycopg.Error), small.superuser() as superuser:
                    superuser.execute("select pg_switch_wal()")
            assert until(sato, stored=False, seconds=120) == "503"
        until(sato, stored=True, seconds=60)
        assert served.process.poll() is None
        assert lost_and_half(small, sato.attempts) == ([], [])
        assert not any(remains(small).values())
    verified = small.kasane("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert os.path.getsize(small.home / "audit-head.jsonl") > 0
