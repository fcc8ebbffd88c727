"""The `kasane` command on a cluster somebody else runs: nothing embedded starts, each verb answers."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cluster as clusters
from tests.cli.commands import clear_away, kasane


@pytest.fixture(scope="module")
def told(
    templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own in the tests' cluster; one for each worker."""
    assert templates
    name = f"machi_{worker_id}"
    home = tmp_path_factory.mktemp("installation")
    address = clusters.installation(name).address
    yield os.environ | {
        "KASANE_HOME": str(home),
        "KASANE_DATABASE_URL": address,
        "KASANE_MUNICIPALITY": name,
    }
    clear_away(name)


def test_an_installation_is_made_told_and_checked(told: dict[str, str]) -> None:
    for words in (["migrate"], ["migrate"], ["seed", "provision"], ["seed", "provision"]):
        done = kasane(told, *words)
        assert done.returncode == 0, done.stderr
    exported = kasane(told, "export", "provision")
    assert json.loads(exported.stdout)["municipality"]["code"] == "142077"
    checked = kasane(told, "check")
    assert checked.returncode == 0
    assert "壁: 働いています。" in checked.stdout
    assert "見本のまち" not in checked.stdout, "a real installation is no demonstration"
    assert kasane(told, "audit", "verify").returncode == 0
    walled = kasane(told, "check", "--walls")
    assert walled.returncode == 0
    assert "○ cases_note" in walled.stdout
    with clusters.admin(told["KASANE_MUNICIPALITY"]) as admin:
        schema = told["KASANE_MUNICIPALITY"]
        admin.execute(f"alter table {schema}.cases_note disable row level security")
        opened = kasane(told, "check", "--walls")
        admin.execute(f"alter table {schema}.cases_note enable row level security")
    assert opened.returncode == 1
    assert "× cases_note" in opened.stdout
    assert "方針がありません" in opened.stdout
    assert not Path(told["KASANE_HOME"], "postgres").exists(), "nothing embedded was made"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["fly"], "使い方が違います"),
        (["export", "provision", "--year", "1999"], "1999年度"),
        (["seed", "provision", "/nowhere"], "provision.toml"),
    ],
)
def test_bad_input_gets_one_clear_line_and_a_code(
    told: dict[str, str], words: list[str], sentence: str
) -> None:
    kasane(told, "migrate")
    done = kasane(told, *words)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cluster_that_does_not_answer_is_said_in_one_line(told: dict[str, str]) -> None:
    done = kasane(told | {"KASANE_DATABASE_URL": "host=127.0.0.1 port=1 user=nobody dbname=none"}, "migrate")
    assert done.returncode == 1
    assert "データベースにつながりません" in done.stderr
    assert "Traceback" not in done.stderr


def test_secrets_are_made_once_and_only_their_owner_reads_them(told: dict[str, str]) -> None:
    kasane(told, "migrate")
    folder = Path(told["KASANE_HOME"], "secrets")
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    kasane(told, "migrate")
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
