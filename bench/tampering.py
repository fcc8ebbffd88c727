"""The six kinds of tampering with an exported record of seeing: flip, delete, insert, swap, cut the tail, rewrite."""

import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kasane.audit.facts import RowFacts, digest_of, head_of

SEALS, ROWS_EACH = 4, 8
BEGAN = datetime(2026, 4, 1, 9, tzinfo=UTC)
Lines = list[str]
Tampering = Callable[[Lines, random.Random], Lines]


def short_chain() -> tuple[Lines, dict[int, str]]:
    """An export of four seals of eight rows each as the product writes it, and the heads kept outside."""
    return written([[_row(ROWS_EACH * number + n) for n in range(ROWS_EACH)] for number in range(SEALS)])


def written(seals: Sequence[Sequence[RowFacts]]) -> tuple[Lines, dict[int, str]]:
    """The lines and heads of a chain sealed with a new key."""
    key, former, heads = Ed25519PrivateKey.generate(), bytes(32), dict[int, str]()
    lines = [json.dumps({"key": key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()})]
    for number, rows in enumerate(seals, 1):
        at, ids, digest = BEGAN + timedelta(hours=number), [row.id for row in rows], digest_of(rows)
        head = head_of(number, at, ids, digest, former)
        told = {
            "seal": number,
            "at": at.isoformat(timespec="microseconds"),
            "rows": ids,
            "digest": digest.hex(),
            "former": former.hex(),
            "head": head.hex(),
            "signature": key.sign(head).hex(),
        }
        lines += [json.dumps(told), *(row.text() for row in rows)]
        former, heads[number] = head, head.hex()
    return lines, heads


def _row(number: int, staff: int = 11) -> RowFacts:
    return RowFacts(
        id=1000 + number,
        at=BEGAN + timedelta(minutes=number),
        sign_in=1,
        staff=staff,
        desk=21,
        kind="view",
        what="case",
        cases=(31 + number,),
        records={"cases.note": [41 + number]},
        grants=(51,),
        detail={},
    )


def flip(lines: Lines, chance: random.Random) -> Lines:
    """One digit of one row is another one."""
    place = chance.choice(_rows(lines))
    digits = [n for n, one in enumerate(lines[place]) if one.isdigit()]
    at = chance.choice(digits)
    other = chance.choice([one for one in "0123456789" if one != lines[place][at]])
    lines[place] = lines[place][:at] + other + lines[place][at + 1 :]
    return lines


def delete(lines: Lines, chance: random.Random) -> Lines:
    """One row or one seal is gone."""
    del lines[chance.randrange(1, len(lines))]
    return lines


def insert(lines: Lines, chance: random.Random) -> Lines:
    """A row that nobody wrote stands among the others."""
    lines.insert(chance.randrange(2, len(lines) + 1), _row(chance.randrange(10**6)).text())
    return lines


def swap(lines: Lines, chance: random.Random) -> Lines:
    """Two rows stand in each other's place."""
    one, other = chance.sample(_rows(lines), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def cut_the_tail(lines: Lines, chance: random.Random) -> Lines:
    """Everything since some seal is gone."""
    return lines[: chance.choice([place for place, line in enumerate(lines) if line.startswith('{"seal"')])]


def rewrite(_lines: Lines, chance: random.Random) -> Lines:
    """A row is changed and the whole chain computed anew, with a key of the forger's."""
    forged = chance.randrange(SEALS * ROWS_EACH)
    anew, _ = written(
        [
            [
                _row(n, staff=12 if n == forged else 11)
                for n in range(ROWS_EACH * seal, ROWS_EACH * (seal + 1))
            ]
            for seal in range(SEALS)
        ]
    )
    return anew


def _rows(lines: Lines) -> list[int]:
    return [place for place, line in enumerate(lines) if line.startswith("[")]


TAMPERINGS: dict[str, Tampering] = {
    "書き換え": flip,
    "削除": delete,
    "挿入": insert,
    "入れ替え": swap,
    "末尾の切り落とし": cut_the_tail,
    "連鎖の計算し直し": rewrite,
}
