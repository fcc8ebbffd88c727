"""A newcomer restores a backup onto an empty machine with the operations guide alone: its very blocks are run."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from kasane.cli.embedded import EmbeddedCluster
from tests import cluster as clusters
from tests.faults.browsers import Browser
from tests.faults.place import Place, Served, free_port, opened
from tests.operations.pages import FOLDER, ROOT, blocks, with_values
from tests.world import World

SERVE = 'kasane serve --port "$PORT"\n'


@pytest.fixture
def made(town: World, tmp_path: Path) -> tuple[Path, Path, list[tuple[object, ...]]]:
    """A backup of the town, its private key, and the notes as they stood, on a machine that is then gone."""
    home = tmp_path / "before"
    shutil.copytree(clusters.HOME / "secrets", home / "secrets")
    place = Place(home, database=make_conninfo(clusters.cluster().address(), dbname=town.name))
    assert place.kasane("backup-key", str(tmp_path / "key")).returncode == 0
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    done = place.kasane("backup", str(shelf), "--to", str(tmp_path / "key.pub"))
    assert done.returncode == 0, done.stderr
    (whole,) = shelf.iterdir()
    shutil.rmtree(home)
    return (
        whole,
        tmp_path / "key",
        town.superuser.execute("select id, text from cases_note order by id").fetchall(),
    )


def test_the_blocks_of_the_guide_bring_the_town_back(
    made: tuple[Path, Path, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    whole, key, notes = made
    empty, port = opened(tmp_path) / "empty", free_port()
    first, *steps, last = blocks(FOLDER / "03-backup.md", "sh restore")
    values = {
        "PRODUCT": str(ROOT),
        "KASANE_HOME": str(empty),
        "BACKUP": str(whole),
        "BACKUP_KEY": str(key),
        "PORT": str(port),
    }
    before = with_values(first, values)
    assert last == SERVE
    done = shell(before + "".join(steps))
    assert done.returncode == 0, done.stderr
    for sentence in (
        "数は控えと同じです",
        "すべて確かめられました",
        "壁: 働いています",
        "表のすべてに壁があります",
    ):
        assert sentence in done.stdout
    with served(before + steps[0] + "exec " + last, Place(empty), port) as running:
        running.wait_until_it_answers(240)
        with psycopg.connect(EmbeddedCluster(empty).address("kasane")) as superuser:
            assert superuser.execute("select id, text from kasane.cases_note order by id").fetchall() == notes
        sato = Browser("sato", port).sign_in()
        cases = sato.get("/cases/")
        assert cases.status_code == 200
        case = re.findall(r'href="(/cases/\w{13}/)"', cases.text)[0]
        assert sato.get(f"{case}notes/").status_code == 200
        sato.close()
        assert httpx.get(f"http://127.0.0.1:{port}/sign-in/", trust_env=False).status_code == 200


def shell(text: str) -> subprocess.CompletedProcess[str]:
    """Blocks as somebody types them who stops at the first that fails; nothing of this machine's settings is there."""
    return subprocess.run(
        ["bash", "-e", "-u", "-o", "pipefail"],
        input=text,
        env=bare(),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def bare() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KASANE_")}
    return kept | {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}


@contextmanager
def served(text: str, place: Place, port: int) -> Iterator[Served]:
    """The last block, which stays in the foreground; stopped as by Ctrl-C."""
    with (place.home / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            ["bash", "-e", "-u", "-c", text], env=bare(), cwd="/", stdout=log, stderr=log
        )
        try:
            yield Served(place, port, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=90)
