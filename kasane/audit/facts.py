"""Rows and seals as the plain values the chain is computed from."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = bytes(32)


@dataclass(frozen=True)
class RowFacts:
    """Everything one row says; ids only."""

    id: int
    at: datetime
    sign_in: int | None
    staff: int | None
    desk: int | None
    kind: str
    what: str
    cases: tuple[int, ...]
    records: dict[str, Any]
    grants: tuple[int, ...]
    detail: dict[str, Any]

    def told(self) -> list[Any]:
        """The row as a list that is the same whichever way it was read; what `text` writes."""
        return [
            self.id,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.sign_in,
            self.staff,
            self.desk,
            self.kind,
            self.what,
            self.cases,
            self.records,
            self.grants,
            self.detail,
        ]

    def text(self) -> str:
        """The row as one line of JSON, written one way only."""
        return json.dumps(self.told(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> bytes:
        return hashlib.sha256(self.text().encode()).digest()


@dataclass(frozen=True)
class SealFacts:
    """One link: which rows it covers, their digest, the link before, its own head and signature."""

    number: int
    sealed_at: datetime
    row_ids: tuple[int, ...]
    digest: bytes
    former: bytes
    head: bytes
    signature: bytes


def digest_of(rows: Iterable[RowFacts]) -> bytes:
    """The digest of a seal's rows, in the order of their ids."""
    whole = hashlib.sha256()
    for row in sorted(rows, key=lambda r: r.id):
        whole.update(row.digest())
    return whole.digest()


def head_of(number: int, sealed_at: datetime, row_ids: Iterable[int], digest: bytes, former: bytes) -> bytes:
    """The head of a link, which the next link and the signature build on."""
    told = f"{number}|{sealed_at.astimezone(UTC).isoformat(timespec='microseconds')}|"
    ids = ",".join(str(i) for i in sorted(row_ids))
    return hashlib.sha256(told.encode() + ids.encode() + b"|" + digest + former).digest()


@dataclass(frozen=True)
class KeptHeads:
    """The heads kept outside the database, as their file tells them: one before its seal is committed, and again after.

    `heads` holds the newest of each number, `sealed` the numbers told again, `remade` those that another head took the
    place of after that.
    """

    heads: Mapping[int, str]
    sealed: frozenset[int]
    remade: tuple[int, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "KeptHeads":
        heads, sealed, remade = dict[int, str](), set[int](), list[int]()
        for line in map(json.loads, lines):
            number, head = line["number"], line["head"]
            if number in sealed and heads[number] != head:
                remade.append(number)
            if line.get("is_sealed"):
                sealed.add(number)
            # Whoever built upon a seal saw that it stood.
            sealed.update({number - 1} & heads.keys())
            heads[number] = head
        return cls(heads, frozenset(sealed), tuple(remade))

    def lost(self, expected: int) -> list[int]:
        """Numbers that a chain ending before `expected` no longer has; a head that was told last, before its seal was
        committed, may be of a keeper that was killed."""
        gone = sorted(number for number in self.heads if number >= expected)
        return [] if gone == [expected] and expected not in self.sealed else gone
