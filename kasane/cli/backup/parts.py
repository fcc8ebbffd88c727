"""What a backup is made of, and what making and opening it share."""

import hashlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from kasane.cli.embedded import package_folder
from kasane.cli.installation import Installation, InstallationError

DUMP, HEADS, MANIFEST, TAR = "database.dump", "audit-head.jsonl", "manifest.json", "whole.tar"
# The heads of the record of seeing, and those that a recovery set aside (0061).
ALL_HEADS = "audit-head*.jsonl"
# Nothing is put together for a whole day: such a folder was left by a process that was killed, and is not encrypted.
WORK, LEFT_SECONDS = "backup-at-work-", 86_400


@contextmanager
def work_folder(place: Installation) -> Iterator[Path]:
    """Where a backup is put together or taken apart, readable by nobody else; what a killed one left behind goes first."""
    for left in place.home.glob(f"{WORK}*"):
        if time.time() - left.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=place.home) as folder:
        yield Path(folder)


def files_of(work: Path) -> list[str]:
    return sorted(str(path.relative_to(work)) for path in work.rglob("*") if path.is_file())


def digest_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def counts_of(admin: psycopg.Connection, schema: str) -> dict[str, int]:
    """Rows of every table of the municipality."""
    tables = admin.execute(
        "select tablename from pg_tables where schemaname = %s order by 1", [schema]
    ).fetchall()
    counts = {}
    for (table,) in tables:
        row = admin.execute(
            sql.SQL("select count(*) from {}.{}").format(sql.Identifier(schema), sql.Identifier(table))
        ).fetchone()
        counts[table] = int(row[0]) if row else 0
    return counts


def run(program: str, place: Installation, *words: str | Path) -> None:
    """One of PostgreSQL's own programs on the installation's database."""
    path = package_folder() / "pginstall" / "bin" / program
    done = subprocess.run(
        [path, f"--dbname={place.address}", *words], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise InstallationError(f"{program} が終わりませんでした。{done.stderr.strip().splitlines()[-1:]}")
