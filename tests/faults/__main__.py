"""The long form: `make faults`, many kills and many editors, with the seed and the figures printed."""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import run
from tests.faults.place import Place, opened
from tests.faults.rewriting import rewrite
from tests.faults.table import account, faults


def main() -> int:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--kills", type=int, default=216)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--edits", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kasane-faults-") as folder:
        place = Place(opened(Path(folder)))
        found = _kill(place, given.kills, given.seed) + _edit(place, given.editors, given.edits)
    print("\n".join(found) if found else "\n失われたものも、半分だけのものもありません。")
    return 1 if found else 0


def _kill(place: Place, kills: int, seed: int) -> list[str]:
    print(f"四人が書いている間に、{kills}回止めます（乱数の種 {seed}）。", flush=True)
    outcome = run(place, kills=kills, seed=seed)
    print(account(outcome), flush=True)
    return faults(outcome)


def _edit(place: Place, editors: int, edits: int) -> list[str]:
    print(f"\n{editors}人が一つの文を、{edits}回ずつ同時に書き直します。", flush=True)
    found = []
    print("| 文 | 保存された | ほかの人が先だと伝えられた | 失われた・合わない |\n|---|--:|--:|--:|")
    for text in rewrite(place, editors=editors, edits=edits):
        print(f"| {text.name} | {text.stored:,} | {text.outrun:,} | {len(text.faults)} |", flush=True)
        found += text.faults
    return found


if __name__ == "__main__":
    sys.exit(main())
