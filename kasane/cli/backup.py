"""Backup and restore: database with its papers, keys and the heads of the record of seeing, in one encrypted file.

The file is an age file (https://age-encryption.org/v1) around a tar; whoever holds the key opens it with any age tool.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pyrage
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kasane.cli.embedded import package_folder, write_secret
from kasane.cli.installation import Installation, InstallationError
from kasane.version import VERSION

DUMP, HEADS, MANIFEST, TAR = "database.dump", "audit-head.jsonl", "manifest.json", "whole.tar"
# What belongs to the cluster of a machine, not to the installation.
STAYS = frozenset({"database-admin", "backup-key"})
# When the last backup was made here; nothing of it.
LAST_BACKUP = "last-backup.json"


def backup(place: Installation, target: Path, key: Path) -> dict[str, int]:
    """Write one encrypted file of everything; returns how many rows of each table are in it.

    Runs beside a working installation: counts and dump see the same instant.
    """
    if target.exists():
        raise InstallationError(f"{target} はすでにあります。別の名前にしてください。")
    identity = _identity(key)
    with tempfile.TemporaryDirectory(dir=place.home) as folder:
        work = Path(folder)
        (work / "secrets").mkdir(mode=0o700)
        with psycopg.connect(place.address) as admin:
            admin.execute("begin isolation level repeatable read read only")
            (snapshot,) = admin.execute("select pg_export_snapshot()").fetchone() or ("",)
            counts = _counts(admin, place.name)
            _run(
                "pg_dump", place, "-Fc", f"--schema={place.name}", f"--snapshot={snapshot}", "-f", work / DUMP
            )
        (work / HEADS).write_bytes(_read(place.home / HEADS))
        for secret in _secrets(place):
            write_secret(work / "secrets" / secret.name, secret.read_text(encoding="ascii"))
        told = {
            "version": VERSION,
            "municipality": place.name,
            "counts": counts,
            "sha256": {name: _digest(work / name) for name in _files(work)},
        }
        (work / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        with tarfile.open(work / TAR, "w") as archive:
            for name in _files(work):
                if name != TAR:
                    archive.add(work / name, arcname=name)
        partial = target.with_suffix(target.suffix + ".part")
        pyrage.encrypt_file(str(work / TAR), str(partial), [identity.to_public()])
        partial.rename(target)
    _tell_made(place)
    return counts


def _tell_made(place: Installation) -> None:
    """For whoever watches over the installation; a reader sees the former line or this one, and no half of it."""
    line = place.home / f"{LAST_BACKUP}.new"
    line.write_text(json.dumps({"at": datetime.now(UTC).isoformat()}), encoding="utf-8")
    line.replace(place.home / LAST_BACKUP)


def restore(place: Installation, source: Path, key: Path) -> dict[str, int]:
    """Put a backup into an installation that holds nothing yet; every count must come out as it went in."""
    with tempfile.TemporaryDirectory(dir=place.home) as folder:
        work = Path(folder)
        told = _opened(source, key, work)
        if told["municipality"] != place.name:
            raise InstallationError(
                f"この控えは「{told['municipality']}」のものです。KASANE_MUNICIPALITY を合わせてください。"
            )
        _demand_empty(place)
        for secret in sorted((work / "secrets").iterdir()):
            (place.home / "secrets" / secret.name).unlink(missing_ok=True)
            write_secret(place.home / "secrets" / secret.name, secret.read_text(encoding="ascii"))
        shutil.copyfile(work / HEADS, place.home / HEADS)
        place.prepare()
        _run(
            "pg_restore",
            place,
            "--clean",
            "--if-exists",
            "--exit-on-error",
            "--single-transaction",
            work / DUMP,
        )
    place.prepare()
    place.step("owner", "migrate")
    with psycopg.connect(place.address) as admin:
        came_out = _counts(admin, place.name)
    differing = [table for table, count in told["counts"].items() if came_out.get(table) != count]
    if differing:
        raise InstallationError(f"戻した数が控えと違う表があります：{'、'.join(differing)}")
    return came_out


def _demand_empty(place: Installation) -> None:
    """Raise unless the installation has no cases yet; nothing that exists is ever overwritten."""
    database = str(conninfo_to_dict(place.address).get("dbname", place.name))
    with psycopg.connect(make_conninfo(place.address, dbname="postgres")) as admin:
        known = admin.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
    if known:
        with psycopg.connect(place.address) as admin:
            table = admin.execute(
                "select to_regclass(%s)", [f"{place.name}.directory_municipality"]
            ).fetchone()
            if table and table[0]:
                held = admin.execute(
                    sql.SQL("select count(*) from {}.directory_municipality").format(
                        sql.Identifier(place.name)
                    )
                ).fetchone()
                if held and held[0]:
                    raise InstallationError("ここにはすでに市町村が入っています。空の設置に戻してください。")


def _opened(source: Path, key: Path, work: Path) -> dict[str, Any]:
    """Unpack a backup into a folder; what it says of itself, after every part was compared with it."""
    for path in (source, key):
        if not path.exists():
            raise InstallationError(f"{path} が見つかりません。")
    try:
        pyrage.decrypt_file(str(source), str(work / TAR), [_identity(key)])
    except (pyrage.DecryptError, OSError) as error:
        raise InstallationError("控えを開けません。鍵が違うか、ファイルが壊れています。") from error
    with tarfile.open(work / TAR) as archive:
        archive.extractall(work, filter="data")
    told: dict[str, Any] = json.loads((work / MANIFEST).read_text(encoding="utf-8"))
    broken = [name for name, digest in told["sha256"].items() if _digest(work / name) != digest]
    if broken:
        raise InstallationError(f"控えの中身が壊れています：{'、'.join(broken)}")
    return told


def _identity(key: Path) -> "pyrage.x25519.Identity":
    """The key of the backups; made where there is none, and to be kept away from the machine."""
    if not key.exists():
        made = pyrage.x25519.Identity.generate()
        key.parent.mkdir(parents=True, exist_ok=True)
        write_secret(key, str(made))
        return made
    try:
        return pyrage.x25519.Identity.from_str(key.read_text(encoding="ascii").strip())
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise InstallationError(f"{key} は控えの鍵ではありません。") from error


def _secrets(place: Installation) -> list[Path]:
    return [path for path in sorted((place.home / "secrets").iterdir()) if path.name not in STAYS]


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _files(work: Path) -> list[str]:
    return sorted(str(path.relative_to(work)) for path in work.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _counts(admin: psycopg.Connection, schema: str) -> dict[str, int]:
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


def _run(program: str, place: Installation, *words: str | Path) -> None:
    """One of PostgreSQL's own programs on the installation's database."""
    path = package_folder() / "pginstall" / "bin" / program
    done = subprocess.run(
        [path, f"--dbname={place.address}", *words], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise InstallationError(f"{program} が終わりませんでした。{done.stderr.strip().splitlines()[-1:]}")
