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
    counts_file = HOME / f"{name}.json"
    try:
        with psycopg.connect(address, autocommit=True) as admin:
            cities = admin.execute("select datname from pg_database where datname like 'city_%'").fetchall()
            # A city whose building was cut short has no counts yet, and is begun anew.
            for (old,) in cities:
                if old != name or not counts_file.exists():
                    admin.execute(f'drop database "{old}" with (force)')
        if not counts_file.exists():
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
                counts = build(admin, scale, tell)
            place.run_once("owner", "bench.match_keys")
            tell("名寄せの照合値")
            counts_file.write_text(json.dumps(counts))
        yield place, json.loads(counts_file.read_text())
    finally:
        cluster.stop()


@contextmanager
def admin_of(place: Installation) -> Iterator[psycopg.Connection]:
    """The superuser in the city's database."""
    with psycopg.connect(place.address, autocommit=True) as admin:
        admin.execute("set search_path = kasane")
        yield admin


@contextmanager
def walls_off(place: Installation) -> Iterator[None]:
    """Without the policies of the records, whose cost is measured; keys, rooms and cases keep theirs, so that the
    same pages show the same households."""
    with admin_of(place) as admin:
        walled = [
            name
            for (name,) in admin.execute(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'doors'"
                " where c.relnamespace = 'kasane'::regnamespace and c.relrowsecurity"
            )
        ]
        try:
            for name in walled:
                admin.execute(f'alter table "{name}" disable row level security')
            yield
        finally:
            for name in walled:
                admin.execute(f'alter table "{name}" enable row level security')


def main() -> int:
    scale = float(os.environ.get("SCALE", "0.1"))
    os.environ["KASANE_HOSTS"] = "127.0.0.1,testserver"
    with city(scale) as (place, counts):
        place.step("app", "collect")
        results = json.loads(place.run_once("app", "bench.measure", is_read=True))
        with walls_off(place):
            results["unwalled"] = json.loads(place.run_once("app", "bench.unwalled", is_read=True))
        with admin_of(place) as admin:
            admin.execute("truncate audit_seal, audit_unsealed")
            admin.execute("insert into audit_unsealed (row_id) select id from audit_auditrow")
        results["record"] = json.loads(place.run_once("keeper", "bench.record", is_read=True))
        results["paper"] = json.loads(place.run_once("app", "bench.paper", is_read=True))
        results["matching"] = json.loads(place.run_once("owner", "bench.matching", is_read=True))
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
    unwalled = {(line["what"], line["who"]): line["p50"] for line in results["unwalled"]}
    print(f"{'':<4}{'何を':<14}{'だれが':<10}{'p50 ms':>8}{'p95 ms':>8}{'文':>5}   目安")
    for line in results["lines"]:
        bars = [f"{name} ≤ {line[f'bar_{name}']:g}" for name in ("p50", "p95") if line[f"bar_{name}"]]
        without = unwalled.get((line["what"], line["who"]))
        bars += [f"（壁なしの p50 {without:.1f}）"] if without else []
        print(
            f"{_sign(is_met=line['is_met'])}{line['what']:<14}{line['who']:<10}{line['p50']:>8.1f}{line['p95']:>8.1f}"
            f"{line['statements']:>5}   {'、'.join(bars)}"
        )
    show_record(results["record"])
    show_matching(results["matching"])
    show_paper(results["paper"])
    is_fast = mixed["pages_a_second"] >= 40 and not mixed["errors"]
    print(
        f"{_sign(is_met=is_fast)}16人で読む  {mixed['pages_a_second']:.0f} ページ/秒"
        f"（誤り {mixed['errors']:.0f}、画面のCPU {mixed['web_cpu_ms_a_page']:.1f} ms/ページ）   ≥ 40"
    )


def show_record(figures: dict[str, Any]) -> None:
    """Rows a second of sealing, of `kasane audit verify`, and of an auditor who has the export alone."""
    print(
        f"{_sign(is_met=figures['auditor'] >= 50_000)}書き出した操作記録の検証  毎秒 {figures['auditor']:,.0f} 件   ≥ 50,000"
    )
    print(
        f"      封印 毎秒 {figures['seal']:,.0f} 件、データベースの中の検証 毎秒 {figures['verify']:,.0f} 件"
        f"（{figures['rows']:,} 件で）"
    )


def show_matching(figures: dict[str, Any]) -> None:
    """Blind matching: time, how many are found, how many are found wrongly, and what is found by kind of error."""
    print(
        f"{_sign(is_met=figures['p95'] <= 20)}名寄せの照合  p50 {figures['p50']:.1f} ms  p95 {figures['p95']:.1f} ms"
        f"   p95 ≤ 20"
    )
    is_sound = figures["recall"] >= 0.98 and figures["precision"] >= 0.9
    print(
        f"{_sign(is_met=is_sound)}名寄せの正しさ  再現率 {figures['recall']:.3f}  適合率 {figures['precision']:.3f}"
        "   ≥ 0.98、≥ 0.9"
    )
    hints = figures["false_hints_per_1000"]
    print(f"{_sign(is_met=hints <= 20)}誤った知らせ  登録1,000件に {hints:.1f} 件   ≤ 20")
    for kind, recall in sorted(figures["kinds"].items(), key=lambda pair: pair[1]):
        print(f"      {kind:<20}{recall:.3f}")


def show_paper(figures: dict[str, float]) -> None:
    """Pages a second of one warm core, and what the drawing process holds."""
    print(
        f"{_sign(is_met=figures['pages_a_second'] >= 40)}公式の帳票（PDF）  毎秒 {figures['pages_a_second']:.0f} ページ"
        f"（作図の過程のメモリ {figures['memory_mb']:.0f} MB）   ≥ 40"
    )


def _sign(*, is_met: bool) -> str:
    return "○   " if is_met else "×   "


def _mark(scale: float) -> str:
    whole = hashlib.sha256(f"{scale}".encode())
    for pattern in (
        "kasane/**/*.sql",
        "kasane/*/migrations/0*.py",
        "bench/city.py",
        "bench/residents.py",
        "bench/texts.py",
    ):
        for path in sorted(Path(PROJECT).glob(pattern)):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
