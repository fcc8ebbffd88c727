"""What the database holds of each attempt, and whether it is whole: record, search entry, audit row, paper, keys."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from cryptography.fernet import Fernet, MultiFernet

from tests.faults.attempts import Attempt
from tests.faults.load import CONSENT, NOTE, REFERRAL, SAID
from tests.faults.place import Place

NOTES = """
select n.text,
    (select count(*) from search_searchentry e where e.record_id = n.id) = 1
    and (select count(*) from audit_auditrow a where a.what = 'add_note'
         and a.records -> 'cases.note' @> to_jsonb(n.id)) = 1,
    (select count(*) from attachments_attachment p where p.of_record = n.id)
from cases_note n where n.text like '記録%'
"""
# Both copies of the sheet, the names that travel with it, and the row of the record of seeing; or none of them.
SENT = """
select min(s.asks_for),
    count(*) = 2
    and (select count(*) from audit_auditrow a where a.what = 'send_referral'
         and a.detail -> 'referral' = to_jsonb(r.id)) = 1
    and (select count(*) from rooms_grant g where g.source_kind = 'referral' and g.source_id = r.id) = 1,
    0
from referrals_referral r join referrals_referralsheet s on s.referral_id = r.id
where s.asks_for like '記録%' group by r.id
"""
WITHDRAWN = """
select m.said,
    r.state = 'withdrawn'
    and (select count(*) from audit_auditrow a where a.what = 'move_referral'
         and a.detail -> 'referral' = to_jsonb(r.id)) = 1
    and not exists (select from rooms_grant g where g.source_kind = 'referral' and g.source_id = r.id
                    and g.ended_at is null),
    0
from referrals_referralmove m join referrals_referral r on r.id = m.referral_id where m.said like '記録%'
"""
GIVEN = """
select c.exact_answer,
    (select count(*) from audit_auditrow a where a.what = 'record_consent'
     and a.records -> 'consents.consent' @> to_jsonb(c.id)) = 1,
    (c.paper_id is not null)::int
from consents_consent c where c.exact_answer like '記録%'
"""
ENDED = """
select c.exact_answer,
    (select count(*) from audit_auditrow a where a.what = 'withdraw_consent'
     and a.records -> 'consents.consent' @> to_jsonb(c.id)) = 1
    and not exists (select from rooms_grant g where g.source_kind = 'consent' and g.source_id = c.id
                    and g.ended_at is null),
    0
from consents_consent c where c.exact_answer like '記録%' and c.ended_at is not null
"""
SAYING = """
select c.text, c.edition,
    (select count(*) from audit_auditrow a where a.what = 'write_contribution'
     and a.records -> 'meetings.contribution' @> to_jsonb(c.id))
from meetings_contribution c where c.text like '記録%'
"""
# What only half of an action would leave behind, whoever's it was.
REMAINS = {
    "記録のない操作記録": """
        select count(*) from audit_auditrow a where a.what = 'add_note'
        and not exists (select from cases_note n where a.records -> 'cases.note' @> to_jsonb(n.id))""",
    "記録のない検索の行": """
        select count(*) from search_searchentry e where e.kind = 'note' and e.written_at > now() - interval '1 day'
        and not exists (select from cases_note n where n.id = e.record_id)
        and not exists (select from cases_noteaddendum n where n.id = e.record_id)
        and not exists (select from cases_consultation n where n.id = e.record_id)""",
    "記録のない添付": """
        select count(*) from attachments_attachment p where p.of_record is not null
        and not exists (select from cases_note n where n.id = p.of_record)""",
    "どの同意のものでもない同意書": """
        select count(*) from attachments_attachment p where p.label = '同意書'
        and not exists (select from consents_consent c where c.paper_id = p.id)""",
}


@dataclass(frozen=True)
class Stored:
    """What was found of one mark: whether every part of it stands, and how many papers."""

    is_whole: bool
    papers: int = 0


def lost_and_half(place: Place, attempts: Iterable[Attempt]) -> tuple[list[Attempt], list[Attempt]]:
    """Acknowledged attempts that are not there, and attempts of which only a part is."""
    with place.superuser() as superuser:
        found = {
            ("", NOTE): _by_mark(superuser, NOTES),
            ("", REFERRAL): _by_mark(superuser, SENT),
            ("is_withdrawal", REFERRAL): _by_mark(superuser, WITHDRAWN),
            ("", CONSENT): _by_mark(superuser, GIVEN),
            ("is_end", CONSENT): _by_mark(superuser, ENDED),
        }
        said = superuser.execute(SAYING).fetchone()
    lost, half = [], []
    told = list(attempts)
    for attempt in told:
        if attempt.kind == SAID:
            continue
        way = next((name for name in ("is_withdrawal", "is_end") if attempt.told.get(name)), "")
        stored = found[way, attempt.kind].get(str(attempt.told.get("of", attempt.mark)))
        if stored is None:
            lost += [attempt] if attempt.is_acknowledged else []
        elif not stored.is_whole or stored.papers != attempt.told.get("papers", 0):
            half.append(attempt)
    spoken = [attempt for attempt in told if attempt.kind == SAID]
    more_lost, more_half = _said(spoken, said)
    return lost + more_lost, half + more_half


def remains(place: Place) -> dict[str, int]:
    """What half-done actions would have left behind, each by its name; and papers that are not what was taken in."""
    with place.superuser() as superuser:
        counted = {name: superuser.execute(query).fetchone() for name, query in REMAINS.items()}
        papers = superuser.execute("select content, sha256, size from attachments_attachment").fetchall()
    ring = MultiFernet([Fernet(key) for key in (place.home / "secrets" / "fields").read_text().split()])
    opened = [(ring.decrypt(bytes(content)), sha256, size) for content, sha256, size in papers]
    wrong = sum(
        1
        for paper, sha256, size in opened
        if (hashlib.sha256(paper).hexdigest(), len(paper)) != (sha256, size)
    )
    return {name: int(row[0]) for name, row in counted.items() if row} | {"中身の違う添付": wrong}


def _by_mark(superuser: psycopg.Connection, query: str) -> dict[str, Stored]:
    return {mark: Stored(bool(whole), papers) for mark, whole, papers in superuser.execute(query).fetchall()}


def _said(spoken: list[Attempt], row: "tuple[object, ...] | None") -> tuple[list[Attempt], list[Attempt]]:
    """One field written over and over: every edition acknowledged once, none beyond the last, an audit row for each."""
    stored = [attempt for attempt in spoken if attempt.is_acknowledged]
    if row is None:
        return stored, []
    text, edition, audited = row
    by_edition = {attempt.told["edition"]: attempt for attempt in stored}
    lost = [attempt for attempt in stored if by_edition[attempt.told["edition"]] is not attempt]
    lost += [attempt for number, attempt in by_edition.items() if int(str(number)) > int(str(edition))]
    last = by_edition.get(edition)
    if last is not None and last.mark != text:
        lost.append(last)
    return lost, [] if edition == audited else spoken[-1:]
