"""The tests' own PostgreSQL: templates built once by the owner, a fresh clone for every test."""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import PROJECT, Installation

HOME = PROJECT / "var" / "test"
FAST = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "shared_buffers=128MB",
    "max_connections=60",
)
SOURCES = (
    "config/**/*.py",
    "kasane/**/*.sql",
    "kasane/**/*.py",
    "seeds/**/*.toml",
    "seeds/**/*.typ",
    "seeds/**/*.py",
)
UNFINISHED = "unfinished"


def cluster() -> EmbeddedCluster:
    return EmbeddedCluster(HOME, options=FAST)


def installation(database: str) -> Installation:
    """The tests' installation in one database of the running cluster."""
    return Installation(HOME, make_conninfo(cluster().address(), dbname=database), "kasane")


def templates() -> dict[str, str]:
    """The names of the two templates, built if nobody has: `bare` (provision and staff) and `town`."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        Installation(HOME).make_secrets()
        cluster().start()
        mark = _mark()
        bare, town = f"bare_{mark}", f"town_{mark}"
        with admin() as connection:
            known = {row[0] for row in connection.execute("select datname from pg_database")}
            if town not in known:
                for old in known:
                    if old.startswith(("bare_", "town_", "clone_")):
                        _drop(connection, old)
                _build_bare(bare)
                _clone(connection, bare, UNFINISHED)
                _build_town(UNFINISHED)
                # Named only now: a town that was left half-written is nobody's template.
                connection.execute(
                    sql.SQL("alter database {} rename to {}").format(
                        sql.Identifier(UNFINISHED), sql.Identifier(town)
                    )
                )
        return {"bare": bare, "town": town}


@contextmanager
def clone(template: str, name: str) -> Iterator[str]:
    """A fresh database for one test."""
    with admin() as connection:
        _clone(connection, template, name)
    try:
        yield name
    finally:
        with admin() as connection:
            _drop(connection, name)


@contextmanager
def admin(database: str = "postgres") -> Iterator[psycopg.Connection]:
    """The superuser, whom no wall stops; only tests of tampering and of the walls themselves use it."""
    address = make_conninfo(cluster().address(), dbname=database)
    with psycopg.connect(address, autocommit=True) as connection:
        if database != "postgres":
            connection.execute("set search_path = kasane")
        yield connection


def _build_bare(name: str) -> None:
    place = installation(name)
    place.prepare(name)
    place.step("owner", "migrate")
    place.step("owner", "provision", str(PROJECT / "seeds" / "chigasaki"))
    place.step("owner", "accounts", str(PROJECT / "seeds" / "town"))


def _build_town(name: str) -> None:
    place = installation(name)
    tokens = place.step("owner", "clocks", is_read=True)
    json.loads(tokens)
    place.step("app", "town", given_input=tokens)
    place.step("owner", "stop_clocks")


def _clone(connection: psycopg.Connection, template: str, name: str) -> None:
    _drop(connection, name)
    connection.execute(
        sql.SQL("create database {} template {} strategy file_copy").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )
    # A clone keeps neither its template's rights on the database nor its roles' settings per database.
    connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
    for role in ("owner", "app", "door", "keeper"):
        connection.execute(
            sql.SQL("grant connect on database {} to {}").format(
                sql.Identifier(name), sql.Identifier(f"kasane_{role}")
            )
        )


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _mark() -> str:
    """A digest of everything the templates are made from."""
    whole = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(Path(PROJECT).glob(pattern)):
            if "/web/" not in str(path):
                whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
