"""The product's pages on the generated city: times, statements, throughput."""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, transaction
from django.test import Client

from kasane.cli.installation import PROJECT, Installation
from kasane.search.queries import found
from kasane.sign_in.actions import act, begin, token_of
from kasane.sign_in.models import Account

REPEATS = 200
SECONDS, CLIENTS = 10, 16


@dataclass
class Line:
    """One measured thing: milliseconds of each visit, statements of one."""

    what: str
    who: str
    times: list[float] = field(default_factory=list)
    statements: int = 0
    bar_p50: float | None = None
    bar_p95: float | None = None

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    @property
    def is_met(self) -> bool:
        within = self.bar_p50 is None or self.p50 <= self.bar_p50
        steady = self.bar_p95 is None or self.p95 <= self.bar_p95
        return within and steady and self.statements <= 15


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in: their session, and cases they may open."""

    who: str
    session: str
    cases: tuple[str, ...]


def sign_in(who: str) -> Visitor:
    session = SessionStore()
    session.save()
    key = str(session.session_key)
    if not begin(key, Account.objects.get(username=who).pk):
        raise RuntimeError(f"{who} may not sign in")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    cases: list[str] = []
    path = "/cases/"
    while path and len(cases) < REPEATS:
        text = client.get(path).content.decode()
        cases += re.findall(r'href="/cases/([0-9a-z]{13})/"', text)
        more = re.search(r'href="(\?after=[^"]+)"', text)
        path = "/cases/" + more[1].replace("&amp;", "&") if more else ""
    return Visitor(who, key, tuple(cases))


@contextmanager
def served(place: Installation, workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The product behind gunicorn, as `kasane serve` runs it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", *words],
        env=place.process_environment(role="app"),
        cwd=PROJECT,
        start_new_session=True,
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        time.sleep(1)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=20)


def pages_of(visitor: Visitor) -> dict[str, Callable[[int], str]]:
    def case(n: int) -> str:
        return visitor.cases[n % len(visitor.cases)]

    return {
        "ケースの一覧": lambda _n: "/cases/",
        "世帯のページ": lambda n: f"/cases/{case(n)}/",
        "経過": lambda n: f"/cases/{case(n)}/notes/",
    }


BARS = {"ケースの一覧": 15.0, "世帯のページ": 25.0, "経過": 15.0}


def timed_pages(port: int, visitor: Visitor) -> list[Line]:
    """Each page over HTTP at one client, a connection kept open, different cases."""
    lines = []
    for what, path in pages_of(visitor).items():
        line = Line(what, visitor.who, bar_p50=BARS[what], bar_p95=BARS[what] * 4)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for n in range(REPEATS + 20):
            began = time.perf_counter()
            connection.request(
                "GET", path(n), headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={visitor.session}"}
            )
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path(n)}: {answer.status}")
            if n >= 20:
                line.times.append((time.perf_counter() - began) * 1000)
        line.statements = statements(visitor, path(1))
        lines.append(line)
    return lines


def statements(visitor: Visitor, path: str) -> int:
    """How many statements one page takes, on both connections, sign-in and record of seeing included."""
    seen: list[str] = []

    def count(
        execute: Callable[..., object], sql: str, params: object, many: object, context: object
    ) -> object:
        seen.append(sql)
        return execute(sql, params, many, context)

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
    client.get(path)
    with connections["default"].execute_wrapper(count), connections["door"].execute_wrapper(count):
        client.get(path)
    return len(seen)


def timed_search(visitor: Visitor, kind: str, words: tuple[str, ...], bar: float) -> Line:
    """The search function itself, under the visitor's own keys."""
    line = Line("人をさがす" if kind == "person" else "経過をさがす", visitor.who, bar_p95=bar)
    for n in range(REPEATS):
        with transaction.atomic():
            act(token_of(visitor.session), is_reading=True)
            began = time.perf_counter()
            found(kind, words[n % len(words)])
            line.times.append((time.perf_counter() - began) * 1000)
    line.statements = 1
    return line


def throughput(port: int, server: int, visitors: list[Visitor]) -> dict[str, float]:
    """Mixed reading by sixteen clients: pages a second, errors, processor time a page."""
    counts, errors = [0] * CLIENTS, [0] * CLIENTS
    stop = time.monotonic() + SECONDS

    def read(number: int) -> None:
        visitor = visitors[number % len(visitors)]
        paths = list(pages_of(visitor).values())
        connection = http.client.HTTPConnection("127.0.0.1", port)
        n = number
        while time.monotonic() < stop:
            n += 1
            connection.request(
                "GET",
                paths[n % len(paths)](n),
                headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={visitor.session}"},
            )
            answer = connection.getresponse()
            answer.read()
            counts[number] += 1
            errors[number] += answer.status != 200

    before = processor_seconds(server)
    threads = [threading.Thread(target=read, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = processor_seconds(server) - before
    pages = sum(counts)
    return {
        "pages_a_second": pages / SECONDS,
        "errors": float(sum(errors)),
        "web_cpu_ms_a_page": spent * 1000 / pages,
    }


def processor_seconds(server: int) -> float:
    """Processor time of a server and its workers so far."""
    ticks = 0
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat", encoding="ascii") as handle:
                told = handle.read().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(entry) == server or int(told[1]) == server:
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")
