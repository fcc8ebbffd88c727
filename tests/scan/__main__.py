"""`make scan`: the fictional town as it is served, wapiti and sqlmap at the same time, one table of what they found."""

import argparse
import json
import random
import secrets
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from config.urls import urlpatterns
from kasane.cli.installation import PROJECT
from tests.faults.place import Place, Served, opened
from tests.scan.findings import Finding, Run, explanations, table, unexplained
from tests.scan.reports import asked, faults_in
from tests.scan.running import scanned

FOLDER = PROJECT / "var" / "scan"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make scan")
    parser.add_argument("--minutes", type=float, default=18)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    given = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="kasane-scan-") as folder:
        place = Place(opened(Path(folder)))
        print("架空のまちを用意しています…", flush=True)
        with place.served() as served:
            print(f"{given.minutes:g}分かけて調べます（乱数の種 {given.seed}）…", flush=True)
            runs = scanned(served, given.minutes * 60, random.Random(given.seed), FOLDER)
            return _told(served, runs, given.seed)


def _told(served: Served, runs: list[Run], seed: int) -> int:
    """The table, the findings that have no reason, and all of it as JSON; the exit code."""
    known, pages = explanations(), asked(served)
    faults = faults_in(served.place.home / "serve.log")
    left = unexplained([one for run in runs for one in run.findings] + faults, known)
    reached = {page for page, _ in pages if page not in ("none", "static", "unnamed")}
    print("\n" + table(runs, known))
    print(
        f"\n答えた画面: {len(reached)}種類（全{len({one.name for one in urlpatterns})}種類）、返事の合計 {sum(pages.values()):,}回"
    )
    written = {
        "seed": seed,
        "runs": [asdict(run) for run in runs],
        "unexplained": [asdict(one) for one in left],
        "pages": {f"{page} {status}xx": count for (page, status), count in sorted(pages.items())},
    }
    file = FOLDER / "scan.json"
    file.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{file} に書きました。\n\n" + (_lines(left) or "わけの書かれていないものは、ありません。"))
    return 1 if left or any(run.faults for run in runs) else 0


def _lines(left: list[Finding]) -> str:
    return "\n".join(one.line for one in left)


if __name__ == "__main__":
    sys.exit(main())
