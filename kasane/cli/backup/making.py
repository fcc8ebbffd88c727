"""Making a backup: database with its papers, keys and the heads of the record of seeing, in one encrypted file.

The file is an age file (https://age-encryption.org/v1) around a tar; whoever holds the private key opens it with any age tool.
"""

import json
import os
import shutil
import tarfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pyrage

from kasane.cli.backup.parts import (
    ALL_HEADS,
    DUMP,
    HEADS,
    MANIFEST,
    TAR,
    counts_of,
    digest_of,
    files_of,
    run,
    work_folder,
)
from kasane.cli.embedded import write_secret
from kasane.cli.installation import Installation, InstallationError
from kasane.version import VERSION

# What belongs to the cluster of a machine, not to the installation.
STAYS = frozenset({"database-admin", "backup-key"})
# When the last backup was made here; nothing of it.
LAST_BACKUP = "last-backup.json"


def backup(
    place: Installation, target: Path, recipients: Sequence["pyrage.x25519.Recipient"]
) -> dict[str, int]:
    """Write one encrypted file of everything; returns how many rows of each table are in it.

    Runs beside a working installation: counts and dump see the same instant.
    """
    if target.exists():
        raise InstallationError(f"{target} はすでにあります。別の名前にしてください。")
    with work_folder(place) as work:
        (work / "secrets").mkdir(mode=0o700)
        with psycopg.connect(place.address, autocommit=True) as admin:
            # No seal is under way while the instant is taken: the heads outside know what the database knows.
            admin.execute("select pg_advisory_lock(hashtext('audit_seal'))")
            admin.execute("begin isolation level repeatable read read only")
            (snapshot,) = admin.execute("select pg_export_snapshot()").fetchone() or ("",)
            (work / HEADS).touch()
            for heads in place.home.glob(ALL_HEADS):
                shutil.copyfile(heads, work / heads.name)
            admin.execute("select pg_advisory_unlock(hashtext('audit_seal'))")
            counts = counts_of(admin, place.name)
            run(
                "pg_dump", place, "-Fc", f"--schema={place.name}", f"--snapshot={snapshot}", "-f", work / DUMP
            )
        for secret in _secrets(place):
            write_secret(work / "secrets" / secret.name, secret.read_text(encoding="ascii"))
        told = {
            "version": VERSION,
            "municipality": place.name,
            "counts": counts,
            "sha256": {name: digest_of(work / name) for name in files_of(work)},
        }
        (work / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        with tarfile.open(work / TAR, "w") as archive:
            for name in files_of(work):
                if name != TAR:
                    archive.add(work / name, arcname=name)
        partial = target.with_suffix(target.suffix + ".part")
        pyrage.encrypt_file(str(work / TAR), str(partial), list(recipients))
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.rename(target)
    _tell_made(place)
    return counts


def _tell_made(place: Installation) -> None:
    """For whoever watches over the installation; a reader sees the former line or this one, and no half of it."""
    line = place.home / f"{LAST_BACKUP}.new"
    line.write_text(json.dumps({"at": datetime.now(UTC).isoformat()}), encoding="utf-8")
    line.replace(place.home / LAST_BACKUP)


def _secrets(place: Installation) -> list[Path]:
    return [path for path in sorted((place.home / "secrets").iterdir()) if path.name not in STAYS]
