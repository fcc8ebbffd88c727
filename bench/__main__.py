"""`kasane bench`: build the city at each scale, measure, print a table of bars and write it as JSON.

Run as `python -m bench FILE SCALE …`.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.bars import Bar, heard, row, table
from bench.place import admin_of, city, seconds_to_first_database, walls_off
from kasane.cli.installation import Installation

LOADED_WITHIN, UP_WITHIN = 20 * 60, 5


def tell(line: str) -> None:
    print(f"  {line}", flush=True)


def main(file: Path, scales: Sequence[float]) -> int:
    os.environ["KASANE_HOSTS"] = "127.0.0.1,testserver"
    runs = [(scale, *measured(scale)) for scale in scales]
    for scale, counts, _ in runs:
        print(
            f"\n大きい市の{scale:g}倍: 人 {counts['persons']:,}・ケース {counts['cases']:,}・経過 {counts['notes']:,}"
            f"・窓口 {counts['desks']:,}・操作記録 {counts['audit']:,}"
        )
    print("\n" + table([(scale, bars) for scale, _, bars in runs]))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_results(runs), encoding="utf-8")
    print(f"\n{file} に書きました。")
    return 0


def measured(scale: float) -> tuple[dict[str, int], list[Bar]]:
    """What one city is, and every figure of it."""
    bars = [Bar("空の機械でデータベースが答えるまで", seconds_to_first_database(), "秒", most=UP_WITHIN)]
    with city(scale, tell) as (place, counts):
        loaded = Bar("市をつくる", counts["seconds"], "秒", most=LOADED_WITHIN)
        place.step("app", "collect")
        bars += _process(place, "app", "measure")
        with walls_off(place):
            bars += _process(place, "app", "unwalled")
        with admin_of(place) as admin:
            admin.execute("truncate audit_seal, audit_unsealed")
            admin.execute("insert into audit_unsealed (row_id) select id from audit_auditrow")
        bars += _process(place, "keeper", "record")
        bars += _process(place, "app", "paper")
        bars += _process(place, "owner", "matching")
    return counts, [*bars, loaded]


def _process(place: Installation, role: str, name: str) -> list[Bar]:
    """What one measuring process under its database role found."""
    tell(f"はかります: {name}")
    return heard(place.run_once(role, f"bench.{name}", is_read=True))


def _results(runs: list[tuple[float, dict[str, int], list[Bar]]]) -> str:
    told: list[dict[str, Any]] = [
        {"scale": scale, "counts": counts, "rows": [row(bar) for bar in bars]} for scale, counts, bars in runs
    ]
    return json.dumps({"runs": told}, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [float(word) for word in sys.argv[2:]]))
