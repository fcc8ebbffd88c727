"""`make bench`: build the city once, measure, print a table and write it as JSON."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from bench.city import build
from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import PROJECT, Installation

HOME = PROJECT / "var" / "bench"
OPTIONS = ("shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "work_mem=16MB")


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


def main() -> int:
    scale = float(os.environ.get("SCALE", "0.1"))
    os.environ["KASANE_HOSTS"] = "127.0.0.1,testserver"
    with city(scale) as (place, counts):
        place.step("app", "collect")
        results = json.loads(place.run_once("app", "bench.measure", is_read=True))
    results |= {"scale": scale, "counts": counts}
    show(results)
    path = HOME / f"results-{scale:g}.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"\n{path.relative_to(PROJECT)} に書きました。")
    return 0


def show(results: dict[str, Any]) -> None:
    counts, mixed = results["counts"], results["mixed"]
    print(
        f"\n大きい市の{results['scale']:g}倍: 人 {counts['persons']:,}・ケース {counts['cases']:,}"
        f"・経過 {counts['notes']:,}\n"
    )
    print(f"{'':<4}{'何を':<14}{'だれが':<10}{'p50 ms':>8}{'p95 ms':>8}{'文':>5}   目安")
    for line in results["lines"]:
        bar = f"p50 ≤ {line['bar_p50']:g}, " if line["bar_p50"] else ""
        print(
            f"{_sign(is_met=line['is_met'])}{line['what']:<14}{line['who']:<10}{line['p50']:>8.1f}{line['p95']:>8.1f}"
            f"{line['statements']:>5}   {bar}p95 ≤ {line['bar_p95']:g}"
        )
    is_fast = mixed["pages_a_second"] >= 40 and not mixed["errors"]
    print(
        f"{_sign(is_met=is_fast)}16人で読む  {mixed['pages_a_second']:.0f} ページ/秒"
        f"（誤り {mixed['errors']:.0f}、画面のCPU {mixed['web_cpu_ms_a_page']:.1f} ms/ページ）   ≥ 40"
    )


def _sign(*, is_met: bool) -> str:
    return "○   " if is_met else "×   "


def _mark(scale: float) -> str:
    whole = hashlib.sha256(f"{scale}".encode())
    for pattern in ("kasane/**/*.sql", "kasane/*/migrations/0*.py", "bench/city.py", "bench/names.py"):
        for path in sorted(Path(PROJECT).glob(pattern)):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
