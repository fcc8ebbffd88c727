"""Putting a backup back into an installation that holds nothing yet, and proving that it is the same."""

import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import psycopg
import pyrage
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kasane.cli.backup.filling import fill
from kasane.cli.backup.keys import private_key
from kasane.cli.backup.parts import ALL_HEADS, DUMP, MANIFEST, TAR, counts_of, digest_of, work_folder
from kasane.cli.embedded import write_secret
from kasane.cli.installation import Installation, InstallationError


def restore(place: Installation, source: Path, key: Path) -> dict[str, int]:
    """Put a backup into an installation that holds nothing yet; every count must come out as it went in."""
    with work_folder(place) as work:
        told = _opened(source, key, work)
        if told["municipality"] != place.name:
            raise InstallationError(
                f"この控えは「{told['municipality']}」のものです。KASANE_MUNICIPALITY を合わせてください。"
            )
        _demand_empty(place)
        for secret in sorted((work / "secrets").iterdir()):
            (place.home / "secrets" / secret.name).unlink(missing_ok=True)
            write_secret(place.home / "secrets" / secret.name, secret.read_text(encoding="ascii"))
        for heads in work.glob(ALL_HEADS):
            shutil.copyfile(heads, place.home / heads.name)
        place.prepare()
        fill(place, work / DUMP)
    place.prepare()
    place.step("owner", "migrate")
    with psycopg.connect(place.address) as admin:
        came_out = counts_of(admin, place.name)
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
        pyrage.decrypt_file(str(source), str(work / TAR), [private_key(key)])
    except (pyrage.DecryptError, OSError) as error:
        raise InstallationError("控えを開けません。鍵が違うか、ファイルが壊れています。") from error
    with tarfile.open(work / TAR) as archive:
        archive.extractall(work, filter="data")
    told: dict[str, Any] = json.loads((work / MANIFEST).read_text(encoding="utf-8"))
    broken = [name for name, digest in told["sha256"].items() if digest_of(work / name) != digest]
    if broken:
        raise InstallationError(f"控えの中身が壊れています：{'、'.join(broken)}")
    return told
