"""Where the generated city stands: its cluster, its database, and the same with the records' walls off."""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from bench.city import build
from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import PROJECT, Installation

HOME = PROJECT / "var" / "bench"
OPTIONS = ("shared_buffers=2GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "work_mem=16MB")
SHAPES = (
    "kasane/**/*.sql",
    "kasane/*/migrations/0*.py",
    "bench/city.py",
    "bench/residents.py",
    "bench/texts.py",
)


@contextmanager
def city(scale: float, tell: Callable[[str], None]) -> Iterator[tuple[Installation, dict[str, int]]]:
    """The installation with the generated city, and how much of each kind it holds (`seconds` it took to load too).

    It is built anew when scale or schema changed.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    Installation(HOME).make_secrets()
    cluster = EmbeddedCluster(HOME, options=OPTIONS)
    address = cluster.start()
    name = f"city_{_mark(scale)}"
    place = Installation(HOME, make_conninfo(address, dbname=name), "kasane")
    counts_file = HOME / f"{name}.json"
    try:
        with psycopg.connect(address, autocommit=True) as admin:
            cities = admin.execute("select datname from pg_database where datname like 'city_%'").fetchall()
            # A city whose building was cut short has no counts yet, and is begun anew.
            for (old,) in cities:
                if old != name or not counts_file.exists():
                    admin.execute(f'drop database "{old}" with (force)')
                    (HOME / f"{old}.json").unlink(missing_ok=True)
            if (name,) not in cities:
                counts_file.unlink(missing_ok=True)
        if not counts_file.exists():
            tell(f"大きい市の{scale:g}倍をつくります")
            counts_file.write_text(json.dumps(_made(place, name, scale, tell)), encoding="utf-8")
        yield place, json.loads(counts_file.read_text(encoding="utf-8"))
    finally:
        cluster.stop()


def _made(place: Installation, name: str, scale: float, tell: Callable[[str], None]) -> dict[str, int]:
    began = time.monotonic()
    place.prepare(name)
    for step in (
        ("migrate",),
        ("provision", str(PROJECT / "seeds" / "chigasaki")),
        ("accounts", str(PROJECT / "seeds" / "town")),
    ):
        place.step("owner", *step)
    with admin_of(place) as admin:
        counts = build(admin, scale, tell)
    place.run_once("owner", "bench.match_keys")
    tell(f"名寄せの照合値 {time.monotonic() - began:.0f}秒")
    return counts | {"seconds": int(time.monotonic() - began)}


@contextmanager
def admin_of(place: Installation) -> Iterator[psycopg.Connection]:
    """The superuser in the city's database."""
    with psycopg.connect(place.address, autocommit=True) as admin:
        admin.execute("set search_path = kasane")
        yield admin


@contextmanager
def walls_off(place: Installation) -> Iterator[None]:
    """Without the policies of the records, whose cost is measured; keys, rooms and cases keep theirs, so that the
    same pages show the same households."""
    with admin_of(place) as admin:
        walled = [
            name
            for (name,) in admin.execute(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'doors'"
                " where c.relnamespace = 'kasane'::regnamespace and c.relrowsecurity"
            )
        ]
        try:
            for name in walled:
                admin.execute(f'alter table "{name}" disable row level security')
            yield
        finally:
            for name in walled:
                admin.execute(f'alter table "{name}" enable row level security')


def seconds_to_first_database() -> float:
    """Cold start: from an empty folder to a database that answers."""
    folder = Path(tempfile.mkdtemp(prefix="kasane-cold-"))
    cluster = EmbeddedCluster(folder)
    try:
        began = time.monotonic()
        with psycopg.connect(cluster.start()) as admin:
            admin.execute("select 1")
        return time.monotonic() - began
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _mark(scale: float) -> str:
    whole = hashlib.sha256(f"{scale}".encode())
    for pattern in SHAPES:
        for path in sorted(Path(PROJECT).glob(pattern)):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
