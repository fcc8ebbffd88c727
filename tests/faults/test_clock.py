"""The clock of the database's machine jumps: sign-ins, sealing and pages hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kasane.cli.embedded import EmbeddedCluster
from tests.faults.attempts import STORED, Attempt
from tests.faults.browsers import Browser
from tests.faults.load import NOTE
from tests.faults.load.notes import Noting
from tests.faults.load.where import Where
from tests.faults.place import Place, opened

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
NAME = "石川"


class Clock:
    """How far the installation's clock stands from the real one; read anew at each look at it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.jump("+0")

    def jump(self, how_far: str) -> None:
        beside = self.file.with_suffix(".new")
        beside.write_text(how_far + "\n", encoding="ascii")
        beside.chmod(0o644)
        beside.replace(self.file)


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    if LIBRARY is None:
        pytest.skip("libfaketime is not installed here (Debian: apt-get install libfaketime)")
    return Clock(opened(tmp_path) / "clock")


@pytest.fixture
def jumping(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """An installation on a database whose clock is this one: the database alone says who acts, and when."""
    home = opened(tmp_path) / "home"
    home.mkdir()
    told = {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(clock.file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    cluster = EmbeddedCluster(home)
    with monkeypatch.context() as preloaded:
        for name, value in told.items():
            preloaded.setenv(name, value)
        cluster.start()
    try:
        yield Place(home, database=cluster.address("kasane"))
    finally:
        cluster.stop()


def test_a_clock_that_jumps_lets_nobody_stay_and_stops_nobody(jumping: Place, clock: Clock) -> None:
    with jumping.served() as served:
        sato = Browser("sato", served.port).sign_in()
        try:
            noting = Noting(Where.of(jumping))
            for jump in ("+20m", "-1d", "+40d", "+0"):
                assert NAME in sato.get("/cases/").text, "signed in, one sees"
                clock.jump(jump)
                closed = sato.get("/cases/")
                assert closed.status_code == 302, f"{jump}: whoever sits there now has to say who they are"
                assert closed.headers["location"].startswith("/sign-in/")
                sato.client.cookies.clear()
                sato.sign_in()
                for page in ("/", "/cases/", "/referrals/", "/visits/", "/sittings/"):
                    assert sato.get(page).status_code == 200, (jump, page)
                assert noting(sato, Attempt(NOTE, f"記録 {jump}", 0.0)) == STORED
        finally:
            sato.close()
    assert jumping.kasane("audit", "verify").returncode == 0
