"""The long form: `make faults`, many kills with the seed and the figures printed."""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import run
from tests.faults.place import Place, opened
from tests.faults.table import account, faults


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make faults", description="動かしながら止めて、失われるものがないかを確かめる"
    )
    parser.add_argument("--kills", type=int, default=216)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    given = parser.parse_args()
    print(f"{given.kills}回止めます（乱数の種 {given.seed}）。", flush=True)
    with tempfile.TemporaryDirectory(prefix="kasane-faults-") as folder:
        outcome = run(Place(opened(Path(folder))), kills=given.kills, seed=given.seed)
    print(account(outcome))
    found = faults(outcome)
    print("\n".join(found) if found else "失われたものも、半分だけのものもありません。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
