"""The record of seeing measured as the keeper: sealing, `kasane audit verify`, an outside auditor's check, and how many
of ten thousand tamperings that check finds; prints its bars."""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.bars import Bar, told
from bench.city import SEED
from bench.tampering import TAMPERINGS, short_chain
from kasane.audit.actions import seal
from kasane.audit.queries import exported, faults
from tools.verify_audit_export import check

SEALS = 4
EACH = -(-10_000 // len(TAMPERINGS))


def rate(count: int, do: Callable[[], object]) -> float:
    """Rows a second of something done once."""
    began = time.perf_counter()
    do()
    return count / (time.perf_counter() - began)


def main() -> int:
    key = Ed25519PrivateKey.generate()
    with tempfile.TemporaryDirectory() as folder:
        heads, export = Path(folder) / "heads.jsonl", Path(folder) / "export.jsonl"
        began = time.perf_counter()
        sealed = sum(seal(key=key, head_file=heads) for _ in range(SEALS))
        sealing = sealed / (time.perf_counter() - began)
        found = list[str]()
        verify = rate(sealed, lambda: found.extend(faults(public_keys=[key.public_key()], head_file=heads)))
        with export.open("w", encoding="utf-8") as handle:
            handle.writelines(line + "\n" for line in exported([key.public_key()]))
        kept = {line["number"]: line["head"] for line in map(json.loads, heads.read_text().splitlines())}
        outside = list[tuple[str, object]]()
        auditor = rate(sealed, lambda: outside.extend(check(export, kept)))
        if found or outside != [("rows", sealed)]:
            raise RuntimeError(f"the chain does not hold: {found[:3]} {outside[:3]}")
        seen = tampered(Path(folder) / "tampered.jsonl")
    print(
        told(
            [
                Bar("書き出した操作記録の検証", auditor, "件/秒", least=50_000),
                Bar("操作記録の封印", sealing, "件/秒"),
                Bar("データベースの中の検証", verify, "件/秒"),
                *(Bar(f"改ざん：{name}", count, "件", least=EACH) for name, count in seen.items()),
            ]
        )
    )
    return 0


def tampered(path: Path) -> dict[str, int]:
    """Of each kind of tampering, how many an auditor's check of the export finds."""
    lines, heads = short_chain()
    chance, seen = random.Random(SEED), dict.fromkeys(TAMPERINGS, 0)
    for name, tamper in TAMPERINGS.items():
        for _ in range(EACH):
            path.write_text("\n".join(tamper(list(lines), chance)) + "\n", encoding="utf-8")
            seen[name] += any(kind == "fault" for kind, _ in check(path, heads))
    return seen


if __name__ == "__main__":
    sys.exit(main())
