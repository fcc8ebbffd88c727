"""The web process as it is served, on a clone of the town, for what only a real connection can do."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from kasane.cli.installation import PROJECT
from tests import cluster as clusters
from tests.faults.place import free_port


@dataclass(frozen=True)
class Served:
    """Where it answers, where it may leave files, and the superuser of its database."""

    port: int
    files: Path
    superuser: psycopg.Connection

    def one(self, query: str, *values: object) -> object:
        row = self.superuser.execute(query, values or None).fetchone()
        return row[0] if row else None


@pytest.fixture(scope="module")
def served(
    templates: dict[str, str], worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """gunicorn as `kasane serve` starts it, with a single process: the fewest threads somebody could run."""
    number, log, files = (
        free_port(),
        tmp_path_factory.mktemp("served") / "server.log",
        tmp_path_factory.mktemp("files"),
    )
    told = {"KASANE_STATIC_UNCOLLECTED": "1", "KASANE_WORKERS": "1", "TMPDIR": str(files)}
    words = ("gunicorn", "config.wsgi", "-c", "config/gunicorn.py", "--no-control-socket")
    with clusters.clone(templates["town"], f"clone_served_{worker_id}") as name, log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", *words, "--bind", f"127.0.0.1:{number}"],
            env=clusters.installation(name).process_environment(role="app") | told,
            cwd=PROJECT,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + 30
            while not _shows_the_door(number):
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            with clusters.admin(name) as superuser:
                yield Served(number, files, superuser)
        finally:
            server.terminate()
            server.wait(timeout=40)
    assert "Traceback" not in log.read_text(), "the worker met nothing it does not know"


@pytest.fixture
def port(served: Served) -> int:
    return served.port


def _shows_the_door(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/sign-in/", trust_env=False).is_success
    except httpx.TransportError:
        return False
