"""The product served as it is served, and many clients reading at once."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from bench.pages import Visitor, pages_of
from kasane.cli.installation import PROJECT

SECONDS, CLIENTS = 10, 16


@contextmanager
def served(workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The product behind gunicorn, as `kasane serve` runs it, in the environment this process has."""
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
