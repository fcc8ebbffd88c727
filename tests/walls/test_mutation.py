"""Every policy is held by somebody: opened or shut, one after the other, the comparison with the oracle notices."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from kasane.rooms.models import Record
from kasane.rooms.queries import REFUSED_BY_DATABASE
from kasane.sign_in.actions import act
from tests.walls.oracle import Oracle
from tests.walls.others import Others
from tests.world import World

RECORDS = {model._meta.db_table for model in apps.get_models() if issubclass(model, Record)}
BESIDE = (
    "cases_case",
    "cases_caselink",
    "cases_gaprow",
    "cases_leadagency",
    "cases_messageread",
    "cases_safetyline",
    "cases_teammember",
    "ledgers_importbatch",
    "ledgers_pendingrow",
    "cases_telephonememo",
    "drafts_draft",
    "meetings_communityitem",
    "meetings_calendarfeed",
    "meetings_invitation",
    "meetings_designation",
    "meetings_copymove",
    "meetings_itemleave",
    "meetings_minutesread",
    "meetings_packetcopy",
    "meetings_partrequest",
    "meetings_participant",
    "meetings_pledge",
    "meetings_pledgepaper",
    "meetings_seatreply",
    "meetings_yearlypledge",
    "meetings_sitting",
    "meetings_sittingstep",
    "people_matchtask",
    "people_person",
    "referrals_referral",
    "referrals_referralmove",
    "rooms_compartment",
    "rooms_emergencyaccess",
    "rooms_grant",
    "tasks_deputy",
    "tasks_putoff",
    "tasks_readmark",
)
HATS = (
    ("tanaka", "fukushi-sogo"),
    ("sato", "houkatsu-nango"),
    ("suzuki", "jiritsu"),
    ("takahashi", "shakyo"),
    ("ito", "byoin"),
    ("watanabe", "shogai-sodan-1"),
    ("yamamoto", "kojin-joho"),
)
DAYS_AGO = (122, 60, 0)
# What is changed where the usual column is missing, and to what where it may not be emptied.
COLUMNS = {
    "people_protectedaddress": "renewed_on",
    "cases_workerincharge": "until_on",
    "meetings_sitting": "place",
    "meetings_supportpolicy": "reviewed_on",
    "meetings_participant": "arrived_at",
    "meetings_communityitem": "outcome",
    "meetings_sheetpart": "texts",
    "meetings_partrequest": "reminded_at",
}
VALUES = {
    "until_on": "current_date",
    "place": "'x'",
    "outcome": "'x'",
    "texts": "'{}'",
    "arrived_at": "now()",
}


def reads_right(town: World, table: str) -> bool:
    """Whether everybody sees of a table exactly what the oracle says, at several days."""
    for ago in DAYS_AGO:
        for who, desk in HATS:
            with transaction.atomic():
                actor = act(town.token(who, desk), at=town.clock.instant(ago, "18:00"))
                assert actor is not None
                with connection.cursor() as cursor:
                    cursor.execute(f'select id from "{table}"')
                    seen = {number for (number,) in cursor.fetchall()}
            if table in RECORDS:
                oracle = Oracle(town.superuser, actor.at, is_stepped_up=actor.is_stepped_up)
                expected = oracle.readable(table, actor.staff, actor.desk)
            else:
                expected = Others(town.superuser, actor.at, actor.staff, actor.desk).expected(table)
            if seen != expected:
                return False
    return True


def inserts(town: World, table: str, who: str, desk: str, row: dict[str, object]) -> bool:
    """Whether somebody can store a row in their own name; nothing of it stays."""
    done = False
    with transaction.atomic():
        actor = act(town.token(who, desk), at=town.clock.instant(0, "18:00"))
        assert actor is not None
        own = {"written_by": actor.staff, "convened_by": actor.staff, "id": 77}
        told = {**row, **{name: value for name, value in own.items() if name in row}}
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f'insert into "{table}" select (jsonb_populate_record(null::"{table}", %s::jsonb)).*',
                    [json.dumps(told)],
                )
                done = True
        except IntegrityError:
            # Policies are asked before constraints: the wall let it through.
            done = True
        except ProgrammingError as error:
            assert "row-level security" in str(error), error
        except DatabaseError as error:
            # So do triggers that refuse in a sentence of their own.
            done = getattr(error.__cause__, "sqlstate", None) == REFUSED_BY_DATABASE
            assert done, error
        transaction.set_rollback(True)
    return done


def changes(town: World, table: str, column: str, who: str, desk: str) -> int:
    """How many rows somebody can change without reading them; nothing of it stays."""
    with transaction.atomic():
        act(town.token(who, desk), at=town.clock.instant(0, "18:00"))
        with connection.cursor() as cursor:
            cursor.execute(f'update "{table}" set "{column}" = {VALUES.get(column, "null")}')
            count = int(cursor.rowcount)
        transaction.set_rollback(True)
    return count


def desk_rooms(town: World, desk: str) -> set[int]:
    """The desk's own rooms that it may write in; what came with a waiting つなぎ it only reads."""
    rows = town.superuser.execute(
        "select c.id from rooms_compartment c join directory_desk d on d.id = c.desk_id"
        " join rooms_grant g on g.compartment_id = c.id and g.desk_id = d.id and g.may_write and g.ended_at is null"
        " where c.kind = 'desk' and d.code = %s",
        [desk],
    )
    return {room for (room,) in rows}


def row_of(town: World, table: str, home: set[int]) -> dict[str, object] | None:
    found = town.superuser.execute(
        f"select to_jsonb(t) from {table} t where home_id = any (%s) limit 1", [list(home)]
    ).fetchone()
    return dict(found[0]) if found else None


def writes_right(town: World, table: str) -> bool:
    """Whether a desk stores a record in its own room, and in no other."""
    verdicts = []
    for who, desk in HATS:
        own = row_of(town, table, desk_rooms(town, desk))
        if own is not None and who != "ito":
            verdicts.append(inserts(town, table, who, desk, own))
            verdicts.append(not inserts(town, table, "watanabe", "shogai-sodan-1", own) or who == "watanabe")
    if not verdicts:
        matter = town.superuser.execute(f"select to_jsonb(t) from {table} t limit 1").fetchone()
        assert matter is not None, f"the town has no row of {table}"
        row = dict(matter[0])
        verdicts = [
            inserts(town, table, "tanaka", "fukushi-sogo", row),
            not inserts(town, table, *HATS[1], row),
        ]
    return all(verdicts)


def changes_right(town: World, table: str) -> bool:
    """Whether a record is changed by who may write in its room, and by nobody else."""
    column = "laid_open_at" if table in RECORDS else "closed_at"
    column = COLUMNS.get(table, column)
    counts = {who: changes(town, table, column, who, desk) for who, desk in HATS}
    homes = "id" if table not in RECORDS else "home_id"
    total = int(str(town.one(f"select count({homes}) from {table}")))
    return max(counts.values()) > 0 and all(counts[who] < total for who in ("watanabe", "yamamoto"))


@contextmanager
def replaced(town: World, table: str, name: str, command: str, words: str) -> Iterator[None]:
    """One policy with another condition, for a while."""
    using, checking = town.superuser.execute(
        "select qual, with_check from pg_policies where tablename = %s and policyname = %s", [table, name]
    ).fetchone() or (None, None)
    parts = {"using": using, "with check": checking}
    town.superuser.execute(
        f"alter policy {name} on {table} "
        + " ".join(f"{part} ({words})" for part, condition in parts.items() if condition)
    )
    try:
        yield
    finally:
        town.superuser.execute(
            f"alter policy {name} on {table} "
            + " ".join(f"{part} ({condition})" for part, condition in parts.items() if condition)
        )


def policies(town: World) -> list[tuple[str, str, str]]:
    rows = town.superuser.execute(
        "select tablename, policyname, cmd from pg_policies where schemaname = 'kasane' and 'public' = any (roles)"
        " order by 1, 2"
    ).fetchall()
    return [(table, name, command) for table, name, command in rows]


# Rows that only an action of their own may begin; their own tests hold these policies.
ELSEWHERE = {
    (
        "meetings_participant",
        "invited",
    ): "tests/walls/test_mutation.py::test_only_the_host_convenes_and_invites",
    ("meetings_sitting", "convened"): "tests/walls/test_mutation.py::test_only_the_host_convenes_and_invites",
    ("meetings_designation", "put"): "tests/walls/test_mutation.py::test_only_the_host_convenes_and_invites",
    (
        "meetings_communityitem",
        "put",
    ): "tests/walls/test_mutation.py::test_only_the_host_convenes_and_invites",
    (
        "meetings_pledge",
        "own_pledge",
    ): "tests/walls/test_mutation.py::test_only_the_host_convenes_and_invites",
    ("assessments_form", "begun"): "tests/walls/test_forms.py",
    ("meetings_pledge", "received"): "tests/walls/test_pledges.py",
    ("meetings_pledgepaper", "taken_in"): "tests/walls/test_pledges.py",
    ("meetings_yearlypledge", "received"): "tests/walls/test_pledges.py",
    ("meetings_seatreply", "answered"): "tests/walls/test_pledges.py",
    ("meetings_partrequest", "ask"): "tests/walls/test_preparation.py",
    ("meetings_packetcopy", "printed"): "tests/walls/test_preparation.py",
    ("cases_messageread", "marked"): "tests/walls/test_messages.py",
    ("meetings_minutesread", "marked"): "tests/walls/test_minutes.py",
    ("code_lists_paperlayout", "known"): "tests/walls/test_layouts.py",
    ("code_lists_paperlayout", "added"): "tests/walls/test_layouts.py",
    ("code_lists_matter", "known"): "tests/walls/test_matters.py",
    ("code_lists_matter", "added"): "tests/walls/test_matters.py",
    ("code_lists_matter", "kept"): "tests/walls/test_matters.py",
    ("cases_telephonememo", "taken"): "tests/walls/test_messages.py",
    ("cases_telephonememo", "done"): "tests/walls/test_messages.py",
    ("drafts_draft", "kept"): "tests/walls/test_drafts.py",
    ("drafts_draft", "kept_on"): "tests/walls/test_drafts.py",
    ("cases_caselink", "linked"): "tests/walls/test_mutation.py::test_only_who_sees_both_cases_links_them",
    ("tasks_putoff", "put_off"): "tests/walls/test_mutation.py::test_a_desk_puts_off_in_its_own_name",
    ("tasks_putoff", "taken_back"): "tests/walls/test_mutation.py::test_a_desk_puts_off_in_its_own_name",
    ("tasks_readmark", "marked"): "tests/walls/test_mutation.py::test_nobody_reads_for_somebody_else",
    (
        "tasks_deputy",
        "stands_in",
    ): "tests/walls/test_mutation.py::test_who_may_stand_in_is_held_by_the_database",
    (
        "tasks_deputy",
        "is_back",
    ): "tests/walls/test_mutation.py::test_who_may_stand_in_is_held_by_the_database",
    ("assessments_form", "known"): "tests/walls/test_forms.py",
    ("assessments_formend", "known"): "tests/walls/test_forms.py",
    ("assessments_formend", "ended"): "tests/walls/test_forms.py",
    ("assessments_formend", "taken_up"): "tests/walls/test_forms.py",
    ("assessments_formversion", "known"): "tests/walls/test_forms.py",
    ("assessments_formversion", "drafted"): "tests/walls/test_forms.py",
    ("assessments_formversion", "kept"): "tests/walls/test_forms.py",
    ("code_lists_choicelist", "known"): "tests/walls/test_choices.py",
    ("code_lists_choicelist", "begun"): "tests/walls/test_choices.py",
    ("code_lists_choice", "known"): "tests/walls/test_choices.py",
    ("code_lists_choice", "added"): "tests/walls/test_choices.py",
    ("code_lists_choice", "kept"): "tests/walls/test_choices.py",
    ("code_lists_choicemark", "known"): "tests/walls/test_choices.py",
    ("code_lists_choicemark", "set_mark"): "tests/walls/test_choices.py",
    ("code_lists_choicemark", "kept"): "tests/walls/test_choices.py",
    ("code_lists_choicename", "known"): "tests/walls/test_choices.py",
    ("code_lists_choicename", "given"): "tests/walls/test_choices.py",
    ("code_lists_choicename", "kept"): "tests/walls/test_choices.py",
    ("people_person", "begun"): "tests/walls/test_mutation.py::test_nobody_begins_as_somebody_else",
}
# Written by functions alone: no insert of the application ever passes, whoever acts.
BY_FUNCTION = {"cases_movednote", "cases_noteedition", "support_plans_partstatechange"}
FITS = {"SELECT": reads_right, "INSERT": writes_right, "UPDATE": changes_right}


@pytest.fixture
def whole(town: World) -> World:
    """The town with one ledger being looked through, which nothing in it has reached yet; everybody was asked for
    their secret."""
    for who in town.clock.tokens:
        town.step_up(who)
    tell_what_waits(town)
    town.superuser.execute(
        "insert into ledgers_importbatch select (jsonb_populate_record(null::ledgers_importbatch, to_jsonb(b) ||"
        " jsonb_build_object('id', 78, 'state', 'pending', 'started_at', %s::timestamptz, 'staff_id',"
        " (select id from directory_staff where name = '佐藤 恵')))).* from ledgers_importbatch b",
        [town.clock.instant(0, "09:00")],
    )
    town.superuser.execute("insert into ledgers_pendingrow values (79, 2, '{x}', 78)")
    return town


def test_beside_the_records_everybody_sees_what_the_design_says(whole: World) -> None:
    assert [table for table in BESIDE if not reads_right(whole, table)] == []


def test_every_policy_opened_or_shut_is_noticed(whole: World) -> None:
    survivors: list[str] = []
    mutated = 0
    for table, name, command in policies(whole):
        if (table, name) in ELSEWHERE or (command == "INSERT" and table in BY_FUNCTION):
            continue
        fits = FITS[command]
        assert fits(whole, table), f"{table}.{name} is wrong as it stands"
        for words in ("true", "false"):
            with replaced(whole, table, name, command, words):
                mutated += 1
                if fits(whole, table):
                    survivors.append(f"{table}.{name} = {words}")
    assert survivors == []
    assert mutated > 120


def test_only_the_host_convenes_and_invites(whole: World) -> None:
    for table in (
        "meetings_sitting",
        "meetings_participant",
        "meetings_pledge",
        "meetings_communityitem",
        "meetings_designation",
    ):
        row = dict(
            (whole.superuser.execute(f"select to_jsonb(t) from {table} t limit 1").fetchone() or ({},))[0]
        )
        if table == "meetings_participant":
            row["staff_id"] = 5
        if table == "meetings_sitting":
            row["state"] = "planned"
        if table == "meetings_pledge":
            row["way"] = "own"
        policy = {
            "meetings_sitting": "convened",
            "meetings_participant": "invited",
            "meetings_pledge": "own_pledge",
            "meetings_communityitem": "put",
            "meetings_designation": "put",
        }
        stranger = ("yamamoto", "kojin-joho")
        assert not inserts(whole, table, *stranger, row), table
        with replaced(whole, table, policy[table], "INSERT", "true"):
            assert inserts(whole, table, *stranger, row), table
    sitting = dict(
        (whole.superuser.execute("select to_jsonb(t) from meetings_sitting t").fetchone() or ({},))[0]
    )
    assert not inserts(whole, "meetings_sitting", "tanaka", "fukushi-sogo", sitting | {"state": "open"})
    assert inserts(whole, "meetings_sitting", "tanaka", "fukushi-sogo", sitting | {"state": "planned"})


def test_nobody_begins_as_somebody_else(whole: World) -> None:
    known = whole.one("select id from people_person limit 1")
    assert inserts(whole, "people_person", "sato", "houkatsu-nango", {"id": 79, "same_as_id": None})
    assert not inserts(whole, "people_person", "sato", "houkatsu-nango", {"id": 79, "same_as_id": known})
    with replaced(whole, "people_person", "begun", "INSERT", "true"):
        assert inserts(whole, "people_person", "sato", "houkatsu-nango", {"id": 79, "same_as_id": known})


def tell_what_waits(town: World) -> None:
    """A link between two of 佐藤's cases, and a notice that 田中 has read."""
    town.superuser.execute(
        "insert into cases_caselink (id, case_id, other_id, made_by, made_at) select 80, min(k), max(k), 1, now() from"
        " (select g.opens_case k from rooms_grant g join directory_desk d on d.id = g.desk_id"
        " where d.code = 'houkatsu-nango' and g.basis = 'own_duty') own"
    )
    town.superuser.execute(
        "insert into tasks_readmark (id, staff_id, kind, subject_id, read_at)"
        " select 81, id, 'moved', 1, now() from directory_staff where name = '田中 和子'"
    )


def first_row(town: World, table: str) -> dict[str, object]:
    found = town.superuser.execute(f"select to_jsonb(t) from {table} t limit 1").fetchone()
    assert found is not None, f"the town has no row of {table}"
    return dict(found[0])


def staff_of(town: World, who: str) -> object:
    return town.one(
        "select s.id from directory_staff s join sign_in_account k on k.id = s.account_id where k.username = %s",
        who,
    )


SATO, KIMURA, WATANABE = HATS[1], ("kimura", "houkatsu-nango"), ("watanabe", "shogai-sodan-1")


def test_only_who_sees_both_cases_links_them(whole: World) -> None:
    pair = {**first_row(whole, "cases_caselink"), "made_by": staff_of(whole, "sato")}
    assert inserts(whole, "cases_caselink", *SATO, pair)
    assert not inserts(whole, "cases_caselink", *WATANABE, {**pair, "made_by": staff_of(whole, "watanabe")})
    others = whole.one("select case_id from people_identity where name = '森 さくら'")
    assert not inserts(whole, "cases_caselink", *SATO, {**pair, "other_id": others})
    assert not inserts(whole, "cases_caselink", *SATO, {**pair, "made_by": staff_of(whole, "kimura")})


def test_a_desk_puts_off_in_its_own_name(whole: World) -> None:
    """渡辺 at another desk, 清水 of the same desk in 田中's name, and 田中 about a case she holds no key to."""
    own = first_row(whole, "tasks_putoff")
    tanaka, shimizu = HATS[0], ("shimizu", "fukushi-sogo")
    assert inserts(whole, "tasks_putoff", *tanaka, own)
    assert not inserts(whole, "tasks_putoff", *WATANABE, {**own, "staff_id": staff_of(whole, "watanabe")})
    assert not inserts(whole, "tasks_putoff", *shimizu, own)
    unknown = whole.one("select case_id from people_identity where name = '森 さくら'")
    assert not inserts(whole, "tasks_putoff", *tanaka, {**own, "case_id": unknown})
    assert whole.one("select count(*) from tasks_putoff") == 1
    counts = []
    for who, desk in (tanaka, WATANABE):
        with transaction.atomic():
            actor = act(whole.token(who, desk), at=whole.clock.instant(0, "18:00"))
            assert actor is not None
            with connection.cursor() as cursor:
                cursor.execute("update tasks_putoff set ended_by = %s", [actor.staff])
                counts.append(cursor.rowcount)
    assert counts == [1, 0]


def test_nobody_reads_for_somebody_else(whole: World) -> None:
    row = {**first_row(whole, "tasks_readmark"), "subject_id": 2}
    assert inserts(whole, "tasks_readmark", *HATS[0], row)
    assert not inserts(whole, "tasks_readmark", "shimizu", "fukushi-sogo", row)


def test_who_may_stand_in_is_held_by_the_database(whole: World) -> None:
    """木村 is the manager; 佐藤 may speak for herself only; 鈴木 is of another desk."""
    row = first_row(whole, "tasks_deputy")
    sato, kimura, suzuki = (staff_of(whole, who) for who in ("sato", "kimura", "suzuki"))
    assert inserts(whole, "tasks_deputy", *SATO, row)
    assert inserts(whole, "tasks_deputy", *KIMURA, {**row, "set_by": kimura})
    assert not inserts(whole, "tasks_deputy", *SATO, {**row, "absent_id": kimura, "deputy_id": sato})
    assert not inserts(whole, "tasks_deputy", *SATO, {**row, "deputy_id": suzuki})
    assert not inserts(whole, "tasks_deputy", "suzuki", "jiritsu", {**row, "set_by": suzuki})
    assert [changes(whole, "tasks_deputy", "ended_at", *who) for who in (SATO, KIMURA, WATANABE)] == [1, 1, 0]
