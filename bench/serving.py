"""The product served as it is served, and many clients reading at once."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.bars import Bar
from bench.pages import Visitor, pages_of, whole_page
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
        "-c",
        "config/gunicorn.py",
        "--workers",
        str(workers),
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


def throughput(port: int, server: int, visitors: list[Visitor]) -> list[Bar]:
    """Mixed reading by sixteen clients: pages a second, errors, processor time a page, memory of a worker after it."""
    times: list[list[float]] = [[] for _ in range(CLIENTS)]
    errors = [0] * CLIENTS
    stop = time.monotonic() + SECONDS

    def read(number: int) -> None:
        visitor = visitors[number % len(visitors)]
        paths = list(pages_of(visitor).values())
        connection = http.client.HTTPConnection("127.0.0.1", port)
        n = number
        while time.monotonic() < stop:
            n += 1
            began = time.perf_counter()
            try:
                whole_page(connection, visitor, paths[n % len(paths)](n))
            except (RuntimeError, OSError, http.client.HTTPException):
                errors[number] += 1
                connection = http.client.HTTPConnection("127.0.0.1", port)
            times[number].append((time.perf_counter() - began) * 1000)

    before = processor_seconds(server)
    threads = [threading.Thread(target=read, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = processor_seconds(server) - before
    waits = [one for each in times for one in each]
    return [
        Bar("16人で読む", len(waits) / SECONDS, "ページ/秒", least=40),
        Bar("16人で読む 誤り", sum(errors), "件", most=0),
        Bar("16人で読む p95", statistics.quantiles(waits, n=20)[18], "ms"),
        Bar("16人で読む 画面のCPU", spent * 1000 / len(waits), "ms/ページ"),
        Bar("画面の過程のメモリ", max(resident(pid) for pid in workers_of(server)), "MB", most=200),
    ]


def resident(process: int) -> float:
    """Megabytes a process holds."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def workers_of(server: int) -> list[int]:
    """The worker processes of a server."""
    return [process for process, parent, _ in processes() if parent == server]


def processor_seconds(server: int) -> float:
    """Processor time of a server and its workers so far."""
    ticks = sum(spent for process, parent, spent in processes() if server in (process, parent))
    return ticks / os.sysconf("SC_CLK_TCK")


def processes() -> Iterator[tuple[int, int, int]]:
    """Every process of the machine: its number, its parent's, its processor time in ticks."""
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            told = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        yield int(entry), int(told[1]), int(told[11]) + int(told[12])
