"""The doctor on a real cluster: a city as it should be, the same with everything wrong at once, and none that answers."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests import cluster as clusters
from tests.cli.commands import clear_away, kasane


@pytest.fixture(scope="module")
def city(
    templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[dict[str, str]]:
    """A real city of its own in the tests' cluster: its provision, and nobody of the fictional town."""
    assert templates
    name = f"shindan_{worker_id}"
    home = tmp_path_factory.mktemp("shindan")
    told = os.environ | {
        "KASANE_HOME": str(home),
        "KASANE_DATABASE_URL": clusters.installation(name).address,
        "KASANE_MUNICIPALITY": name,
        "KASANE_HOSTS": "kasane.city.example",
        "KASANE_HTTPS": "1",
        "KASANE_PROXIES": "1",
        "KASANE_CERTIFICATE": str(certificate(home, timedelta(days=90))),
    }
    told.pop("KASANE_ADDRESS", None)
    for words in (["migrate"], ["seed", "provision"]):
        assert kasane(told, *words).returncode == 0
    (home / "last-backup.json").write_text(json.dumps({"at": datetime.now(UTC).isoformat()}))
    yield told
    clear_away(name)


def marks(told: dict[str, str], *words: str) -> tuple[int, dict[str, str]]:
    done = kasane(told, "doctor", "--json", *words)
    return done.returncode, {line["key"]: line["mark"] for line in json.loads(done.stdout)["lines"]}


def certificate(folder: Path, left: timedelta) -> Path:
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kasane.city.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = made.not_valid_before(now - timedelta(days=365)).not_valid_after(now + left).sign(key, None)
    path = folder / f"{left.days}.pem"
    path.write_bytes(signed.public_bytes(Encoding.PEM))
    return path


@contextmanager
def all_wrong(told: dict[str, str]) -> Iterator[None]:
    """One thing of each kind, set right again afterwards."""
    name, key = told["KASANE_MUNICIPALITY"], Path(told["KASANE_HOME"], "secrets", "signing")
    wrong = (
        f"alter role {name}_door bypassrls",
        f"alter table {name}.cases_note disable row level security",
        f"update {name}.django_migrations set name = 'x' where (app, name) = ('audit', '0002_signs_of_life')",
        f"insert into {name}.sign_in_account (id, password, username, is_active, is_demo)"
        " values (1, '!', 'demo', true, true)",
        f"insert into {name}.audit_seal (number, sealed_at, row_ids, digest, former, head, signature)"
        " values (1, now(), '{}', '', '', '', '')",
    )
    right = (
        f"alter role {name}_door nobypassrls",
        f"alter table {name}.cases_note enable row level security",
        f"update {name}.django_migrations set name = '0002_signs_of_life' where name = 'x'",
        f"delete from {name}.sign_in_account where username = 'demo'",
        f"delete from {name}.audit_seal",
    )
    key.chmod(0o640)
    with clusters.admin(name) as admin:
        admin.execute("set session_replication_role = replica")
        for statement in wrong:
            admin.execute(statement)
        try:
            yield
        finally:
            for statement in right:
                admin.execute(statement)
            key.chmod(0o600)


def test_a_city_as_it_should_be(city: dict[str, str]) -> None:
    code, told = marks(city)
    assert code == (1 if told["disk-home"] == "×" else 0), "the disk is the one under the tests"
    assert {key for key, mark in told.items() if mark != "○"} - {"disk-home", "ntp"} == {"seals"}
    assert told["seals"] == "△", "no keeper goes round here"
    assert {"postgres", "roles", "walls", "keys", "chain", "backup", "certificate", "clock"} <= set(told)


def test_everything_wrong_at_once_is_told_line_by_line(city: dict[str, str]) -> None:
    changed = city | {
        "KASANE_HOSTS": "*",
        "KASANE_HTTPS": "0",
        "KASANE_CERTIFICATE": str(certificate(Path(city["KASANE_HOME"]), timedelta(days=-1))),
    }
    told_at = Path(city["KASANE_HOME"], "last-backup.json")
    told_at.rename(told_at.with_suffix(".aside"))
    with all_wrong(city):
        code, told = marks(changed)
        second = marks(changed, "--web-only")[1]
        table = kasane(changed, "doctor").stdout
    told_at.with_suffix(".aside").rename(told_at)
    assert code == 1
    assert {key for key, mark in told.items() if mark == "×"} - {"disk-home"} == {
        "roles",
        "walls",
        "migrations",
        "city",
        "chain",
        "keys",
        "hosts",
        "https",
        "certificate",
        "backup",
    }
    assert set(told) - set(second) == {"chain", "backup"}, "which only the keeper's machine can tell"
    assert "× 役" in table
    assert "→ kasane migrate" in table


def test_a_database_that_does_not_answer_is_one_line(city: dict[str, str]) -> None:
    away = city | {"KASANE_DATABASE_URL": "host=127.0.0.1 port=1 user=nobody dbname=none connect_timeout=2"}
    done = kasane(away, "doctor")
    assert done.returncode == 1
    assert "× 接続" in done.stdout
    assert "○ 鍵" in done.stdout, "what the machine itself knows is told"
    assert "Traceback" not in done.stderr


def test_where_nothing_was_installed_nothing_is_made(city: dict[str, str], tmp_path: Path) -> None:
    done = kasane(city | {"KASANE_HOME": str(tmp_path / "none")}, "doctor")
    assert done.returncode == 1
    assert "まだ何も設置されていません" in done.stderr
    assert not (tmp_path / "none").exists()
