"""A database with a replica that has written everything before it is acknowledged, and the replica taking its place."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from kasane.cli.embedded import EmbeddedCluster
from tests.faults.place import Place, postmasters

STANDBY = "kasane_standby"


@dataclass(frozen=True)
class Pair:
    """The first database and its replica; `address` leads to whichever of both may be written to."""

    first: EmbeddedCluster
    second: EmbeddedCluster
    first_home: Path

    @property
    def address(self) -> str:
        told = psycopg.conninfo.conninfo_to_dict(self.first.address("kasane"))
        told["host"] = f"{self.first.socket_folder},{self.second.socket_folder}"
        told["port"] = "5432,5432"
        return psycopg.conninfo.make_conninfo(**told, target_session_attrs="read-write", connect_timeout="5")

    def lose_the_first(self) -> None:
        for postmaster in postmasters(self.first_home):
            os.kill(postmaster, signal.SIGKILL)

    def promote(self) -> None:
        self.second._run("pg_ctl", "-D", str(self.second.data), "-w", "promote")


@contextmanager
def replicated(place: Place, folder: Path) -> Iterator[Pair]:
    """The place's database and a replica of it in a folder; every commit waits until both have it."""
    shutil.copytree(place.home / "secrets", folder / "secrets")
    first, second = EmbeddedCluster(place.home), EmbeddedCluster(folder)
    first.start()
    try:
        _copy(first, second)
        second.start()
        with psycopg.connect(first.address(), autocommit=True) as admin:
            admin.execute(f"alter system set synchronous_standby_names = '{STANDBY}'")
            admin.execute("select pg_reload_conf()")
            _wait_until_in_step(admin)
        yield Pair(first, second, place.home)
    finally:
        second.stop()
        first.start()
        with psycopg.connect(first.address(), autocommit=True) as admin:
            admin.execute("alter system reset synchronous_standby_names")
        first.stop()


def _wait_until_in_step(admin: psycopg.Connection) -> None:
    deadline = time.monotonic() + 30
    while admin.execute("select sync_state from pg_stat_replication").fetchall() != [("sync",)]:
        assert time.monotonic() < deadline, "the replica does not follow"
        time.sleep(0.1)


def _copy(first: EmbeddedCluster, second: EmbeddedCluster) -> None:
    second.folder.mkdir(parents=True, exist_ok=True)
    second._give(second.folder)
    address = psycopg.conninfo.make_conninfo(first.address(), application_name=STANDBY)
    words = ("-d", address, "-D", str(second.data), "-R", "-X", "stream", "-c", "fast")
    done = subprocess.run(
        [second.programs / "pg_basebackup", *words],
        user=second.user,
        group=second.user,
        extra_groups=[] if second.user else None,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
