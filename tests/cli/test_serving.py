"""What `kasane serve` keeps running: begun anew when it was killed, given up when it keeps ending by itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kasane.cli.installation import InstallationError
from kasane.cli.serving import TRIES, Kept, Leaving


def kept(code: str) -> Kept:
    words = [sys.executable, "-c", code]
    one = Kept("画面", lambda: subprocess.Popen(words, start_new_session=True, stdout=subprocess.PIPE))
    one.start()
    return one


def test_the_killed_is_begun_anew_however_often(capfd: pytest.CaptureFixture[str]) -> None:
    one = kept("import time; time.sleep(60)")
    try:
        for _ in range(TRIES + 1):
            dead = one.process
            os.kill(dead.pid, signal.SIGKILL)
            dead.wait()
            dead.stdout.close()  # type: ignore[union-attr]
            one.keep()
            assert one.process.poll() is None
    finally:
        one.stop()
        one.wait()
        one.process.stdout.close()  # type: ignore[union-attr]
    assert "画面が止まったので、始め直します。" in capfd.readouterr().err


def test_who_keeps_ending_by_itself_is_given_up() -> None:
    one = kept("raise SystemExit(1)")
    for number in range(1, TRIES + 1):
        one.process.wait()
        one.process.stdout.close()  # type: ignore[union-attr]
        if number == TRIES:
            with pytest.raises(InstallationError, match="画面が続けて終わるので、止めます"):
                one.keep()
        else:
            one.keep()


def test_what_a_dead_process_leaves_behind_is_ended_with_it() -> None:
    child = (
        "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    )
    one = kept(child)
    left = int(one.process.stdout.readline())  # type: ignore[union-attr]
    dead = one.process
    os.kill(dead.pid, signal.SIGKILL)
    dead.wait()
    dead.stdout.close()  # type: ignore[union-attr]
    one.keep()
    deadline = time.monotonic() + 10
    while os.path.exists(f"/proc/{left}") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not os.path.exists(f"/proc/{left}")
    one.stop()
    one.wait()
    one.process.stdout.close()  # type: ignore[union-attr]


def test_told_to_stop_it_shows_that_it_leaves_and_ends_when_the_time_is_over(tmp_path: Path) -> None:
    leaving = Leaving(tmp_path / "leaving", 0.6)
    leaving.begin()
    assert leaving.mark.exists()
    assert not leaving.wait()
    deadline = time.monotonic() + 5
    while not leaving.wait():
        assert time.monotonic() < deadline
    assert not leaving.event.is_set()


def test_told_twice_or_without_a_time_it_ends_at_once(tmp_path: Path) -> None:
    twice = Leaving(tmp_path / "leaving", 60)
    twice.begin()
    assert not twice.wait()
    twice.begin()
    assert twice.wait()
    at_once = Leaving(tmp_path / "none", 0)
    at_once.begin()
    assert at_once.wait()
    assert not at_once.mark.exists()
