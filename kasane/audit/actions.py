"""Telling the record of seeing, and sealing it; who acts is filled in by the database, never by the caller."""

import json
import logging
import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection, transaction

from kasane.access.seeing import Seen
from kasane.audit.facts import FIRST, digest_of, head_of
from kasane.audit.models import Seal, Unsealed
from kasane.audit.queries import faults, rows, whole_lines

logger = logging.getLogger(__name__)
# Facility local0, level info (RFC 5424, 6.2.1).
LOCAL0_INFO = 16 * 8 + 6


def record(
    what: str,
    *,
    cases: Iterable[int] = (),
    records: Mapping[str, list[int]] | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Record a write in the transaction that makes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_record('write', %s, %s, %s::jsonb, '{}', %s::jsonb)",
            [what, list(cases), json.dumps(dict(records or {})), json.dumps(dict(detail or {}))],
        )


@dataclass(frozen=True)
class Told:
    """One write, as `record` would tell it."""

    what: str
    cases: tuple[int, ...] = ()
    records: Mapping[str, list[int]] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)


def tell_all(writes: Iterable[Told]) -> None:
    """Record many writes, a row for each as ever, in one statement."""
    told = [vars(one) for one in writes]
    if not told:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_record('write', w.what, w.cases, w.records, '{}', w.detail)"
            " from jsonb_to_recordset(%s::jsonb) as w(what text, cases bigint[], records jsonb, detail jsonb)",
            [json.dumps(told)],
        )


def record_view(kind: str, what: str, *, token: str, seen: Seen, detail: Mapping[str, object]) -> None:
    """Record what a page showed (or refused), in a transaction of its own, before the page leaves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_view(%s, %s, %s, %s, %s::jsonb, %s, %s::jsonb)",
            [
                token,
                kind,
                what,
                sorted(seen.cases),
                json.dumps(seen.records),
                sorted(seen.compartments),
                json.dumps(dict(detail)),
            ],
        )


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The installation's own key, by which every head is signed."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))


def public_keys(path: Path) -> list[Ed25519PublicKey]:
    """The public halves of the key in force and of every former one (`audit-former` beside it)."""
    former = path.with_name("audit-former")
    told = former.read_text(encoding="ascii").split() if former.exists() else []
    return [
        signing_key(path).public_key(),
        *(Ed25519PublicKey.from_public_bytes(bytes.fromhex(k)) for k in told),
    ]


def send_head(line: str, target: str) -> None:
    """Send a head to a syslog server as well: `host:port` by UDP, or the path of a socket (facility local0, level info).

    A server that cannot be reached is logged and keeps nothing from being sealed: the file outside the database
    holds every head.
    """
    host, separator, port = target.rpartition(":")
    is_path = target.startswith("/") or not separator
    message = f"<{LOCAL0_INFO}>kasane: {line}".encode()
    try:
        with socket.socket(socket.AF_UNIX if is_path else socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.connect(target if is_path else (host, int(port)))
            sender.send(message)
    except OSError:
        logger.exception("A head of the record of seeing did not reach the syslog target.")


def keep_head(line: str, head_file: Path) -> None:
    """Add a head to the file outside the database: whole and on the disk, or not at all (OSError)."""
    with head_file.open("ab+") as handle:
        whole = handle.tell()
        handle.seek(0)
        # A line that was cut off by a lost machine belongs to a seal that was never committed.
        told = handle.read()
        if not told.endswith(b"\n"):
            whole = told.rfind(b"\n") + 1
            handle.truncate(whole)
        try:
            handle.write(line.encode("ascii") + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
        except OSError:
            os.ftruncate(handle.fileno(), whole)
            raise


def seal(*, key: Ed25519PrivateKey, head_file: Path, syslog: str = "") -> int:
    """Seal every row that no seal lists yet; returns how many. Only the keeper's role may.

    The head goes to `head_file` outside the database before the transaction commits, so that a chain cut
    off at its tail does not go unseen, and once more after it; and to `syslog`, where one is set.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('audit_seal'))")
        last = Seal.objects.order_by("-number").first()
        if last:
            _say_sealed(bytes(last.head), head_file)
        waiting = list(Unsealed.objects.order_by("row_id").values_list("row_id", flat=True)[:50_000])
        if not waiting:
            return 0
        number, former = (last.number + 1, bytes(last.head)) if last else (1, FIRST)
        sealed_at = datetime.now(UTC)
        digest = digest_of(rows(waiting))
        head = head_of(number, sealed_at, waiting, digest, former)
        signature = key.sign(head)
        Seal.objects.create(
            number=number,
            sealed_at=sealed_at,
            row_ids=waiting,
            digest=digest,
            former=former,
            head=head,
            signature=signature,
        )
        Unsealed.objects.filter(row_id__in=waiting).delete()
        line = {"number": number, "head": head.hex(), "signature": signature.hex(), "rows": len(waiting)}
        keep_head(json.dumps(line), head_file)
    if syslog:
        send_head(json.dumps(line), syslog)
    _say_sealed(head, head_file)
    return len(waiting)


def _say_sealed(head: bytes, head_file: Path) -> None:
    """Tell the newest head once more, now that its seal stands; nothing where another is the newest."""
    newest = json.loads(next(reversed(whole_lines(head_file)), "{}"))
    if newest.get("head") == head.hex() and not newest.get("is_sealed"):
        told = {"number": newest["number"], "head": newest["head"], "is_sealed": True}
        keep_head(json.dumps(told), head_file)


@dataclass(frozen=True)
class Recovered:
    """How many heads were set aside because their seals are no longer in the database, and where they are now."""

    seals: int
    aside: Path | None


def settle_recovery(*, reason: str, key_file: Path, head_file: Path) -> Recovered:
    """Record that the database was taken back to an instant, and set aside the heads of seals it no longer has (0061).

    Raises ValueError where a seal that it still has does not hold: no recovery does that. Only the keeper's role may.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('audit_seal'))")
        last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
        lines = whole_lines(head_file)
        lost = [line for line in lines if json.loads(line)["number"] > last]
        count = len({json.loads(line)["number"] for line in lost})
        kept = head_file.with_name(f"{head_file.stem}.new")
        _write_lines(kept, [line for line in lines if line not in lost])
        found = next(faults(public_keys=public_keys(key_file), head_file=kept), None)
        if found:
            kept.unlink()
            raise ValueError(
                f"{found} 戻したためではないので、何も変えていません。責任者に知らせてください。"
            )
        told: dict[str, object] = {"reason": reason, "seals": count, "last": last}
        if lost:
            told |= {"first_lost": json.loads(lost[0])["head"], "last_lost": json.loads(lost[-1])["head"]}
        with connection.cursor() as cursor:
            cursor.execute("select tell_recovery(%s::jsonb)", [json.dumps(told)])
        aside = _set_aside(head_file, lost) if lost else None
        kept.replace(head_file)
    return Recovered(count, aside)


def _set_aside(head_file: Path, lost: list[str]) -> Path:
    aside = head_file.with_name(f"{head_file.stem}-set-aside-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl")
    _write_lines(aside, lost)
    return aside


def _write_lines(path: Path, lines: list[str]) -> None:
    with path.open("w", encoding="ascii") as handle:
        handle.writelines(f"{line}\n" for line in lines)
        handle.flush()
        os.fsync(handle.fileno())


def tell_alive(name: str) -> None:
    """Say that a process of the background went round; only the keeper's role may."""
    with connection.cursor() as cursor:
        cursor.execute("select tell_alive(%s)", [name])
