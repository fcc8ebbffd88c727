"""Reading the record of seeing: for the keeper, for `kasane audit verify`, and for the privacy officer."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.apps import apps
from django.conf import settings
from django.db import connection

from kasane.audit.facts import FIRST, KeptHeads, RowFacts, SealFacts, digest_of, head_of
from kasane.audit.models import AuditRow, Seal
from kasane.rules.viewing import HourOfViewing

# The keeper goes round every twenty seconds; one that is started anew misses a few.
KEEPER_SILENT = timedelta(minutes=3)
COLUMNS = ("id", "at", "sign_in", "staff", "desk", "kind", "what", "cases", "records", "grants", "detail")


def rows(ids: Iterable[int]) -> list[RowFacts]:
    return [_row(values) for values in AuditRow.objects.filter(id__in=list(ids)).values_list(*COLUMNS)]


def seals(*, after: int = 0) -> Iterator[SealFacts]:
    """Every link in order, or those behind a number."""
    for link in Seal.objects.filter(number__gt=after).order_by("number").iterator(chunk_size=200):
        yield SealFacts(
            number=link.number,
            sealed_at=link.sealed_at,
            row_ids=tuple(link.row_ids),
            digest=bytes(link.digest),
            former=bytes(link.former),
            head=bytes(link.head),
            signature=bytes(link.signature),
        )


def exported(public_keys: Sequence[Ed25519PublicKey]) -> Iterator[str]:
    """The whole record as lines of JSON for an outside auditor: keys, then every seal followed by its rows.

    A row's line is the very text that is digested.
    """
    for key in public_keys:
        yield json.dumps({"key": key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()})
    for link in seals():
        told = {
            "seal": link.number,
            "at": link.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "rows": sorted(link.row_ids),
            "digest": link.digest.hex(),
            "former": link.former.hex(),
            "head": link.head.hex(),
            "signature": link.signature.hex(),
        }
        yield json.dumps(told)
        yield from (row.text() for row in sorted(rows(link.row_ids), key=lambda row: row.id))


def faults(*, public_keys: Sequence[Ed25519PublicKey], head_file: Path) -> Iterator[str]:
    """Every way in which the chain does not hold, as sentences; none when it holds.

    Finds a sealed row that was changed, removed, inserted or reordered, a link that was rewritten, and a
    tail cut off against the heads kept outside the database.
    """
    kept = KeptHeads.of(whole_lines(head_file))
    expected, former, listed = 1, FIRST, set[int]()
    for link in seals():
        yield from _faults_of(link, expected, former, kept, public_keys)
        listed.update(link.row_ids)
        expected, former = link.number + 1, link.head
    yield from _astray(kept, expected)
    yield from _unlisted(listed)


def faults_of_tail(
    *, public_keys: Sequence[Ed25519PublicKey], head_file: Path, most: int
) -> tuple[int, list[str]]:
    """How many of the newest links were looked at, and what is wrong with them; quick however long the record is."""
    kept = KeptHeads.of(whole_lines(head_file))
    newest = Seal.objects.order_by("-number").first()
    before = max(0, newest.number - most) if newest else 0
    anchor = Seal.objects.filter(number=before).first()
    expected, former, found = before + 1, bytes(anchor.head) if anchor else FIRST, list[str]()
    for link in seals(after=before):
        found += _faults_of(link, expected, former, kept, public_keys)
        expected, former = link.number + 1, link.head
    return expected - before - 1, [*found, *_astray(kept, expected)]


def _faults_of(
    link: SealFacts,
    expected: int,
    former: bytes,
    kept: KeptHeads,
    public_keys: Sequence[Ed25519PublicKey],
) -> Iterator[str]:
    """What is wrong with one link, where `expected` and `former` should come next."""
    if link.number != expected or link.former != former:
        yield f"封印{link.number}が、前の封印につながっていません。"
    found = rows(link.row_ids)
    missing = len(link.row_ids) - len(found)
    if missing:
        yield f"封印{link.number}の記録のうち{missing}件がありません。"
    elif digest_of(found) != link.digest:
        yield f"封印{link.number}の記録が書き換えられています。"
    if head_of(link.number, link.sealed_at, link.row_ids, link.digest, link.former) != link.head:
        yield f"封印{link.number}そのものが書き換えられています。"
    if not any(_is_signed(key, link) for key in public_keys):
        yield f"封印{link.number}の署名が合いません。"
    if kept.heads.get(link.number) != link.head.hex():
        yield f"封印{link.number}が、データベースの外に控えた値と違います。"


def _astray(kept: KeptHeads, expected: int) -> Iterator[str]:
    for number in kept.remade:
        yield f"封印{number}が、いちど封じたあとで作り直されています。"
    for number in kept.lost(expected):
        yield f"封印{number}が、データベースから失われています。"


def _unlisted(listed: set[int]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("select id from audit_auditrow except select row_id from audit_unsealed")
        strangers = sum(1 for (number,) in cursor.fetchall() if number not in listed)
    if strangers:
        yield f"どの封印にもない記録が{strangers}件、あとから入れられています。"


def whole_lines(head_file: Path) -> list[str]:
    """The heads kept outside the database, a line of JSON each.

    What stands behind the last line's end was cut off while it was written: of a seal that was never committed.
    """
    if not head_file.exists():
        return []
    whole, _, _ = head_file.read_text(encoding="ascii").rpartition("\n")
    return [line for line in whole.splitlines() if line]


def _is_signed(public_key: Ed25519PublicKey, link: SealFacts) -> bool:
    try:
        public_key.verify(link.signature, link.head)
    except InvalidSignature:
        return False
    return True


def _row(values: tuple[Any, ...]) -> RowFacts:
    told = dict(zip(COLUMNS, values, strict=True))
    return RowFacts(**{**told, "cases": tuple(told["cases"]), "grants": tuple(told["grants"])})


@dataclass(frozen=True)
class SeenLine:
    """One line of 「だれが見たか」."""

    at: datetime
    staff_id: int | None
    staff_name: str
    desk_name: str
    kind: str
    what: str
    cases: tuple[int, ...]
    records: dict[str, list[int]]
    bases: tuple[str, ...]


@dataclass(frozen=True)
class HeldKey:
    """One line of 「だれが見られるか」: who holds it, what it opens (a desk's room, or a person's door)."""

    holder: str
    opens: str
    person: int | None
    basis: str
    since: datetime
    until: datetime | None


def seeing(
    *,
    case: int | None,
    before: datetime,
    person: int | None = None,
    staff: int | None = None,
    most: int = 100,
) -> list[SeenLine]:
    """Who saw what, newest first; the database answers a privacy officer, and a coordinator of a case they hold."""
    with connection.cursor() as cursor:
        cursor.execute("select * from seeing_of(%s, %s, %s, %s, %s)", [case, person, staff, before, most])
        return [
            SeenLine(
                at=at,
                staff_id=staff_id,
                staff_name=name or "",
                desk_name=desk or "",
                kind=kind,
                what=what,
                cases=tuple(cases),
                records=_json(records),
                bases=tuple(dict.fromkeys(grant["basis"] for grant in _json(grants))),
            )
            for _id, at, staff_id, name, desk, kind, what, cases, records, grants in cursor.fetchall()
        ]


def keys_of(case: int) -> list[HeldKey]:
    """Every live key to a case outside its sealed rooms."""
    with connection.cursor() as cursor:
        cursor.execute("select * from keys_of_case(%s)", [case])
        return [HeldKey(*row) for row in cursor.fetchall()]


def viewing_since(since: datetime) -> list[HourOfViewing]:
    """What members of staff viewed, hour by hour."""
    with connection.cursor() as cursor:
        cursor.execute("select * from viewing_by_hour(%s)", [since])
        return [
            HourOfViewing(staff, name, desk or "", hour, tuple(cases), tuple(namesakes))
            for staff, name, desk, hour, cases, namesakes in cursor.fetchall()
        ]


@dataclass(frozen=True)
class SignsOfLife:
    """What the database knows of its keeper; every instant by the database's own clock."""

    now: datetime
    keeper_at: datetime | None
    sealed_at: datetime | None
    unsealed: int
    unsealed_since: datetime | None

    @property
    def is_keeper_alive(self) -> bool:
        return self.keeper_at is not None and self.now - self.keeper_at <= KEEPER_SILENT


def signs_of_life() -> SignsOfLife:
    with connection.cursor() as cursor:
        cursor.execute("select now_at, keeper_at, sealed_at, unsealed, unsealed_since from signs_of_life()")
        return SignsOfLife(*cursor.fetchone())


@cache
def migrations_of_code() -> tuple[str, ...]:
    """Every migration this program brings, as `app.name`; the files are listed and not loaded."""
    return tuple(
        f"{config.label}.{path.stem}"
        for config in apps.get_app_configs()
        for path in sorted((Path(config.path) / "migrations").glob("[0-9]*.py"))
    )


def missing_migrations() -> list[str]:
    """What the database was not yet brought to. A newer database than this program lacks nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select missing_migrations(%s)", [list(migrations_of_code())])
        return list(cursor.fetchone()[0])


def last_backup_at() -> datetime | None:
    """When the last backup was made here, as `kasane backup` told it."""
    try:
        told = json.loads(Path(settings.LAST_BACKUP).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError):
        return None


def _json(value: Any) -> Any:
    """Django leaves jsonb from raw cursors as text."""
    return json.loads(value) if isinstance(value, str) else value
