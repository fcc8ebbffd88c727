"""The files to copy: units that systemd takes, hardened, with commands that exist; and what the other examples must say."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from kasane.cli.main import parser
from tests.operations.pages import DEPLOY, PAGES, ROOT, commands, text_of
from tests.operations.test_words import settings_of, settings_table

SERVICES = sorted(DEPLOY.glob("*.service"))
UNITS = [*SERVICES, *sorted(DEPLOY.glob("*.timer"))]
PROGRAM = "/opt/kasane/.venv/bin/kasane"
# As systemd counts exposure, 0 to 100; unhardened is 92 to 96.
MOST_EXPOSED = 20
analyze = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(analyze is None, reason="systemd-analyze がありません。")
BY_SERVICE = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)


def with_program(folder: Path) -> list[str]:
    """The units with the product's program where it stands here."""
    here = str(Path(sys.executable).with_name("kasane"))
    told = []
    for unit in UNITS:
        copied = folder / unit.name
        copied.write_text(text_of(unit).replace(PROGRAM, here), encoding="utf-8")
        told.append(str(copied))
    return told


def analyzed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(analyze), *words], capture_output=True, text=True, check=False)


def of_gunicorn(name: str) -> int:
    """A number of its settings; read and not imported, because what is imported prepares this process for serving."""
    (told,) = re.findall(rf"^{name} = (\d+)$", text_of(ROOT / "config" / "gunicorn.py"), re.MULTILINE)
    return int(told)


def exposure(unit: Path) -> int:
    """0 where systemd counts the unit as exposed by no more than the most that is allowed."""
    return analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(unit)).returncode


@needs_systemd
def test_systemd_takes_every_unit_without_a_word(tmp_path: Path) -> None:
    done = analyzed("verify", *with_program(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@BY_SERVICE
def test_a_service_may_do_little(unit: Path) -> None:
    assert exposure(unit) == 0


@needs_systemd
@pytest.mark.parametrize(
    "taken", ["CapabilityBoundingSet=", "SystemCallFilter=", "ProtectSystem=", "PrivateUsers="]
)
def test_a_service_with_less_would_be_found(tmp_path: Path, taken: str) -> None:
    bare = tmp_path / "kasane.service"
    kept = [line for line in text_of(DEPLOY / "kasane.service").splitlines() if not line.startswith(taken)]
    loose = [line for line in kept if not line.startswith(("Protect", "Restrict", "Private"))]
    bare.write_text("\n".join(loose), encoding="utf-8")
    assert exposure(bare) != 0


@BY_SERVICE
def test_every_command_of_a_service_exists(unit: Path) -> None:
    (told,) = re.findall(r"^ExecStart=(.*)$", text_of(unit), re.MULTILINE)
    ((words),) = commands("kasane", told.replace("%i", "8000"))
    parser().parse_args(words)
    assert told.startswith(PROGRAM)


@BY_SERVICE
def test_a_service_stops_the_way_a_node_leaves(unit: Path) -> None:
    """Only the launcher is told to stop, and is given longer than it drains and its children may take."""
    told = text_of(unit)
    if "serve" not in told:
        return
    (drain,) = re.findall(r"--drain (\d+)", told)
    (patience,) = re.findall(r"^TimeoutStopSec=(\d+)$", told, re.MULTILINE)
    assert "KillMode=mixed" in told
    assert int(patience) > int(drain) + of_gunicorn("graceful_timeout")


@BY_SERVICE
def test_the_settings_are_read_from_a_file_and_never_stand_in_a_unit(unit: Path) -> None:
    told = text_of(unit)
    assert "EnvironmentFile=/etc/kasane/kasane.env" in told
    assert "Environment=" not in told


def test_every_unit_the_guide_names_is_there() -> None:
    named = {
        name for page in PAGES for name in re.findall(r"kasane[\w-]*@?\d*\.(?:service|timer)", text_of(page))
    }
    assert {re.sub(r"@\d+", "@", name) for name in named} <= {unit.name for unit in UNITS}
    assert len(named) > 3


def test_the_example_of_settings_names_real_ones() -> None:
    assert settings_of(text_of(DEPLOY / "kasane.env")) <= settings_table()


def test_the_proxy_overwrites_what_a_browser_claims_and_hides_what_is_for_operators() -> None:
    told = re.sub(r"#.*", "", text_of(DEPLOY / "nginx.conf"))
    for line in (
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header Host $host;",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "location ~ ^/(health|metrics)/ {",
    ):
        assert line in told
    (size,) = re.findall(r"client_max_body_size (\d+)m;", told)
    assert (
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        < int(size) * 1024**2
        <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 1.2
    )
    (patience,) = re.findall(r"proxy_read_timeout (\d+)s;", told)
    assert int(patience) > of_gunicorn("timeout")
    assert "non_idempotent" not in told, "what was sent once is never sent twice"


def test_the_container_runs_as_nobody_special_with_locked_libraries() -> None:
    told = text_of(DEPLOY / "Containerfile")
    copied = [word for line in re.findall(r"^COPY (.*)$", told, re.MULTILINE) for word in line.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert told.index("USER kasane") < told.index("CMD [")
    assert not re.search(r"^USER root", told, re.MULTILINE)
    assert "RUN make .venv/run" in told
    assert "--require-hashes -r requirements.lock" in text_of(ROOT / "Makefile")
    (words,) = re.findall(r"^CMD \[(.*)\]$", told, re.MULTILINE)
    parser().parse_args(re.findall(r'"([^"]*)"', words)[1:])
    assert "/health/ready/" in told


def archived(folder: Path, segment: Path) -> int:
    return subprocess.run(
        [DEPLOY / "archive-wal", folder, segment, "000000010000000000000001"],
        capture_output=True,
        check=False,
    ).returncode


def test_a_segment_is_archived_whole_once_and_never_over_another(tmp_path: Path) -> None:
    archive, segment = tmp_path / "wal", tmp_path / "segment"
    archive.mkdir()
    segment.write_bytes(b"first" * 1000)
    assert archived(archive, segment) == 0
    assert archived(archive, segment) == 0, "the same once more: the server died before it was told"
    segment.write_bytes(b"other" * 1000)
    assert archived(archive, segment) != 0
    (kept,) = archive.iterdir()
    assert kept.read_bytes() == b"first" * 1000
    assert archived(tmp_path / "away", segment) != 0, "an archive that is not there keeps the segment"


UNDER_THE_RULE = """
import ctypes
if ctypes.CDLL(None, use_errno=True).prctl(65, 1, 0, 0, 0) != 0:
    raise SystemExit(77)
import django
django.setup()
from django.contrib.auth.hashers import make_password, check_password
from cryptography.fernet import Fernet
import psycopg, pyrage, typst, xlsxwriter, python_calamine
assert check_password("x", make_password("x"))
assert Fernet(Fernet.generate_key()).encrypt(b"x")
pyrage.x25519.Identity.generate()
print(typst.compile(b"= A")[:5])
"""


def test_the_product_works_where_no_memory_is_written_and_run() -> None:
    """MemoryDenyWriteExecute, as the kernel keeps it for a process and its children (PR_SET_MDWE)."""
    done = subprocess.run(
        [sys.executable, "-c", UNDER_THE_RULE], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode == 77:
        pytest.skip("このカーネルには PR_SET_MDWE がありません。")
    assert (done.returncode, done.stdout.strip()) == (0, "b'%PDF-'"), done.stderr
