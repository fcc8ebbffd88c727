"""Asking the drawing process: it is started when first needed, held to a time, and started anew when it failed."""

import atexit
import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kasane.documents.pipes import read, read_line
from kasane.rules.verdicts import Refused, refused

PROJECT = Path(__file__).resolve().parent.parent.parent
SECONDS = 20.0
# A layout could name a package to fetch; nothing of a city's network is asked for one.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Layout:
    """A form's layout and the look it shares with the others, as Typst texts."""

    body: str
    look: str


@dataclass(frozen=True)
class Drawn:
    """A finished file and how many pages it has."""

    content: bytes
    pages: int


class Press:
    """One drawing process for this process; whoever asks waits for whoever asked before."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def draw(self, layout: Layout, values: dict[str, Any]) -> Drawn:
        """The form as a tagged PDF; raises Refused when the layout cannot be drawn."""
        asked = {"layout": layout.body, "look": layout.look, "values": values}
        line = json.dumps(asked).encode() + b"\n"
        with self._lock:
            try:
                verdict, content, pages = self._ask(line)
            except TimeoutError as error:
                self.stop()
                raise _no("時間内に刷り終わりませんでした。", "もう一度お試しください。") from error
            except (OSError, ValueError) as error:
                self.stop()
                raise _no("刷っている途中で止まりました。", "もう一度お試しください。") from error
        if verdict != "ok":
            raise _no(
                f"様式のひな形に誤りがあります（{content.decode()}）。",
                "ひな形を前の版に戻すか、直してください。",
            )
        return Drawn(content, pages)

    def stop(self) -> None:
        """End the process, if one runs."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()

    @property
    def process(self) -> int | None:
        """The id of the process that runs, for whoever measures it."""
        return self._child.pid if self._child is not None else None

    def _ask(self, line: bytes) -> tuple[str, bytes, int]:
        until = time.monotonic() + self._seconds
        child = self._running()
        if child.stdin is None or child.stdout is None:
            raise OSError
        child.stdin.write(line)
        child.stdin.flush()
        head, rest = read_line(child.stdout.fileno(), until)
        verdict, size, pages = head.decode().split()
        return verdict, read(child.stdout.fileno(), int(size), rest, until), int(pages)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.stop()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "kasane.documents.drawing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            # No address, no secret: the process that reads layouts knows nothing else.
            env={"HTTPS_PROXY": NOWHERE, "HTTP_PROXY": NOWHERE, "ALL_PROXY": NOWHERE, "LANG": "C.UTF-8"},
            bufsize=0,
        )
        return self._child


def _no(reason: str, remedy: str) -> Refused:
    return Refused(refused(f"帳票を作れませんでした。{reason}", basis="", rule="", remedy=remedy))


# One for the process: every screen that prints asks this one.
PRESS = Press()
