"""`make bench`: build the city once, measure, print a table and write it as JSON."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from psycopg.conninfo import make_conninfo

from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import PROJECT, Installation

HOME = PROJECT / "var" / "bench"
OPTIONS = ("shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "work_mem=16MB")
WORDS = ("佐藤", "鈴木 太", "たなか", "こばやし", "高橋", "さとう ゆ", "渡辺")
NOTE_WORDS = ("膝の痛み", "家賃の滞納", "配食サービス", "居場所のサロン", "通帳", "分割の相談", "面接の服")


def tell(line: str) -> None:
    print(f"  {line}", flush=True)


@contextmanager
def city(scale: float) -> Iterator[tuple[Installation, dict[str, int]]]:
    """The installation with the generated city; built anew when scale or schema changed."""
    HOME.mkdir(parents=True, exist_ok=True)
    Installation(HOME).make_secrets()
    cluster = EmbeddedCluster(HOME, options=OPTIONS)
    address = cluster.start()
    name = f"city_{_mark(scale)}"
    place = Installation(HOME, make_conninfo(address, dbname=name), "kasane")
    try:
        with psycopg.connect(address, autocommit=True) as admin:
            known = [
                row[0] for row in admin.execute("select datname from pg_database where datname like 'city_%'")
            ]
            for old in known:
                if old != name:
                    admin.execute(f'drop database "{old}" with (force)')
        counts_file = HOME / f"{name}.json"
        if name not in known or not counts_file.exists():
            tell(f"大きい市の{scale:g}倍をつくります")
            place.prepare(name)
            for step in (
                ("migrate",),
                ("provision", str(PROJECT / "seeds" / "chigasaki")),
                ("accounts", str(PROJECT / "seeds" / "town")),
            ):
                place.step("owner", *step)
            with psycopg.connect(make_conninfo(address, dbname=name), autocommit=True) as admin:
                admin.execute("set search_path = kasane")
                counts_file.write_text(json.dumps(build(admin, scale, tell)))
        yield place, json.loads(counts_file.read_text())
    finally:
        cluster.stop()


def build(admin: psycopg.Connection, scale: float, say: object) -> dict[str, int]:
    from bench.city import build as build_city  # noqa: PLC0415 - only when there is something to build

    return build_city(admin, scale, say)  # type: ignore[arg-type]


def measure(place: Installation) -> tuple[list[object], dict[str, float]]:
    from bench import pages  # noqa: PLC0415 - Django is set up only now

    place.step("app", "collect")
    visitors = [pages.sign_in("sato"), pages.sign_in("tanaka")]
    lines: list[object] = []
    with pages.served(place, workers=1) as (port, _):
        for visitor in visitors:
            lines += pages.timed_pages(port, visitor)
    for visitor in visitors:
        lines.append(pages.timed_search(visitor, "person", WORDS, bar=20))
        lines.append(pages.timed_search(visitor, "note", NOTE_WORDS, bar=60))
    with pages.served(place, workers=2) as (port, server):
        mixed = pages.throughput(port, server.pid, visitors)
    return lines, mixed


def main() -> int:
    scale = float(os.environ.get("SCALE", "0.1"))
    with city(scale) as (place, counts):
        os.environ.update(place.environment(role="app"))
        os.environ["KASANE_HOSTS"] = "127.0.0.1,testserver"
        django.setup()
        lines, mixed = measure(place)
    print(
        f"\n大きい市の{scale:g}倍: 人 {counts['persons']:,}・ケース {counts['cases']:,}・経過 {counts['notes']:,}\n"
    )
    print(f"{'':<4}{'何を':<14}{'だれが':<10}{'p50 ms':>8}{'p95 ms':>8}{'文':>5}   目安")
    for line in lines:
        bar = f"p50 ≤ {line.bar_p50:g}, p95 ≤ {line.bar_p95:g}" if line.bar_p50 else f"p95 ≤ {line.bar_p95:g}"  # type: ignore[attr-defined]
        mark = "○" if line.is_met else "×"  # type: ignore[attr-defined]
        print(
            f"{mark:<4}{line.what:<14}{line.who:<10}{line.p50:>8.1f}{line.p95:>8.1f}{line.statements:>5}   {bar}"
        )  # type: ignore[attr-defined]
    is_fast = mixed["pages_a_second"] >= 40 and not mixed["errors"]
    print(
        f"{'○' if is_fast else '×':<4}16人で読む  {mixed['pages_a_second']:.0f} ページ/秒"
        f"（誤り {mixed['errors']:.0f}、画面のCPU {mixed['web_cpu_ms_a_page']:.1f} ms/ページ）   ≥ 40"
    )
    _write(scale, counts, lines, mixed)
    return 0


def _write(scale: float, counts: dict[str, int], lines: list[object], mixed: dict[str, float]) -> None:
    told = [
        {
            "what": x.what,
            "who": x.who,
            "p50": x.p50,
            "p95": x.p95,
            "statements": x.statements,
            "is_met": x.is_met,
        }  # type: ignore[attr-defined]
        for x in lines
    ]
    path = HOME / f"results-{scale:g}.json"
    path.write_text(
        json.dumps(
            {"scale": scale, "counts": counts, "lines": told, "mixed": mixed}, ensure_ascii=False, indent=1
        )
    )
    print(f"\n{path.relative_to(PROJECT)} に書きました。")


def _mark(scale: float) -> str:
    whole = hashlib.sha256(f"{scale}".encode())
    for pattern in ("kasane/**/*.sql", "kasane/*/migrations/0*.py", "bench/city.py", "bench/names.py"):
        for path in sorted(Path(PROJECT).glob(pattern)):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
