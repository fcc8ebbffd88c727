#!/usr/bin/env python3
"""Checks an exported record of seeing without the product: `verify_audit_export.py EXPORT [HEADS]`.

Needs Python alone. EXPORT is what `kasane audit export` wrote, HEADS the file of heads that is kept outside the
database (audit-head.jsonl); without HEADS a cut tail or a chain computed anew goes unseen. With the package
`cryptography` installed the signatures are checked too.

Each line of EXPORT is a key {"key": hex of an Ed25519 public key}, a seal {"seal": …}, or a row [id, …]. A seal's
digest is SHA-256 over the SHA-256 of the line of each of its rows in the order of their ids; its head is SHA-256 over "number|instant|ids,|" + digest + the former head.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment,misc]


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print("使い方: verify_audit_export.py 書き出したファイル [外に控えたファイル]")
        return 2
    began = time.perf_counter()
    heads, anew = _heads(Path(sys.argv[2])) if len(sys.argv) == 3 else (None, [])
    count, found = 0, [f"封印{number}が、いちど封じたあとで作り直されています。" for number in anew]
    print(*found, sep="\n", end="\n" if found else "")
    for kind, value in check(Path(sys.argv[1]), heads):
        if kind == "rows":
            count = int(value)
        else:
            found.append(value)
            print(value)
    seconds = time.perf_counter() - began
    print(f"{count:,}件を{seconds:.1f}秒で確かめました（毎秒{count / max(seconds, 1e-9):,.0f}件）。")
    if Ed25519PublicKey is None:
        print("署名は確かめていません（cryptography がありません）。")
    print("操作記録の連鎖が壊れています。" if found else "操作記録の連鎖は、すべて確かめられました。")
    return 1 if found else 0


def check(export: Path, heads: dict[int, str] | None) -> Iterator[tuple[str, Any]]:
    """("fault", sentence) for everything that does not hold, then ("rows", how many rows were read)."""
    keys: list[str] = []
    seal: dict[str, Any] | None = None
    rows: list[bytes] = []
    expected, former, count = 1, "00" * 32, 0
    for text in _lines(export):
        if text.startswith(b"["):
            rows.append(text)
            count += 1
            continue
        line = json.loads(text)
        if "key" in line:
            keys.append(line["key"])
        else:
            if seal is not None:
                yield from _of_seal(seal, rows, keys)
            if line["seal"] != expected or line["former"] != former:
                yield "fault", f"封印{line['seal']}が、前の封印につながっていません。"
            if heads is not None and heads.get(line["seal"]) != line["head"]:
                yield "fault", f"封印{line['seal']}が、外に控えた値と違います。"
            seal, rows, expected, former = line, [], line["seal"] + 1, line["head"]
    if seal is not None:
        yield from _of_seal(seal, rows, keys)
    for number in sorted(heads or {}):
        if number >= expected:
            yield "fault", f"封印{number}が失われています。"
    yield "rows", count


def _of_seal(seal: dict[str, Any], rows: list[bytes], keys: list[str]) -> Iterator[tuple[str, str]]:
    number = seal["seal"]
    if [int(row[1 : row.index(b",")]) for row in rows] != seal["rows"]:
        yield "fault", f"封印{number}の記録が、なくなったか、加えられたか、並べかえられています。"
    whole = hashlib.sha256()
    for row in rows:
        whole.update(hashlib.sha256(row).digest())
    if whole.hexdigest() != seal["digest"]:
        yield "fault", f"封印{number}の記録が書き換えられています。"
    ids = ",".join(str(one) for one in seal["rows"])
    told = f"{number}|{seal['at']}|".encode() + ids.encode() + b"|"
    if hashlib.sha256(told + bytes.fromhex(seal["digest"] + seal["former"])).hexdigest() != seal["head"]:
        yield "fault", f"封印{number}そのものが書き換えられています。"
    if Ed25519PublicKey is not None and not any(_is_signed(key, seal) for key in keys):
        yield "fault", f"封印{number}の署名が合いません。"


def _is_signed(key: str, seal: dict[str, Any]) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(seal["signature"]), bytes.fromhex(seal["head"])
        )
    except InvalidSignature:
        return False
    return True


def _heads(path: Path) -> tuple[dict[int, str], list[int]]:
    """The newest head of each number, and the numbers whose seal stood (`is_sealed`, or built upon) and was made anew."""
    heads: dict[int, str] = {}
    stood: set[int] = set()
    anew = []
    for line in map(json.loads, _lines(path)):
        number = line["number"]
        if number in stood and heads[number] != line["head"]:
            anew.append(number)
        heads[number] = line["head"]
        stood |= ({number} if line.get("is_sealed") else set()) | ({number - 1} & set(heads))
    return heads, anew


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        for line in handle:
            if line.strip():
                yield line.rstrip(b"\n")


if __name__ == "__main__":
    sys.exit(main())
