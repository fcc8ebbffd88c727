"""The application role in raw SQL: it owns nothing, writes no key, and is nobody without a live sign-in."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from kasane.cli.walls import OUTSIDE, REFERENCE_APPS
from tests.world import World

KEPT_BY_FUNCTIONS = (
    "rooms_grant",
    "rooms_compartment",
    "rooms_emergencyaccess",
    "cases_case",
    "cases_teammember",
    "cases_leadagency",
    "cases_movednote",
    "cases_noteedition",
    "cases_safetyline",
    "referrals_referral",
    "referrals_referralmove",
    "support_plans_partstatechange",
    "people_matchkey",
    "people_matchtask",
    "audit_auditrow",
    "audit_unsealed",
    "audit_seal",
    "audit_signoflife",
)
BEHIND_THE_DOOR = (
    "sign_in_account",
    "sign_in_signin",
    "sign_in_throttle",
    "django_session",
    "account_emailaddress",
    "socialaccount_socialaccount",
    "socialaccount_socialtoken",
)
INNER = (
    "give_own_room(1, 1, 'own_duty', 'x', 1, true, now())",
    "end_keys('consent', 1, now(), 'x')",
    "become_multi_agency(1, 1, 1, now())",
    "issue_keys_of_consents(1, now())",
    "open_door(1, 1, now())",
    "take_seat(1, 1, now())",
    "uncovered(1)",
    "is_consent_over(1)",
    "version_in_force(1)",
    "version_gaps(1)",
    "end_gaps(1)",
    "suspension_gaps(1)",
    "part_gaps(1, 1, 'end')",
    "tell_alive('keeper')",
    "begin_sign_in('x', 1, true, '')",
    "own_sign_ins('x')",
    "end_own_sign_ins('x', null)",
    "is_begun('x')",
    "tell_recovery('{}')",
    "renew_sign_in('x', 'y')",
    "end_sign_ins(1, '')",
    "acting()",
    "likely_same(1)",
    "own_note(1)",
    "own_caution(1)",
    "move_addresses_apart(1, 1, now())",
    "root_person(1)",
    "may_carry_names(1, 1, 1, 'danger', '{}', now())",
    "wall_record('cases_note', array[]::text[], 'x')",
)


def run(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def is_denied(statement: str) -> bool:
    """Whether the database refuses a statement for want of a right."""
    try:
        with transaction.atomic():
            run(statement)
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False


@pytest.mark.parametrize("table", KEPT_BY_FUNCTIONS)
def test_the_coordinator_cannot_write_what_only_functions_write(town: World, table: str) -> None:
    with town.acting("tanaka"):
        assert is_denied(f"insert into {table} default values")
        assert is_denied(f"delete from {table}")
        keys = {"audit_unsealed": "row_id", "audit_seal": "number", "audit_signoflife": "name"}
        column = keys.get(table, "id")
        assert is_denied(f"update {table} set {column} = {column}")


@pytest.mark.parametrize("table", BEHIND_THE_DOOR)
def test_accounts_and_sessions_cannot_be_read(town: World, table: str) -> None:
    with town.acting("tanaka"):
        assert is_denied(f"select * from {table}")


@pytest.mark.parametrize("call", INNER)
def test_inner_functions_cannot_be_called(town: World, call: str) -> None:
    with town.acting("tanaka"):
        assert is_denied(f"select {call}")


@pytest.mark.parametrize(
    "statement",
    [
        "create temp table mine (id int)",
        "create table mine (id int)",
        "create function mine() returns int language sql as 'select 1'",
        "set role kasane_owner",
        "set session authorization kasane_owner",
        "alter table cases_note disable row level security",
        "drop policy readable on cases_note",
    ],
)
def test_the_role_makes_nothing_and_becomes_nobody_else(town: World, statement: str) -> None:
    with town.acting("tanaka"), pytest.raises(DatabaseError), transaction.atomic():
        run(statement)


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_made_up_token_is_nobody(town: World, token: str) -> None:
    with transaction.atomic():
        run(f"select set_config('kasane.token', '{token}', true)")
        assert run("select acting_staff(), acting_desk(), acting_at()") == [(None, None, None)]
        for table in ("cases_case", "people_identity", "cases_note", "rooms_grant", "meetings_sitting"):
            assert run(f"select count(*) from {table}") == [(0,)]


def test_only_a_free_clock_may_say_what_time_it_is(town: World) -> None:
    town.superuser.execute("update sign_in_signin set has_free_clock = false")
    with town.clock.acting("tanaka", 140, "10:00") as tanaka:
        assert tanaka.today == town.clock.instant(0, "10:00").date() or tanaka.at > town.clock.instant(
            1, "00:00"
        )


INSERT = """insert into cases_note (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
    kind, happened_at, text, tax_origin) select new_note.id, {case}, {home}, {doors}, 'general', {concerns}, {by},
    now(), 'phone', now(), 'x', '' from (select 77::bigint as id) new_note"""


def room_of(town: World, desk: str) -> object:
    return town.one(
        "select c.id from rooms_compartment c join directory_desk d on d.id = c.desk_id"
        " where c.kind = 'desk' and d.code = %s and c.case_id = (select id from cases_case where is_multi_agency order by opened_at limit 1)",
        desk,
    )


def test_a_note_is_written_only_at_home_in_ones_own_name_and_with_honest_doors(town: World) -> None:
    case = town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")
    mother = town.one(
        "select id from people_person p where exists (select from people_identity i"
        " where i.person_id = p.id and i.name = '山田 花子')"
    )
    door = town.one("select id from rooms_compartment where kind = 'consented' and person_id = %s", mother)
    others_door = town.one(
        "select id from rooms_compartment where kind = 'consented' and person_id <> %s", mother
    )
    sealed = town.one("select id from rooms_compartment where kind = 'sealed' limit 1")
    own, others = room_of(town, "fukushi-sogo"), room_of(town, "houkatsu-nango")
    with town.acting("tanaka") as tanaka:
        honest = {
            "case": case,
            "home": own,
            "doors": "'{}'",
            "concerns": f"array[{mother}::bigint]",
            "by": tanaka.staff,
        }
        for change in (
            {"home": others},
            {"home": door},
            {"by": tanaka.staff + 1},
            {"case": 1},
            {"doors": f"array[{others_door}::bigint]"},
            {"doors": f"array[{door}::bigint]", "concerns": "'{}'"},
            {"doors": f"array[{door}::bigint]", "home": sealed},
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                run(INSERT.format(**(honest | change)))
        run(INSERT.format(**(honest | {"doors": f"array[{door}::bigint]"})))


def test_a_stranger_writes_into_no_room_even_when_they_know_its_number(town: World) -> None:
    case = town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")
    for home in (room_of(town, "fukushi-sogo"), room_of(town, "houkatsu-nango")):
        with (
            town.acting("watanabe") as watanabe,
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            run(INSERT.format(case=case, home=home, doors="'{}'", concerns="'{}'", by=watanabe.staff))


def test_a_key_to_a_door_reads_and_never_writes(town: World) -> None:
    with town.acting("suzuki"):
        before = run("select count(*) from cases_note where text like '母と面談%'")
        assert before == [(1,)]
        assert run("update cases_note set concerns = '{}' where text like '母と面談%' returning id") == []


def test_a_record_never_moves_and_its_text_never_changes(town: World) -> None:
    with town.acting("tanaka"):
        assert is_denied("update cases_note set home_id = home_id")
        assert is_denied("update cases_note set text = 'x'")
        assert is_denied("delete from cases_note")


@pytest.mark.parametrize(
    ("basis", "desk", "is_delivered"),
    [
        ("no_consent_sheet", "jiritsu", False),
        ("public_bodies", "sumai", False),
        ("consent", "shogai-sodan-1", False),
        ("consent", "jiritsu", False),
        ("nameless", "shogai-sodan-1", True),
        ("danger", "shogai-sodan-1", True),
    ],
)
def test_the_database_itself_keeps_names_from_travelling_without_a_ground(
    town: World, basis: str, desk: str, is_delivered: bool
) -> None:
    """佐藤's 包括 is no public body; the mother's consent names 生活自立, the son's is refused."""
    case = town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")
    to_desk, own = (
        town.one("select id from directory_desk where code = %s", desk),
        room_of(town, "houkatsu-nango"),
    )
    both = "(select array_agg(distinct person_id) from people_identity)"
    with town.acting("sato") as sato:
        run(f"select send_referral(88, {case}, {to_desk}, '{basis}', current_date)")
        run(
            "insert into referrals_referralsheet (id, case_id, home_id, doors, information_class, concerns, written_by,"
            f" written_at, referral_id, title, people_line, content, asks_for, keeps_doing) select 88, {case}, {own}, '{{}}',"
            f" 'general', {both}, {sato.staff}, now(), 88, '', '', 'x', 'x', 'x'"
        )
        try:
            with transaction.atomic():
                run("select deliver_sheet(88)")
        except DatabaseError as error:
            assert "名前を伝えられません" in str(error)
            assert not is_delivered
        else:
            assert is_delivered
    copied = town.one(
        "select count(*) from people_identity where home_id in (select id from rooms_compartment where desk_id = %s)"
        " and case_id = %s",
        to_desk,
        case,
    )
    already = 1 if desk == "jiritsu" else 0
    assert copied == (2 if basis == "danger" else already)


def test_every_table_has_its_wall_or_stands_on_a_reviewed_list(town: World) -> None:
    open_tables = town.superuser.execute(
        "select relname from pg_class where relnamespace = 'kasane'::regnamespace and relkind in ('r', 'p')"
        " and not relrowsecurity order by 1"
    ).fetchall()
    reviewed = (*OUTSIDE, *(f"{app}_" for app in REFERENCE_APPS))
    assert [name for (name,) in open_tables if not name.startswith(reviewed)] == []


def test_definer_functions_pin_their_path_and_are_nobodys_by_default(town: World) -> None:
    functions = town.superuser.execute(
        "select proname, proconfig, proacl::text from pg_proc where pronamespace = 'kasane'::regnamespace"
    ).fetchall()
    assert len(functions) > 30
    for name, settings, rights in functions:
        assert settings, f"{name} pins no path"
        assert any(s.startswith("search_path=") and s.endswith("pg_temp") for s in settings), name
        assert rights is not None, f"{name} is everybody's"
        assert "{=X" not in rights, f"{name} is everybody's"
        assert ",=X" not in rights, f"{name} is everybody's"


def test_the_role_owns_nothing_and_passes_no_wall(town: World) -> None:
    role = town.superuser.execute(
        "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit from pg_roles where rolname = 'kasane_app'"
    ).fetchone()
    assert role == (False, False, False, False, False)
    assert town.one("select count(*) from pg_class where pg_get_userbyid(relowner) = 'kasane_app'") == 0
    assert town.one("select count(*) from pg_auth_members where member = 'kasane_app'::regrole") == 0
