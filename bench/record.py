"""The record of seeing measured as the keeper: sealing, `kasane audit verify`, and an outside auditor's check; prints JSON."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kasane.audit.actions import seal
from kasane.audit.queries import exported, faults
from tools.verify_audit_export import check

SEALS = 4


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
    json.dump({"rows": sealed, "seal": sealing, "verify": verify, "auditor": auditor}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
