"""Backup, wipe, restore: nothing is lost, the chain holds, and nothing that exists is overwritten."""

import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from psycopg.conninfo import make_conninfo

from kasane.cli.backup.making import backup
from kasane.cli.backup.parts import run
from kasane.cli.installation import Installation
from tests import cluster as clusters
from tests.cli.commands import clear_away, kasane


@pytest.fixture(scope="module")
def told(
    templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[dict[str, str]]:
    """The environment of a town of its own in the tests' cluster."""
    assert templates
    name = f"hikae_{worker_id}"
    address = make_conninfo(clusters.cluster().address(), dbname=name)
    environment = os.environ | {
        "KASANE_HOME": str(tmp_path_factory.mktemp("first")),
        "KASANE_DATABASE_URL": address,
        "KASANE_MUNICIPALITY": name,
    }
    for words in (["migrate"], ["seed", "provision"], ["seed", "town"]):
        assert kasane(environment, *words).returncode == 0
    yield environment
    clear_away(name)


def notes(told: dict[str, str]) -> list[Any]:
    schema = told["KASANE_MUNICIPALITY"]
    with clusters.admin(schema) as admin:
        return admin.execute(f"select id, text from {schema}.cases_note order by id").fetchall()


def test_everything_comes_back_on_another_machine(told: dict[str, str], tmp_path: Path) -> None:
    whole, key = tmp_path / "whole.age", tmp_path / "key"
    made = kasane(told, "backup", str(whole), "--key", str(key))
    assert made.returncode == 0, made.stderr
    assert "別の場所に保管" in made.stdout
    told_at = json.loads(Path(told["KASANE_HOME"], "last-backup.json").read_text())["at"]
    assert timedelta(0) <= datetime.now(UTC) - datetime.fromisoformat(told_at) < timedelta(minutes=10)
    assert key.stat().st_mode & 0o777 == 0o600
    assert whole.read_bytes().startswith(b"age-encryption.org/v1")
    assert "山田".encode() not in whole.read_bytes()
    before = notes(told)
    with clusters.admin() as admin:
        admin.execute(f'drop database "{told["KASANE_MUNICIPALITY"]}" with (force)')
    elsewhere = told | {"KASANE_HOME": str(tmp_path / "second")}
    back = kasane(elsewhere, "restore", str(whole), "--key", str(key))
    assert back.returncode == 0, back.stderr
    assert "数は控えと同じです" in back.stdout
    assert "すべて確かめられました" in back.stdout, "the chain and its signed head came along"
    assert notes(elsewhere) == before
    assert kasane(elsewhere, "check", "--walls").returncode == 0
    twice = kasane(elsewhere, "restore", str(whole), "--key", str(key))
    assert twice.returncode == 1
    assert "すでに市町村が入っています" in twice.stderr
    first = Path(told["KASANE_HOME"], "secrets", "fields").read_text(encoding="ascii")
    assert (tmp_path / "second" / "secrets" / "fields").read_text(encoding="ascii") == first
    told["KASANE_HOME"] = elsewhere["KASANE_HOME"]


@pytest.mark.parametrize("what", ["another key", "a broken file", "no file"])
def test_what_cannot_be_opened_is_said_and_nothing_is_touched(
    told: dict[str, str], tmp_path: Path, what: str
) -> None:
    whole, key = tmp_path / "whole.age", tmp_path / "key"
    assert kasane(told, "backup", str(whole), "--key", str(key)).returncode == 0
    if what == "another key":
        key = tmp_path / "other"
        assert kasane(told, "backup", str(tmp_path / "x.age"), "--key", str(key)).returncode == 0
    elif what == "a broken file":
        content = bytearray(whole.read_bytes())
        content[len(content) // 2] ^= 1
        whole.write_bytes(content)
    else:
        whole.unlink()
    before = notes(told)
    done = kasane(told, "restore", str(whole), "--key", str(key))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert notes(told) == before


def test_a_machine_without_the_private_key_writes_what_only_its_holder_opens(
    told: dict[str, str], tmp_path: Path
) -> None:
    (kept, other), shelf = (tmp_path / "kept", tmp_path / "other"), tmp_path / "shelf"
    shelf.mkdir()
    for key in (kept, other):
        made = kasane(told, "backup-key", str(key))
        assert made.returncode == 0, made.stderr
        assert "別の場所" in made.stdout
        assert key.stat().st_mode & 0o777 == 0o600
    twice = kasane(told, "backup-key", str(kept))
    assert (twice.returncode, twice.stdout) == (1, "")
    away = kept.rename(tmp_path / "away")
    done = kasane(told, "backup", str(shelf), "--to", f"{kept}.pub")
    assert done.returncode == 0, done.stderr
    (whole,) = shelf.iterdir()
    assert re.fullmatch(r"kasane-\d{8}-\d{6}\.age", whole.name)
    assert manifest(whole, away)["counts"]["cases_note"] == len(notes(told))
    with pytest.raises(pyrage.DecryptError):
        manifest(whole, other)
    swapped = kasane(told, "backup", str(tmp_path / "x.age"), "--to", str(away))
    assert swapped.returncode == 1
    assert "公開の鍵" in swapped.stderr
    assert not (tmp_path / "x.age").exists(), "a private key is not taken for a public one"
    both = kasane(told, "backup", str(tmp_path / "x.age"), "--to", f"{kept}.pub", "--to", f"{other}.pub")
    assert both.returncode == 0
    for key in (away, other):
        assert manifest(tmp_path / "x.age", key)["municipality"] == told["KASANE_MUNICIPALITY"]


def test_only_old_backups_are_taken_away_and_only_after_a_new_one(
    told: dict[str, str], tmp_path: Path
) -> None:
    key, shelf = tmp_path / "key", tmp_path / "shelf"
    shelf.mkdir()
    assert kasane(told, "backup-key", str(key)).returncode == 0
    names = [f"kasane-2020010{day}-030000.age" for day in (1, 2, 3)]
    others = ["kasane-20200101-030000.age.bak", "kasane-20200101.age", "台帳.age"]
    for name in (*names, *others):
        (shelf / name).write_text("precious")
    half = shelf / "kasane-20200104-030000.age.part"
    half.write_text("half")
    killed, working = (Path(told["KASANE_HOME"], f"backup-at-work-{name}") for name in ("killed", "working"))
    for folder in (killed, working):
        folder.mkdir()
    os.utime(killed, (0, 0))
    failed = kasane(told, "backup", str(shelf), "--to", f"{key}", "--keep", "1")
    assert failed.returncode == 1
    assert len(list(shelf.iterdir())) == 7
    done = kasane(told, "backup", str(shelf), "--to", f"{key}.pub", "--keep", "2")
    assert done.returncode == 0, done.stderr
    left = {path.name for path in shelf.iterdir()}
    assert {names[2], *others} < left
    assert not {*names[:2]} & left
    assert len(left) == 5
    assert not half.exists()
    assert not killed.exists(), "what a killed one left unencrypted does not stay"
    assert working.exists(), "nor is anything taken from one that works"
    working.rmdir()
    for words in (["--keep", "0"], ["--keep", "2"]):
        assert kasane(told, "backup", str(tmp_path / "y.age"), "--to", f"{key}.pub", *words).returncode != 0


def test_a_seal_made_while_the_backup_is_made_is_in_neither_of_its_halves(
    told: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = told["KASANE_MUNICIPALITY"]
    place = Installation(Path(told["KASANE_HOME"]), told["KASANE_DATABASE_URL"], schema)

    def sealing(program: str, *words: Any) -> None:
        """The keeper goes round between the instant of the backup and its dump."""
        with clusters.admin(schema) as admin:
            admin.execute(f"set search_path = {schema}")
            admin.execute("select audit_record('sign_in', 'sign_in', '{}', '{}', '{}', '{}')")
        place.run_once("keeper", "kasane.worker.keep", "--once")
        run(program, *words)

    monkeypatch.setattr("kasane.cli.backup.making.run", sealing)
    identity = pyrage.x25519.Identity.generate()
    place.run_once("keeper", "kasane.worker.keep", "--once")
    counts = backup(place, tmp_path / "x.age", [identity.to_public()])
    content = pyrage.decrypt((tmp_path / "x.age").read_bytes(), [identity])
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        member = archive.extractfile("audit-head.jsonl")
        assert member is not None
        heads = [json.loads(line)["number"] for line in member.read().splitlines()]
    with clusters.admin(schema) as admin:
        (now,) = admin.execute(f"select count(*) from {schema}.audit_seal").fetchone() or (0,)
    assert now == counts["audit_seal"] + 1
    assert heads[-1] == counts["audit_seal"]


def manifest(whole: Path, key: Path) -> dict[str, Any]:
    """What a backup says of itself, opened with the private key alone and none of the product."""
    identity = pyrage.x25519.Identity.from_str(key.read_text(encoding="ascii").strip())
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(whole.read_bytes(), [identity]))) as archive:
        member = archive.extractfile("manifest.json")
        assert member is not None
        told: dict[str, Any] = json.load(member)
        return told


def test_an_existing_file_is_not_overwritten(told: dict[str, str], tmp_path: Path) -> None:
    whole = tmp_path / "whole.age"
    whole.write_text("precious")
    assert kasane(told, "backup", str(whole), "--key", str(tmp_path / "key")).returncode == 1
    assert whole.read_text() == "precious"


def test_keys_are_rotated_and_what_was_sealed_before_still_proves_itself(told: dict[str, str]) -> None:
    folder = Path(told["KASANE_HOME"], "secrets")
    before = {
        name: (folder / name).read_text(encoding="ascii").split()
        for name in ("signing", "fields", "audit-key")
    }
    assert kasane(told, "rotate").returncode == 0
    for name in ("signing", "fields"):
        after = (folder / name).read_text(encoding="ascii").split()
        assert after[1] == before[name][0], "the former key still reads"
        assert after[0] not in before[name]
    assert (folder / "audit-key").read_text(encoding="ascii").split() != before["audit-key"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert kasane(told, "audit", "verify").returncode == 0
    former = (folder / "audit-former").rename(folder / "aside")
    forged = kasane(told, "audit", "verify")
    former.rename(folder / "audit-former")
    assert forged.returncode == 1
    assert "署名が合いません" in forged.stdout
