"""What `kasane serve` keeps running until Ctrl-C: web process, keeper and embedded database, each begun anew when it dies."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import LEAVING, PROJECT, Installation, InstallationError

EVERY_SECONDS = 0.25
# Who ends by itself so soon, so often in a row, will not stay up however often it is begun.
SOON_SECONDS, TRIES = 10, 5
PAUSE_SECONDS = 5
# How long what is left of a dead process may finish what it does, and how long one that is told to stop may take.
LEFT_SECONDS, STOP_SECONDS = 5, 40


@dataclass
class Kept:
    """A child process that runs as long as the product does."""

    name: str
    begin: Callable[[], "subprocess.Popen[bytes]"]
    process: "subprocess.Popen[bytes]" = field(init=False)
    began: float = 0.0
    failures: int = 0

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = self.begin()

    def keep(self) -> None:
        """Begin it anew where it died; raises InstallationError for one that keeps ending by itself.

        Killed from outside (by somebody, or for lack of memory) says nothing against it.
        """
        code = self.process.poll()
        if code is None:
            return
        is_soon = code >= 0 and time.monotonic() - self.began < SOON_SECONDS
        self.failures = self.failures + 1 if is_soon else 0
        if self.failures >= TRIES:
            raise InstallationError(f"{self.name}が続けて終わるので、止めます。上の行をご覧ください。")
        self._clear()
        say(f"{self.name}が止まったので、始め直します。")
        self.start()

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.terminate()

    def wait(self) -> None:
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait()

    def _clear(self) -> None:
        """Its own children finish what they do, for a moment; they still hold the port."""
        deadline = time.monotonic() + LEFT_SECONDS
        self._signal(signal.SIGTERM)
        while self._signal(0) and time.monotonic() < deadline:
            time.sleep(0.05)
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> bool:
        """Tell its whole group; False when nobody is left in it."""
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True


@dataclass
class KeptCluster:
    """The embedded database; where it cannot begin (a full disk, say), it is tried until it can."""

    cluster: EmbeddedCluster
    tried: float = 0.0
    failures: int = 0

    def keep(self) -> None:
        if self.cluster.is_alive() or time.monotonic() - self.tried < min(self.failures, PAUSE_SECONDS):
            return
        self.tried = time.monotonic()
        try:
            self.cluster.start()
        except (RuntimeError, psycopg.OperationalError) as error:
            self.failures += 1
            # What is left of a killed one may be in the way for a moment; that is no news.
            if self.failures == TRIES:
                say(f"{error}\nまた始められるまで、試し続けます。")
            return
        self.failures = 0
        say("データベースが止まったので、始め直しました。")


def say(sentence: str) -> None:
    """To the operator; a full disk under the log keeps nothing from being begun anew."""
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)


@dataclass
class Leaving:
    """Being told to stop: whoever shares out requests is shown so for a while, and is answered all the same."""

    mark: Path
    seconds: float
    event: threading.Event = field(default_factory=threading.Event)
    until: float = 0.0

    def listen(self) -> None:
        self.mark.unlink(missing_ok=True)
        signal.signal(signal.SIGINT, lambda *_: self.event.set())
        signal.signal(signal.SIGTERM, lambda *_: self.begin())

    def begin(self) -> None:
        if self.until or not self.seconds:
            self.event.set()
            return
        self.until = time.monotonic() + self.seconds
        with suppress(OSError):
            self.mark.touch()

    def wait(self) -> bool:
        """A moment; True when it is time to end."""
        return self.event.wait(EVERY_SECONDS) or bool(self.until and time.monotonic() >= self.until)


@dataclass(frozen=True)
class Listening:
    """Where the web process listens, whether the keeper runs beside it, and how long it stays when told to stop."""

    port: int
    host: str = "127.0.0.1"
    is_web_only: bool = False
    drain: float = 0.0


def keep_serving(installation: Installation, listening: Listening, told: Callable[[], None]) -> int:
    """Web process and keeper until Ctrl-C; `told` says that they run. Returns the exit code.

    Of several machines one runs the keeper, because the heads of its seals stand in one file.
    """
    leaving = Leaving(installation.home / LEAVING, listening.drain)
    leaving.listen()
    children = _children(installation, listening)
    database = KeptCluster(installation.cluster) if installation.cluster is not None else None
    for child in children:
        child.start()
    try:
        told()
        while not leaving.wait():
            if database is not None:
                database.keep()
            for child in children:
                child.keep()
    except InstallationError as error:
        say(str(error))
        return 1
    finally:
        for child in children:
            child.stop()
        for child in children:
            child.wait()
        leaving.mark.unlink(missing_ok=True)
    return 0


def _children(installation: Installation, listening: Listening) -> list[Kept]:
    pid = str(installation.home / "web.pid")
    children = [Kept("画面のプロセス", _child(installation, "app", *_gunicorn(listening), "--pid", pid))]
    if not listening.is_web_only:
        keeper = _child(installation, "keeper", "kasane.cli.boot", "kasane.worker.keep")
        children.append(Kept("操作記録を封印するプロセス", keeper))
    return children


def demand_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise InstallationError(
                f"{host}:{port} は、ほかのプログラムが使っているか、この機械のアドレスではありません。それを止めるか、kasane serve --port で別の番号を選んでください。"
            ) from None


def _gunicorn(listening: Listening) -> tuple[str, ...]:
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    bind = f"{host}:{listening.port}"
    return ("gunicorn", "config.wsgi", "-c", "config/gunicorn.py", "--bind", bind, "--no-control-socket")


def _child(installation: Installation, role: str, *words: str) -> Callable[[], "subprocess.Popen[bytes]"]:
    return lambda: subprocess.Popen(
        [sys.executable, "-m", *words],
        env=installation.process_environment(role=role),
        cwd=PROJECT,
        start_new_session=True,
    )
