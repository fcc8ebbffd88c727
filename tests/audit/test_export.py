"""What an outside auditor gets: checked with Python alone, and no tampering with it goes unseen."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from kasane.audit.actions import seal
from kasane.audit.queries import exported
from kasane.cli.installation import PROJECT
from tests import cluster as clusters
from tests.world import World, point

Lines = list[str]


@pytest.fixture
def written(town: World, tmp_path: Path) -> tuple[Path, Path]:
    """An export with several seals, and the heads kept outside."""
    key, heads, export = Ed25519PrivateKey.generate(), tmp_path / "heads.jsonl", tmp_path / "export.jsonl"
    for who in ("tanaka", "sato", "suzuki"):
        town.client(who).get("/cases/")
        point("default", clusters.installation(town.name).connection("keeper"))
        seal(key=key, head_file=heads)
        point("default", clusters.installation(town.name).connection("app"))
    point("default", clusters.installation(town.name).connection("keeper"))
    lines = list(exported([key.public_key()]))
    connections["default"].close()
    write(export, lines)
    return export, heads


def write(path: Path, lines: Lines) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def checked(export: Path, *heads: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(PROJECT / "tools" / "verify_audit_export.py"), str(export), *map(str, heads)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def rows_of(lines: Lines) -> list[int]:
    return [place for place, line in enumerate(lines) if line.startswith("[")]


def told(row: list[Any]) -> str:
    """A row's line as the product writes it, so that only what it says was tampered with."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def flip(lines: Lines) -> None:
    place = rows_of(lines)[0]
    row = json.loads(lines[place])
    lines[place] = told([*row[:3], 1, *row[4:]])


def delete(lines: Lines) -> None:
    del lines[rows_of(lines)[1]]


def insert(lines: Lines) -> None:
    place = rows_of(lines)[0]
    lines.insert(place, told([5, *json.loads(lines[place])[1:]]))


def swap(lines: Lines) -> None:
    one, other = rows_of(lines)[:2]
    lines[one], lines[other] = lines[other], lines[one]


def cut_the_tail(lines: Lines) -> None:
    last = max(place for place, line in enumerate(lines) if line.startswith('{"seal"'))
    del lines[last:]


def forge_a_signature(lines: Lines) -> None:
    place = next(place for place, line in enumerate(lines) if line.startswith('{"seal"'))
    lines[place] = json.dumps(json.loads(lines[place]) | {"signature": "00" * 64})


def test_an_export_as_it_was_written_holds(written: tuple[Path, Path]) -> None:
    done = checked(*written)
    assert done.returncode == 0, done.stdout
    assert "すべて確かめられました" in done.stdout


@pytest.mark.parametrize("tamper", [flip, delete, insert, swap, cut_the_tail, forge_a_signature])
def test_no_tampering_goes_unseen(written: tuple[Path, Path], tamper: Callable[[Lines], None]) -> None:
    export, heads = written
    lines = export.read_text(encoding="utf-8").splitlines()
    tamper(lines)
    write(export, lines)
    assert checked(export, heads).returncode == 1


def test_without_the_heads_a_cut_tail_cannot_be_seen_and_with_them_it_is(written: tuple[Path, Path]) -> None:
    export, heads = written
    lines = export.read_text(encoding="utf-8").splitlines()
    cut_the_tail(lines)
    write(export, lines)
    assert checked(export).returncode == 0
    assert "失われています" in checked(export, heads).stdout


def test_a_seal_made_anew_after_it_stood_is_found_by_the_heads(written: tuple[Path, Path]) -> None:
    export, heads = written
    told = heads.read_text(encoding="ascii").splitlines()
    assert checked(export, heads).returncode == 0
    other = json.dumps({"number": len(told) // 2, "head": "5a" * 32, "is_sealed": True})
    heads.write_text("".join(f"{line}\n" for line in (*told[:-2], other, *told[-2:])), encoding="ascii")
    assert "いちど封じたあとで作り直されています" in checked(export, heads).stdout
    assert checked(export, heads).returncode == 1


@pytest.mark.parametrize("fault", ["locked", "full"])
def test_what_cannot_be_recorded_is_neither_shown_nor_written(town: World, fault: str) -> None:
    sato = town.client("sato")
    case = re.findall(r'href="/cases/(\w{13})/"', sato.get("/cases/").content.decode())[0]
    before = town.one("select count(*) from cases_note")
    with clusters.admin(town.name) as other:
        if fault == "locked":
            other.execute("begin")
            other.execute("lock table audit_auditrow in access exclusive mode")
        else:
            other.execute(
                "create function full_disk() returns trigger language plpgsql as"
                " $$ begin raise exception 'no space left' using errcode = '53100'; end $$"
            )
            other.execute(
                "create trigger full_disk before insert on audit_auditrow execute function full_disk()"
            )
        page = sato.get(f"/cases/{case}/")
        assert page.status_code == 503
        assert "山田" not in page.content.decode()
        sato.raise_request_exception = False
        form = {
            "kind": "phone",
            "happened_at": "2026-11-20T10:00",
            "text": "x",
            "information_class": "general",
        }
        person = town.one("select person_id from people_identity where name = '山田 花子' limit 1")
        assert sato.post(f"/cases/{case}/notes/new/", {**form, "concerns": str(person)}).status_code == 503
        if fault == "locked":
            other.execute("rollback")
    assert town.one("select count(*) from cases_note") == before
