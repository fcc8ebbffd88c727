"""The product as `kasane serve` runs it, in a folder and on a port of its own, and what it is made of."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import PROJECT
from tests.cli.commands import kasane

START_SECONDS = 600


@dataclass(frozen=True)
class Place:
    """An installation's folder; `told` are settings of the environment beside it, `database` one elsewhere."""

    home: Path
    told: tuple[tuple[str, str], ...] = ()
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KASANE_")}
        elsewhere = {"KASANE_DATABASE_URL": self.database} if self.database else {}
        return kept | {"KASANE_HOME": str(self.home), **elsewhere, **dict(self.told)}

    def kasane(self, *words: str) -> subprocess.CompletedProcess[str]:
        return kasane(self.environment, *words)

    def superuser(self) -> psycopg.Connection:
        """Whom no wall stops, in the running database."""
        address = self.database or EmbeddedCluster(self.home).address("kasane")
        return psycopg.connect(address, autocommit=True, options="-c search_path=kasane")

    @contextmanager
    def served(self, *options: str, port: int = 0) -> Iterator["Served"]:
        """`kasane serve`, stopped as by Ctrl-C; what it says goes to a file in the folder."""
        port = port or free_port()
        words = [sys.executable, "-m", "kasane.cli.main", "serve", "--port", str(port), *options]
        with (self.home / "serve.log").open("ab") as log:
            process = subprocess.Popen(words, env=self.environment, cwd=PROJECT, stdout=log, stderr=log)
            served = Served(self, port, process)
            try:
                served.wait_until_it_answers(START_SECONDS)
                yield served
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=90)


@dataclass(frozen=True)
class Served:
    """A running installation and the processes it is made of."""

    place: Place
    port: int
    process: "subprocess.Popen[bytes]"

    def wait_until_it_answers(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not is_answering(self.port):
            assert self.process.poll() is None, (self.place.home / "serve.log").read_text("utf-8")
            assert time.monotonic() < deadline, "it did not start in time"
            time.sleep(0.05)

    @property
    def masters(self) -> list[int]:
        return [child for child in children(self.process.pid) if "gunicorn" in words_of(child)]

    @property
    def workers(self) -> list[int]:
        return [worker for master in self.masters for worker in children(master)]

    @property
    def keepers(self) -> list[int]:
        return [child for child in children(self.process.pid) if "kasane.worker.keep" in words_of(child)]

    @property
    def postmasters(self) -> list[int]:
        return postmasters(self.place.home)

    @property
    def backends(self) -> list[int]:
        """Database processes of single connections of the web process."""
        return [child for child in self._of_database if "kasane_app" in words_of(child)]

    @property
    def background(self) -> list[int]:
        """Database processes beside the connections: writing ahead, checkpoints and the like."""
        return [child for child in self._of_database if "kasane_" not in words_of(child)]

    @property
    def _of_database(self) -> list[int]:
        return [child for postmaster in self.postmasters for child in children(postmaster)]


def postmasters(home: Path) -> list[int]:
    """The first process of a folder's database, where it lives."""
    try:
        pid = (EmbeddedCluster(home).data / "postmaster.pid").read_text(encoding="ascii").split()[0]
    except (OSError, IndexError):
        return []
    return [int(pid)] if words_of(int(pid)) else []


def children(parent: int) -> list[int]:
    try:
        told = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in told.split()]


def words_of(process: int) -> str:
    """A process's command line; empty when it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def is_answering(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def opened(folder: Path) -> Path:
    """A temporary folder the database's own user may walk down to, where root made it."""
    for step in (folder, *folder.parents):
        if step.owner() == "root" and step != Path("/"):
            step.chmod(step.stat().st_mode | 0o011)
    return folder
