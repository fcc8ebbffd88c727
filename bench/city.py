"""A generated city, written past the walls by the administrator in a few large statements."""

import time
from collections.abc import Callable

import psycopg

from bench.residents import registered
from bench.texts import note_texts
from kasane.japanese.grams import bigrams

LARGE = {"persons": 1_000_000, "cases": 300_000, "notes": 3_000_000, "audit": 10_000_000}
DESKS, SEED = 400, 20260401
# Ids are made by kind, so that one table can be joined to the next without looking anything up.
CASE, ROOM, HOST_ROOM, DOOR, PERSON, IDENTITY = (n * 10**15 for n in range(1, 7))
NOTE, PERSON_ENTRY, NOTE_ENTRY = (n * 10**16 for n in range(1, 4))
ALL = "array['general','sensitive','tax','protected_address','informant']"

# Three of five people in a case of many agencies consent; what is known of them is laid open then.
CONSENTS = "p.n % 5 < 3"
OPEN = f"case when h.is_multi and {CONSENTS} then array[{DOOR} + p.n] else '{{}}' end"

PEOPLE = f"""
insert into people_person (id) select {PERSON} + n from bench_person;
insert into people_identity (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
    person_id, name, kana, called, former_surname, birth_on, sex, address, phone, is_address_apart, edition)
select {IDENTITY} + p.n, {CASE} + p.c, h.home, {OPEN}, 'general', array[{PERSON} + p.n], h.staff, h.at, {PERSON} + p.n,
    p.name, p.kana, '', p.former_surname, p.birth_on, p.sex, p.address, p.phone, false, 1 from bench_person p join bench_case h on h.c = p.c;
insert into people_membership (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
    person_id, position, co_residents)
select new_id(), {CASE} + p.c, h.home, {OPEN}, 'general', array[{PERSON} + p.n], h.staff, h.at, {PERSON} + p.n,
    case p.place when 0 then 'head' when 1 then 'son' else 'daughter' end, 2
from bench_person p join bench_case h on h.c = p.c;
insert into search_searchentry (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
    kind, record_id, grams)
select {PERSON_ENTRY} + p.n, {CASE} + p.c, h.home, {OPEN}, 'general', array[{PERSON} + p.n], h.staff, h.at, 'person',
    {IDENTITY} + p.n, array_to_tsvector(p.grams::text[] || ('@' || h.desk)
        || case when h.is_multi and {CONSENTS} then array['@open'] else '{{}}' end) from bench_person p join bench_case h on h.c = p.c
"""
CASES = f"""
insert into cases_case (id, opened_at, opened_by_desk, is_multi_agency)
select {CASE} + c, at, desk, is_multi from bench_case;
insert into rooms_compartment (id, kind, case_id, desk_id, opened_at)
select {ROOM} + c, 'desk', {CASE} + c, desk, at from bench_case
union all select {HOST_ROOM} + c, 'desk', {CASE} + c, host, at from bench_case where is_multi and desk <> host;
insert into rooms_compartment (id, kind, case_id, person_id, opened_at)
select {DOOR} + p.n, 'consented', {CASE} + p.c, {PERSON} + p.n, h.at
from bench_person p join bench_case h on h.c = p.c where h.is_multi;
insert into rooms_grant (id, compartment_id, desk_id, opens_case, case_opened_at, may_write, classes, basis,
    source_kind, source_id, valid_from, ended_why)
select new_id(), {ROOM} + c, desk, {CASE} + c, at, true, {ALL}, 'own_duty', 'consultation', {CASE} + c, at, ''
from bench_case
union all
select new_id(), {HOST_ROOM} + c, host, {CASE} + c, at, true, {ALL}, 'own_duty', 'accepted_referral', {CASE} + c, at, ''
from bench_case where is_multi and desk <> host;
insert into rooms_grant (id, compartment_id, desk_id, opens_case, case_opened_at, may_write, classes, sees_agencies,
    basis, source_kind, source_id, valid_from, ended_why)
select new_id(), {DOOR} + p.n, d.id, {CASE} + p.c, h.at, false, array['general','sensitive'], array[s.agency_id, t.agency_id],
    'consent', 'consent', {PERSON} + p.n, h.at, ''
from bench_person p join bench_case h on h.c = p.c
join directory_desk s on s.id = h.desk join directory_desk t on t.id = h.other
cross join lateral (values (h.desk), (h.other), (h.host)) d(id)
where h.is_multi and {CONSENTS};
insert into cases_teammember (id, case_id, desk_id, agency_id, joined_at)
select new_id(), {CASE} + h.c, d.id, d.agency_id, h.at from bench_case h
join directory_desk d on d.id in (h.desk, h.other, h.host) where h.is_multi;
insert into cases_leadagency (id, case_id, desk_id, agency_id, offered_at, accepted_at)
select new_id(), {CASE} + h.c, d.id, d.agency_id, h.at, h.at from bench_case h
join directory_desk d on d.id = h.host where h.is_multi;
insert into cases_issue (id, case_id, home_id, doors, information_class, concerns, written_by, written_at, field,
    text, sort_order)
select new_id(), {CASE} + p.c, h.home, '{{}}', 'general', array[{PERSON} + p.n], h.staff, h.at,
    (array['care','poverty','withdrawal','health'])[1 + p.n % 4], '暮らしの困りごと', p.place
from bench_person p join bench_case h on h.c = p.c where p.place < 2;
insert into cases_consultation (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
    received_at, channel, consulter, content, wish)
select new_id(), {CASE} + h.c, h.home, '{{}}', 'general', '{{}}', h.staff, h.at, h.at, 'phone', 'person', t.text, ''
from bench_case h join bench_text t on t.n = (hashint8(h.c) & 2147483647) % (select count(*) from bench_text)
"""
NOTES = f"""
insert into cases_note (id, case_id, home_id, doors, information_class, concerns, written_by, written_at, kind,
    happened_at, text, tax_origin)
select {NOTE} + n.n, {CASE} + h.c, h.home,
    case when h.is_multi and n.n %% 3 = 0 and h.first %% 5 < 3 then array[{DOOR} + h.first] else '{{}}' end, 'general',
    array[{PERSON} + h.first], h.staff, h.at + (n.n %% 900) * interval '1 day', 'phone',
    h.at + (n.n %% 900) * interval '1 day', t.text, ''
from generate_series(1::bigint, %(notes)s) as n(n) join bench_case h on h.c = n.n %% %(cases)s
join bench_text t on t.n = (hashint8(n.n) & 2147483647) %% %(texts)s
"""
NOTE_ENTRIES = f"""
insert into search_searchentry (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
    kind, record_id, grams)
select {NOTE_ENTRY} + n.id - {NOTE}, n.case_id, n.home_id, n.doors, n.information_class, n.concerns, n.written_by,
    n.written_at, 'note', n.id, array_to_tsvector(t.grams::text[] || ('@' || r.desk_id)
        || case when n.doors <> '{{}}' then array['@open'] else '{{}}' end)
from cases_note n join bench_text t on t.text = n.text join rooms_compartment r on r.id = n.home_id
"""
AUDIT = f"""
insert into audit_auditrow (id, at, staff, desk, kind, what, cases, records, grants, detail)
select n, now() - n * interval '3 seconds', h.staff, h.desk, 'view', 'case', array[{CASE} + h.c],
    jsonb_build_object('people.identity', jsonb_build_array({IDENTITY} + h.first)), array[n], '{{}}'
from generate_series(1::bigint, %(audit)s) as n join bench_case h on h.c = (n * 31) %% %(cases)s
"""


def build(admin: psycopg.Connection, scale: float, tell: Callable[[str], None]) -> dict[str, int]:
    """Write the city at a scale of the large one; returns how many rows of each kind."""
    counts = {kind: max(int(number * scale), 100) for kind, number in LARGE.items()}
    counts["desks"] = _desks(admin, round(DESKS * scale))
    began = time.monotonic()
    admin.execute("set session_replication_role = replica")
    admin.execute("set synchronous_commit = off")
    blanks = _blanks(admin)
    _write_sources(admin, counts)
    tell(f"人と文のもと {time.monotonic() - began:.0f}秒")
    for name, statements, values in (
        ("ケースと鍵", CASES, None),
        ("人", PEOPLE, None),
        ("経過", NOTES, counts),
        ("経過の索引", NOTE_ENTRIES, None),
        ("操作記録", AUDIT, counts),
    ):
        for statement in statements.split(";\n"):
            admin.execute(statement, values)
        tell(f"{name} {time.monotonic() - began:.0f}秒")
    admin.execute("drop table bench_person, bench_case, bench_text")
    for table, column, _ in blanks:
        admin.execute(f'alter table "{table}" alter column "{column}" drop default')
    admin.execute("set session_replication_role = origin")
    admin.execute("vacuum analyze")
    tell(f"できあがり {time.monotonic() - began:.0f}秒")
    return counts


def _blanks(admin: psycopg.Connection) -> list[tuple[str, str, str]]:
    """What no generated record says is blank, as a form leaves it: defaults of the columns, for the while of building."""
    columns = admin.execute(
        """select c.table_name, c.column_name, case
               when c.data_type = 'ARRAY' then '{}'
               when c.data_type = 'boolean' then 'false'
               when c.data_type in ('smallint', 'integer') then '1'
               else '' end
           from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
           where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.is_nullable = 'NO'
             and c.column_default is null and c.is_generated = 'NEVER' and c.is_identity = 'NO'
             and c.data_type in ('ARRAY', 'boolean', 'smallint', 'integer', 'text', 'character varying')"""
    ).fetchall()
    for table, column, blank in columns:
        admin.execute(f'alter table "{table}" alter column "{column}" set default \'{blank}\'')
    return [(table, column, blank) for table, column, blank in columns]


def _write_sources(admin: psycopg.Connection, counts: dict[str, int]) -> None:
    texts = note_texts()
    counts["texts"] = len(texts)
    admin.execute("create table bench_text (n bigint primary key, text text unique, grams varchar[])")
    with admin.cursor().copy("copy bench_text from stdin") as copy:
        for n, (text, grams) in enumerate(texts):
            copy.write_row((n, text, grams))
    admin.execute(
        "create table bench_person (n bigint, c bigint, place int, name text, kana text, former_surname text,"
        " birth_on date, sex text, address text, phone text, grams varchar[])"
    )
    with admin.cursor().copy("copy bench_person from stdin") as copy:
        for n, one in enumerate(registered(counts["persons"], SEED)):
            case = n * counts["cases"] // counts["persons"]
            place = n - _first(case, counts)
            told = (one.name, one.kana, one.former_surname, one.birth_on, one.sex, one.address, one.phone)
            copy.write_row((n, case, place, *told, sorted({*bigrams(one.name), *bigrams(one.kana)})))
    admin.execute("create index on bench_person (c)")
    admin.execute(
        f"""create table bench_case as
        with desks as (select array_agg(id order by code) as ids from directory_desk where takes_consultations and not is_host),
             hosts as (select id from directory_desk where is_host),
             people as (select id from directory_staff order by id limit 1)
        select c, ids[1 + c %% cardinality(ids)] as desk, ids[1 + (c + 7) %% cardinality(ids)] as other, hosts.id as host,
               c %% 5 = 0 as is_multi, people.id as staff, {ROOM} + c as home, (c::bigint * %s + %s - 1) / %s as first,
               timestamptz '2024-04-01' + c %% 900 * interval '1 day' as at
        from generate_series(0, %s - 1) as c, desks, hosts, people""",
        [counts["persons"], counts["cases"], counts["cases"], counts["cases"]],
    )
    admin.execute("alter table bench_case add primary key (c)")


def _desks(admin: psycopg.Connection, most: int) -> int:
    """Desks beside those of the provision, each like one of them, until there are as many; returns how many take
    consultations. A desk of a small city has as many cases as one of the large."""
    standing = "select count(*) from directory_desk where takes_consultations and not is_host"
    (count,) = admin.execute(standing).fetchone() or (0,)
    admin.execute(
        """insert into directory_desk select made.* from (
               select d, row_number() over (order by round, d.code) as n, round from generate_series(2, %(rounds)s) as round,
                   directory_desk d where d.takes_consultations and not d.is_host) one,
           jsonb_populate_record(d, jsonb_build_object('id', new_id(), 'code', (d).code || '-' || round,
               'name', (d).name || ' その' || round)) made where one.n <= %(more)s""",
        {"rounds": 2 + most // max(count, 1), "more": max(most - count, 0)},
    )
    (count,) = admin.execute(standing).fetchone() or (0,)
    return int(count)


def _first(case: int, counts: dict[str, int]) -> int:
    """The number of the first person of a case; a family's people follow each other."""
    return (case * counts["persons"] + counts["cases"] - 1) // counts["cases"]
