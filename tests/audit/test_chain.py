"""The record of seeing: sealed into a chain that no tampering survives."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connections

from kasane.audit.actions import Recovered, seal, settle_recovery
from kasane.audit.facts import digest_of, head_of
from kasane.audit.models import Seal
from kasane.audit.queries import faults, faults_of_tail, rows
from tests import cluster as clusters
from tests.world import World, point


@dataclass
class Chain:
    """The town's record, sealed in two links, as the keeper sees it."""

    key: Ed25519PrivateKey
    head: Path
    superuser: psycopg.Connection

    def faults(self) -> list[str]:
        return list(faults(public_keys=[self.key.public_key()], head_file=self.head))

    def tail(self, most: int) -> tuple[int, list[str]]:
        return faults_of_tail(public_keys=[self.key.public_key()], head_file=self.head, most=most)

    def run(self, statement: str) -> None:
        self.superuser.execute(statement)


@pytest.fixture
def chain(town: World, tmp_path: Path) -> Iterator[Chain]:
    town.superuser.execute("delete from audit_seal")
    town.superuser.execute("delete from audit_unsealed")
    town.superuser.execute(
        "insert into audit_unsealed (row_id) select id from audit_auditrow order by at limit 20"
    )
    kept = Chain(Ed25519PrivateKey.generate(), tmp_path / "head.jsonl", town.superuser)
    point("default", clusters.installation(town.name).connection("keeper"))
    assert seal(key=kept.key, head_file=kept.head) == 20
    kept.run(
        "insert into audit_unsealed (row_id) select id from audit_auditrow r"
        " where not exists (select from audit_seal s where r.id = any (s.row_ids))"
    )
    assert seal(key=kept.key, head_file=kept.head) > 10
    assert seal(key=kept.key, head_file=kept.head) == 0, "nothing waits any more"
    yield kept
    connections["default"].close()


def test_an_honest_chain_has_no_fault(chain: Chain) -> None:
    assert chain.faults() == []


def test_a_clock_that_jumps_breaks_no_link(chain: Chain) -> None:
    for days in (40, -2):
        chain.run(
            "with made as (insert into audit_auditrow (id, at, kind, what, cases, records, grants, detail)"
            f" select new_id(), now() + interval '{days} days', 'view', 'case', '{{}}', '{{}}', '{{}}', '{{}}'"
            " returning id) insert into audit_unsealed (row_id) select id from made"
        )
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
            assert seal(key=chain.key, head_file=chain.head) == 1
    assert chain.faults() == []


def test_rows_not_yet_sealed_are_no_fault(chain: Chain) -> None:
    chain.run(
        "insert into audit_auditrow select 5, at, sign_in, staff, desk, kind, what, cases, records, grants, detail"
        " from audit_auditrow limit 1"
    )
    chain.run("insert into audit_unsealed values (5)")
    assert chain.faults() == []


def test_the_tail_alone_is_looked_at_and_hangs_on_what_stands_before_it(chain: Chain) -> None:
    assert chain.tail(9) == (2, [])
    assert chain.tail(1) == (1, [])
    chain.run(
        "update audit_auditrow set staff = null where id = (select row_ids[1] from audit_seal where number = 1)"
    )
    assert chain.tail(1) == (1, []), "the whole chain is for kasane audit verify"
    assert chain.tail(2) == (2, chain.faults()) != (2, [])
    chain.run("update audit_seal set head = former where number = 1")
    assert chain.tail(1) == (1, ["封印2が、前の封印につながっていません。"])
    chain.run("delete from audit_seal where number = 2")
    assert "封印2が、データベースから失われています。" in chain.tail(1)[1]


def lose_the_last_seal(chain: Chain) -> None:
    chain.run("insert into audit_unsealed (row_id) select unnest(row_ids) from audit_seal where number = 2")
    chain.run("delete from audit_seal where number = 2")


def test_a_keeper_killed_before_its_seal_was_committed_leaves_no_fault(chain: Chain) -> None:
    lose_the_last_seal(chain)
    told = [line for line in chain.head.read_text().splitlines() if json.loads(line) not in sealed(chain)[1:]]
    chain.head.write_text("".join(f"{line}\n" for line in told))
    assert chain.faults() == [], "the head was told, and its seal never stood"
    assert seal(key=chain.key, head_file=chain.head) > 10
    assert chain.faults() == []
    assert [line["number"] for line in sealed(chain)] == [1, 2]


def test_a_keeper_killed_after_its_seal_was_committed_tells_so_when_it_goes_round_again(chain: Chain) -> None:
    told = chain.head.read_text().splitlines()
    chain.head.write_text("".join(f"{line}\n" for line in told[:-1]))
    assert chain.faults() == []
    assert seal(key=chain.key, head_file=chain.head) == 0
    assert chain.head.read_text().splitlines() == told


def test_a_last_seal_taken_away_and_made_anew_without_a_row_is_found(chain: Chain) -> None:
    lose_the_last_seal(chain)
    chain.run("with one as (delete from audit_unsealed where row_id = (select min(row_id) from audit_unsealed)"
              " returning row_id) delete from audit_auditrow where id in (select row_id from one)")  # fmt: skip
    assert seal(key=chain.key, head_file=chain.head) > 10
    assert chain.faults() == ["封印2が、いちど封じたあとで作り直されています。"]


def sealed(chain: Chain) -> list[dict[str, object]]:
    """The lines that say of a seal that it stands."""
    lines = map(json.loads, chain.head.read_text().splitlines())
    return [line for line in lines if line.get("is_sealed")]


def settle(chain: Chain, folder: Path) -> Recovered:
    key_file = folder / "audit-key"
    raw = chain.key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    key_file.write_text(raw.hex(), encoding="ascii")
    return settle_recovery(reason="取り込みの誤り", key_file=key_file, head_file=chain.head)


def test_after_a_recovery_lost_heads_are_set_aside_and_the_record_says_so(
    chain: Chain, tmp_path: Path
) -> None:
    before = chain.head.read_text(encoding="ascii").splitlines()
    chain.run("insert into audit_unsealed (row_id) select unnest(row_ids) from audit_seal where number = 2")
    chain.run("delete from audit_seal where number = 2")
    assert chain.faults() == ["封印2が、データベースから失われています。"]
    done = settle(chain, tmp_path)
    assert done.seals == 1
    assert done.aside is not None
    assert done.aside.read_text(encoding="ascii").splitlines() == before[2:], "nothing is thrown away"
    assert chain.head.read_text(encoding="ascii").splitlines() == before[:2]
    assert chain.faults() == []
    ((kind, detail),) = chain.superuser.execute(
        "select kind, detail from audit_auditrow where what = 'recovered'"
    ).fetchall()
    assert kind == "sign_in", "with what the operator and the keeper do, which is no write of a record"
    assert (detail["reason"], detail["seals"], detail["last"]) == ("取り込みの誤り", 1, 1)
    assert detail["last_lost"] == json.loads(before[2])["head"]
    assert seal(key=chain.key, head_file=chain.head) > 10
    assert chain.faults() == [], "the chain goes on from where it was taken back to"
    assert settle(chain, tmp_path).aside is None


def test_a_seal_that_does_not_hold_is_no_trace_of_a_recovery(chain: Chain, tmp_path: Path) -> None:
    before = chain.head.read_bytes()
    chain.run("delete from audit_seal where number = 2")
    chain.run(f"update audit_auditrow set what = 'x' where id = {SEALED}")
    with pytest.raises(ValueError, match="封印1の記録が書き換えられています"):
        settle(chain, tmp_path)
    assert chain.head.read_bytes() == before
    assert not list(tmp_path.glob("*set-aside*"))
    assert chain.superuser.execute(
        "select count(*) from audit_auditrow where what = 'recovered'"
    ).fetchone() == (0,)


SEALED = "(select row_ids[1] from audit_seal where number = 1)"
OTHER = "(select row_ids[2] from audit_seal where number = 1)"
FLIPS = {
    "at": "at + interval '1 microsecond'",
    "sign_in": "coalesce(sign_in, 0) + 1",
    "staff": "null",
    "desk": "coalesce(desk, 0) + 1",
    "kind": "'view'",
    "what": "what || ' '",
    "cases": "cases || 1::bigint",
    "records": """records || '{"x": [1]}'""",
    "grants": "grants || 1::bigint",
    "detail": """detail || '{"x": 1}'""",
}


@pytest.mark.parametrize("column", FLIPS)
def test_one_changed_field_is_found(chain: Chain, column: str) -> None:
    chain.run(f"update audit_auditrow set {column} = {FLIPS[column]} where id = {SEALED}")
    assert any("書き換えられています" in sentence for sentence in chain.faults())


TAMPERINGS = {
    "a row removed": f"delete from audit_auditrow where id = {SEALED}",
    "a row inserted": "insert into audit_auditrow select 5, at, sign_in, staff, desk, kind, what, cases, records,"
    " grants, detail from audit_auditrow limit 1",
    "two rows swapped": f"update audit_auditrow a set at = b.at, what = b.what || a.what from audit_auditrow b"
    f" where a.id in ({SEALED}, {OTHER}) and b.id in ({SEALED}, {OTHER}) and a.id <> b.id",
    "the tail cut off": "with cut as (delete from audit_seal where number = 2 returning row_ids)"
    " delete from audit_auditrow where id in (select unnest(row_ids) from cut)",
    "a seal in the middle removed": "delete from audit_seal where number = 1",
    "a row left out of its seal": "update audit_seal set row_ids = row_ids[2:] where number = 1",
    "everything deleted": "with gone as (delete from audit_seal) delete from audit_auditrow",
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_tampering_is_found(chain: Chain, how: str) -> None:
    chain.run(TAMPERINGS[how])
    assert chain.faults() != []


def rewrite(chain: Chain, key: Ed25519PrivateKey) -> None:
    """Change a row and compute the whole chain anew, as somebody with the database but not the key would."""
    chain.run(f"update audit_auditrow set staff = 1 where id = {SEALED}")
    former = bytes(32)
    for link in Seal.objects.order_by("number"):
        digest = digest_of(rows(link.row_ids))
        head = head_of(link.number, link.sealed_at, link.row_ids, digest, former)
        chain.superuser.execute(
            "update audit_seal set digest = %s, former = %s, head = %s, signature = %s where number = %s",
            [digest, former, head, key.sign(head), link.number],
        )
        former = head


@pytest.mark.parametrize("with_key", [False, True])
def test_a_chain_computed_anew_is_found_even_by_who_stole_the_key(chain: Chain, with_key: bool) -> None:
    rewrite(chain, chain.key if with_key else Ed25519PrivateKey.generate())
    found = chain.faults()
    assert any("控えた値と違います" in sentence for sentence in found)
    assert any("署名が合いません" in sentence for sentence in found) is not with_key


def _shorten(head: Path) -> None:
    head.write_text(head.read_text().splitlines()[0] + "\n")


def _forge(head: Path) -> None:
    lines = [json.loads(line) for line in head.read_text().splitlines()]
    forged = [line | {"head": "00" * 32} if line["number"] == 1 else line for line in lines]
    head.write_text("".join(json.dumps(line) + "\n" for line in forged))


@pytest.mark.parametrize("change", [_shorten, _forge, Path.unlink])
def test_a_changed_copy_of_the_heads_is_found(chain: Chain, change: Callable[[Path], None]) -> None:
    change(chain.head)
    assert chain.faults() != []
