"""The database is taken back to an instant: everything before it is there, nothing after, and the record of seeing says so."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.faults.attempts import STORED, Writer
from tests.faults.load import NOTE, writers
from tests.faults.place import Place, opened
from tests.faults.recovering import GUIDE, City, archiving, instant
from tests.operations.pages import blocks


def test_everything_before_the_instant_and_nothing_after(place: Place, tmp_path: Path) -> None:
    with place.served():
        pass  # so that there is a town
    home, folder = tmp_path / "home", opened(tmp_path) / "city"
    shutil.copytree(place.home / "secrets", home / "secrets")
    shutil.copyfile(place.home / "audit-head.jsonl", home / "audit-head.jsonl")
    with archiving(place, folder) as city:
        mine = Place(home, database=city.address)
        city.take_base()
        before, after, until = written(mine, city, tmp_path)
        assert marks(mine) >= set(after)
        with mine.superuser() as superuser:
            superuser.execute("truncate cases_message cascade")
        city.take_back(until)
        assert marks(mine) >= set(before)
        assert not marks(mine) & set(after)
        with mine.superuser() as superuser:
            (messages,) = superuser.execute("select count(*) from cases_message").fetchone() or (0,)
        assert messages > 0, "what was destroyed afterwards is there again"
        torn = mine.kasane("audit", "verify")
        assert torn.returncode == 1
        assert "データベースから失われています" in torn.stdout, (
            "the heads outside know of seals that are gone"
        )
        settle(mine)
        (aside,) = home.glob("audit-head-set-aside-*.jsonl")
        assert len(aside.read_text(encoding="ascii").splitlines()) >= 1
        with mine.served() as served, writers(mine, served.port) as people:
            sato = next(one for one in people if one.kind == NOTE)
            assert sato.act().answer == STORED
        assert mine.kasane("audit", "verify").returncode == 0


def written(place: Place, city: City, folder: Path) -> tuple[list[str], list[str], str]:
    """Notes acknowledged before an instant and after it, sealed on both sides; some of the former still unsealed then."""
    with place.served() as served, writers(place, served.port) as people:
        sato = next(one for one in people if one.kind == NOTE)
        before = acknowledged(sato, 3)
        sealed(place, folder / "first.jsonl")
        before += acknowledged(sato, 2)
        until = instant(city)
        after = acknowledged(sato, 3)
        sealed(place, folder / "second.jsonl")
        told = json.loads(place.kasane("doctor", "--json").stdout)["lines"]
    assert {line["key"]: line["mark"] for line in told}["wal"] == "○"
    return before, after, until


def acknowledged(writer: Writer, number: int) -> list[str]:
    attempts = [writer.act() for _ in range(number)]
    assert {attempt.answer for attempt in attempts} == {STORED}
    return [attempt.mark for attempt in attempts]


def sealed(place: Place, export: Path) -> None:
    done = place.kasane("audit", "export", str(export))
    assert done.returncode == 0, done.stderr


def marks(place: Place) -> set[str]:
    with place.superuser() as superuser:
        return {text for (text,) in superuser.execute("select text from cases_note").fetchall()}


def settle(place: Place) -> None:
    """The guide's own block, in the operator's environment."""
    (block,) = blocks(GUIDE, "sh settle")
    environment = place.environment
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    words: Sequence[str] = ["bash", "-e", "-u", "-c", block]
    done = subprocess.run(words, env=environment, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "操作記録の連鎖は、すべて確かめられました。" in done.stdout
