"""The functions that see past the walls: each filter and mask of theirs is weakened, and somebody notices."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.access.ids import encode_id
from kasane.audit.queries import keys_of
from kasane.cases.actions.consultations import ConsultationWords, take
from kasane.ledgers.actions import begin_import
from kasane.people.actions.emergency import EmergencyWords, begin_emergency
from kasane.people.actions.life import DeathWords, record_death
from kasane.people.actions.striking import strike
from kasane.people.facts import PersonWords
from kasane.people.models import Bond, Identity
from kasane.referrals.models import Referral
from kasane.referrals.queries import open_before
from kasane.rules.verdicts import Refused
from tests.domain.test_handing_on import (
    test_that_a_quiet_desk_was_asked_is_not_told_to_who_sent_it as a_quiet_desk_is_not_named,
)
from tests.domain.test_handing_on import (
    test_who_has_no_part_in_it_hears_nothing as the_second_receiver_hears_nothing_of_the_first,
)
from tests.domain.test_matching import AGAIN, YUKO, registers
from tests.walls import seats, test_holders, test_met_days
from tests.walls.test_oracle import test_search_finds_exactly_what_may_be_read as compare_search
from tests.web.test_imports import brought_in, written_on_top
from tests.web.test_imports import (
    test_after_the_citys_days_it_is_too_late as a_ledger_is_taken_back_within_days,
)
from tests.web.test_imports import (
    test_sato_of_the_same_desk_and_shimizu_of_another_take_nothing_back as nobody_else_takes_a_ledger_back,
)
from tests.web.test_who import (
    the_coordinator_of_no_part_in_it_is_told_of_nobody,
    who_may_not_ask_is_told_of_nobody,
)
from tests.world import World

Check = Callable[[World], None]
CASE = "(select id from cases_case where is_multi_agency order by opened_at limit 1)"


# What becomes of keys before somebody searches.
EVERYTHING_ENDED = "update rooms_grant set ended_at = now() - interval '2 days'"
EVERYTHING_RAN_OUT = "update rooms_grant set valid_to = now() - interval '2 days'"
NOTHING_HAS_BEGUN = "update rooms_grant set valid_to = null, valid_from = now() + interval '2 days'"
OUTSIDE_THE_KEYS = """
    update search_searchentry set information_class = 'sensitive';
    update rooms_grant set valid_to = null, classes = '{general}'"""
SATO_LOST_HER_ROOMS = """
    update rooms_grant set ended_at = now() - interval '2 days' where desk_id in (
        select id from directory_desk where code = 'houkatsu-nango') and compartment_id in (
        select home_id from people_identity where name = '山田 花子')"""


def finds(typed: str, after: str = "") -> Check:
    def compare(town: World) -> None:
        if after:
            town.superuser.execute(after)
        compare_search(town, typed)

    return compare


def answers_nothing(statement: str, who: str) -> Check:
    """A function has nothing to say to somebody who holds everything but the one thing."""

    def ask(town: World) -> None:
        consent = town.one("select id from consents_consent where answer = 'given'")
        case = town.one(f"select {CASE}")
        unknown = town.one("select case_id from people_identity where name = '森 さくら'")
        seen = town.client("suzuki").get(f"/cases/{encode_id(int(str(unknown)))}/")
        assert seen.status_code == 200, "so that there is something to be told"
        with town.acting(who, at="18:00"), connection.cursor() as cursor:
            cursor.execute(statement.format(consent=consent, case=case, unknown=unknown))
            assert cursor.fetchall() == []

    return ask


def nobody_protected_is_found(town: World) -> None:
    """Even where an address was left among what is compared."""
    town.superuser.execute("update people_matchkey set street = '松が丘2-8-4' where kana = 'もりさくら'")
    words = EmergencyWords("森 さくら", "", "松が丘2-8-4", "life", "倒れているのを見つけ、家族に知らせたい")
    with town.acting("watanabe") as watanabe, pytest.raises(Refused):
        begin_emergency(words, by=watanabe)


def her_address_stays_apart(town: World) -> None:
    with town.acting("suzuki"), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("update people_identity set address = 'x' where name = '森 さくら'")


def who_left_the_screen_is_nobody(town: World) -> None:
    client = town.client("sato")
    town.superuser.execute("update sign_in_signin set seen_at = now() - interval '16 minutes'")
    assert client.get("/cases/").status_code == 302


def who_was_seen_later_than_now_is_nobody(town: World) -> None:
    client = town.client("sato")
    town.superuser.execute("update sign_in_signin set seen_at = now() + interval '20 minutes'")
    assert client.get("/cases/").status_code == 302


def who_left_the_desk_is_nobody(town: World) -> None:
    town.superuser.execute("update directory_assignment set valid_to = current_date - 2")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('kasane.token', %s, true)", [town.token("sato")])
        cursor.execute("select acting_staff()")
        assert cursor.fetchone() == (None,)


def an_ended_contract_acts_for_nobody(town: World) -> None:
    town.superuser.execute("update directory_agency set contract_to = current_date - 2")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('kasane.token', %s, true)", [town.token("sato")])
        cursor.execute("select acting_staff()")
        assert cursor.fetchone() == (None,)


def what_came_from_a_conference_is_not_told(town: World) -> None:
    case = town.one(f"select {CASE}")
    with town.acting("tanaka", at="18:00"):
        told = {key.holder for key in keys_of(int(str(case)))}
    assert "生活支援課 生活自立相談窓口" in told
    assert "市立病院 地域連携室" not in told


def a_quiet_desk_is_not_hinted_at(town: World) -> None:
    town.superuser.execute("update directory_desk set is_quiet = true where code = 'houkatsu-nango'")
    registers(town, "sato", YUKO)
    assert not registers(town, "suzuki", AGAIN)


def residents_are_told_nothing(town: World) -> None:
    registers(town, "sato", YUKO)
    assert not registers(town, "takahashi", AGAIN, desk="chiku-vc-nango")


def anothers_consent_outlives_a_death(town: World) -> None:
    """The son dies; the mother's consent, in the same case, stands."""
    with town.acting("tanaka") as tanaka:
        son = Identity.objects.get(name="山田 太郎", home__desk_id=tanaka.desk)
        words = DeathWords(son.person_id, tanaka.today.isoformat())
        record_death(words, case=son.case_id, home=son.home_id, by=tanaka)
    assert town.one("select count(*) from consents_consent where answer = 'given' and ended_at is null") == 1


def what_was_struck_out_stays_so(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        bond = Bond.objects.get(kind="cut_off")
        strike(bond, why="聞きちがい", by=tanaka)
        with pytest.raises(DatabaseError), transaction.atomic():
            Bond.objects.filter(pk=bond.pk).update(struck_at=None)


def begins(town: World, who: str, ago: int = 1) -> int:
    lines = [(1, ("番号", "受付日", "相談内容")), (2, ("1", "R7.9.30", "x"))]
    with town.acting(who, ago) as actor:
        return begin_import(lines, title="台帳", by=actor)


def a_colleague_begins_no_import(town: World) -> None:
    """sato works at the manager's own desk."""
    with town.acting("sato", 1), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("select begin_import(5, 'x', array['a'], '[]'::jsonb)")


def another_manager_decides_nothing(town: World) -> None:
    """sato, made a manager of the same desk, did not upload it."""
    batch = begins(town, "kimura")
    town.superuser.execute(
        "update directory_assignment set is_manager = true where staff_id = (select id from directory_staff"
        " where name = '佐藤 恵')"
    )
    with town.acting("sato", 1, "11:00"), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("select end_import(%s, 'cancelled')", [batch])


def a_day_later_it_is_too_late(town: World) -> None:
    batch = begins(town, "kimura", 6)
    with town.acting("kimura", 1), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("select end_import(%s, 'cancelled')", [batch])


def dated_back(town: World, who: str, at: str) -> object:
    """When watanabe's file of yesterday at ten stands opened after somebody tried to date it back."""
    with town.acting("watanabe", 1, "10:00") as watanabe:
        words = ConsultationWords(town.clock.instant(1, "09:00"), "phone", "person", "相談")
        case = take(words, people=[PersonWords(name="大野 静")], issues=[], dispositions=[], by=watanabe)
    with town.acting(who, 1, at), connection.cursor() as cursor:
        cursor.execute("select date_file(%s, '2020-01-01')", [case])
    return town.one("select opened_at > '2021-01-01' from cases_case where id = %s", case)


def another_desk_dates_no_file(town: World) -> None:
    assert dated_back(town, "suzuki", "10:00")


def a_file_of_before_keeps_its_date(town: World) -> None:
    assert dated_back(town, "watanabe", "11:00")


def refuses(who: str, statement: str, *, before: str = "") -> Check:
    """A function refuses somebody who holds everything but the one thing."""

    def ask(town: World) -> None:
        note = town.one(
            f"select n.id from cases_note n {OF_SATO} n.home_id and n.approved_at is null and n.doors = '{{}}'"
            " and n.written_by = (select id from directory_staff where name = '佐藤 恵')"
        )
        caution, proposal = (
            town.one(
                f"select n.id from cases_caution n {OF_SATO} n.home_id and n.ended_at is null and n.agreed_at is {so}"
            )
            for so in ("not null", "null")
        )
        other = town.one("select case_id from people_identity where name = '森 さくら'")
        if before:
            town.superuser.execute(before)
        told = statement.format(note=note, caution=caution, proposal=proposal, other=other)
        with town.acting(who, at="18:00"), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(told)

    return ask


def nothing_goes_on_from_what_one_sent(town: World) -> None:
    """takahashi sent 岡本さん to suzuki, who took him; only suzuki could hand that on."""
    with town.acting("takahashi", 0) as takahashi:
        taken = Referral.objects.get(from_desk_id=takahashi.desk, state="accepted")
        with connection.cursor() as cursor:
            sumai = "(select id from directory_desk where code = 'sumai')"
            cursor.execute(
                f"select send_referral(5, %s, {sumai}, 'nameless', current_date + 5)", [taken.case_id]
            )
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select hand_on(5, %s)", [taken.pk])


def an_agency_outside_her_consent_is_not_told_to_wait(town: World) -> None:
    """鈴木 knows the case, and is told of no つなぎ by an agency the mother did not name; 田中 is."""
    case = int(str(town.one(f"select {CASE}")))
    town.superuser.execute(
        "with outside as (select id, agency_id from directory_desk where code = 'sumai'), joined as (insert into"
        " cases_teammember (id, case_id, desk_id, agency_id, joined_at) select 99, %s, id, agency_id, now()"
        " - interval '9 days' from outside) insert into referrals_referral (id, case_id, from_desk_id, to_desk_id,"
        " names_basis, sent_at, due_on, state) select 98, %s, id, (select id from directory_desk where code ="
        " 'shogai-sodan-1'), 'danger', now() - interval '9 days', current_date, 'sent' from outside",
        [case, case],
    )
    receiver = int(str(town.one("select id from directory_desk where code = 'shogai-sodan-1'")))
    with town.acting("tanaka"):
        assert len(open_before(case, receiver)) == 1
    with town.acting("suzuki"):
        assert open_before(case, receiver) == []


def what_is_on_top_holds_it(town: World) -> None:
    batch = brought_in(town)
    written_on_top(town)
    with (
        town.acting("kimura"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select take_back_import(%s, 'x')", [batch])


def another_desk_learns_nothing_of_what_is_on_top(town: World) -> None:
    """shimizu manages the desk of the CSW."""
    batch = brought_in(town)
    written_on_top(town)
    with town.acting("shimizu"), connection.cursor() as cursor:
        cursor.execute("select * from import_blocks(%s)", [batch])
        assert cursor.fetchall() == []


def a_seat_is_described_by_who_sits_in_it(town: World) -> None:
    """鈴木 sits in the same team as 佐藤."""
    seat = town.one(
        "select t.id from cases_teammember t join directory_desk d on d.id = t.desk_id"
        f" where t.case_id = {CASE} and d.code = 'houkatsu-nango'"
    )
    with town.acting("suzuki"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select describe_seat(%s, '鈴木が書いた')", [seat])


OF_SATO = (
    "join directory_desk d on d.code = 'houkatsu-nango'"
    " join rooms_compartment c on c.desk_id = d.id and c.kind = 'desk' and c.id ="
)
# As `correct_note` wants them, of a note of one's own.
WORDS = "(select to_jsonb(n) from cases_note n limit 1)"
NOBODY_MANAGES = "update directory_assignment set is_manager = false"


# A function, a filter or mask of it, what weakens it, and who notices.
FILTERS: tuple[tuple[str, str, str, Check], ...] = (
    ("find_entries", "and e.kind = wanted_kind and", "and", finds("山田")),
    (
        "find_entries",
        "where g.compartment_id = e.home_id and",
        "where",
        finds("山田", after=SATO_LOST_HER_ROOMS),
    ),
    ("find_entries", "= any (g.classes)", "is not null", finds("山田", after=OUTSIDE_THE_KEYS)),
    ("find_entries", "s.home_id = k.compartment_id and", "", finds("家賃の滞納")),
    ("find_entries", "= any (k.classes)", "is not null", finds("家賃の滞納", after=OUTSIDE_THE_KEYS)),
    (
        "find_entries",
        "wanted_kind and e.information_class <> all (me.hidden)",
        "wanted_kind",
        finds("非課税"),
    ),
    ("find_entries", "where g.compartment_id = d.door and", "where", finds("手紙")),
    (
        "find_entries",
        "and (g.ended_at is null or g.ended_at > me.at)",
        "",
        finds("山田", after=EVERYTHING_ENDED),
    ),
    (
        "find_entries",
        "and (k.ended_at is null or k.ended_at > me.at)",
        "",
        finds("家賃の滞納", after=EVERYTHING_ENDED),
    ),
    (
        "find_entries",
        "and (g.valid_to is null or g.valid_to > me.at)",
        "",
        finds("山田", after=EVERYTHING_RAN_OUT),
    ),
    (
        "find_entries",
        "and (k.valid_to is null or k.valid_to > me.at)",
        "",
        finds("家賃の滞納", after=EVERYTHING_RAN_OUT),
    ),
    ("find_entries", "and k.valid_from <= me.at", "", finds("家賃の滞納", after=NOTHING_HAS_BEGUN)),
    ("find_entries", "and g.valid_from <= me.at", "", finds("山田", after=NOTHING_HAS_BEGUN)),
    (
        "consents_in_force",
        "and g.holder in (a.desk, a.staff)",
        "",
        answers_nothing("select * from consents_in_force({case})", "watanabe"),
    ),
    (
        "keys_of_consent",
        "may_write_in(c.home_id) or",
        "true or",
        answers_nothing("select * from keys_of_consent({consent})", "suzuki"),
    ),
    (
        "keys_of_consent",
        "and holds_case(c.case_id)",
        "or true",
        answers_nothing("select * from keys_of_consent({consent})", "watanabe"),
    ),
    (
        "seeing_of",
        "acting_role() = 'privacy_officer' or",
        "true or",
        answers_nothing("select * from seeing_of(null, null, null, now(), 5)", "tanaka"),
    ),
    (
        "seeing_of",
        "and holds_case(of_case)",
        "",
        answers_nothing("select * from seeing_of({unknown}, null, null, now(), 5)", "tanaka"),
    ),
    (
        "keys_of_case",
        "and holds_case(of_case)",
        "or true",
        answers_nothing("select * from keys_of_case({case})", "sato"),
    ),
    (
        "keys_of_case",
        "and g.basis <> 'support_conference'",
        "",
        what_came_from_a_conference_is_not_told,
    ),
    (
        "undecided_elsewhere",
        "where a.is_host",
        "where true",
        answers_nothing("select * from undecided_elsewhere()", "watanabe"),
    ),
    (
        "viewing_by_hour",
        "and acting_role() = 'privacy_officer'",
        "",
        answers_nothing("select * from viewing_by_hour('2020-01-01')", "tanaka"),
    ),
    (
        "match_sides",
        "(select acting_is_host())",
        "true",
        answers_nothing("select * from match_sides('open')", "sato"),
    ),
    (
        "begin_emergency",
        "and not is_protected(k.person_id, day_in_japan(me.at))",
        "",
        nobody_protected_is_found,
    ),
    (
        "keep_address_apart",
        "is_protected(new.person_id,",
        "false and is_protected(new.person_id,",
        her_address_stays_apart,
    ),
    (
        "acting",
        "s.seen_at > transaction_timestamp() - interval '15 minutes'",
        "true",
        who_left_the_screen_is_nobody,
    ),
    (
        "acting",
        "greatest(s.began_at, s.seen_at) < transaction_timestamp() + interval '1 minute'",
        "true",
        who_was_seen_later_than_now_is_nobody,
    ),
    ("acting", "a.valid_to >= day_in_japan(i.at)", "true", who_left_the_desk_is_nobody),
    ("acting", "g.contract_to >= day_in_japan(i.at)", "true", an_ended_contract_acts_for_nobody),
    (
        "end_consents_of_the_dead",
        "and person_id = any (same_persons(new.person_id))",
        "",
        anothers_consent_outlives_a_death,
    ),
    ("keep_struck", "old.struck_at is not null", "false", what_was_struck_out_stays_so),
    (
        "approve_notes",
        "if not acting_is_manager() then",
        "if false then",
        refuses("sato", "select approve_notes(jsonb_build_object({note}, 1))"),
    ),
    (
        "own_note",
        "and c.desk_id = acting_desk()\n    where n.id = of_note and may_write_in(n.home_id)",
        "where n.id = of_note",
        refuses("shimizu", f"select correct_note({{note}}, 1, {WORDS})"),
    ),
    (
        "move_note",
        "and c.desk_id = me.desk and may_write_in(c.id)",
        "",
        refuses("kimura", "select move_note({note}, {other}, '{{}}', 'x')"),
    ),
    (
        "move_note",
        "if held.written_by <> me.staff and not acting_is_manager() then",
        "if false then",
        refuses(
            "kimura",
            "select move_note({note}, (select case_id from people_identity where name = '中村 由美'), '{{}}', 'x')",
            before=NOBODY_MANAGES,
        ),
    ),
    (
        "agree_caution",
        "if not acting_is_manager() then",
        "if false then",
        refuses("sato", "select agree_caution({proposal}, true, 'x', current_date + 400)"),
    ),
    (
        "own_caution",
        "and c.desk_id = acting_desk()\n    where w.id = of_caution and may_write_in(w.home_id)",
        "where w.id = of_caution",
        refuses("shimizu", "select agree_caution({proposal}, true, 'x', current_date + 400)"),
    ),
    (
        "end_caution",
        "if not acting_is_manager() and",
        "if false and",
        refuses("sato", "select end_caution({caution}, 'x')"),
    ),
    ("check_matches", "and not likely.is_quiet", "", a_quiet_desk_is_not_hinted_at),
    ("check_matches", "not me.is_resident_run and", "", residents_are_told_nothing),
    ("begin_import", "or not coalesce(acting_is_manager(), false)", "", a_colleague_begins_no_import),
    ("own_import", "and b.staff_id = me.staff", "", another_manager_decides_nothing),
    (
        "take_back_import",
        "and b.desk_id = me.desk",
        "",
        nobody_else_takes_a_ledger_back,
    ),
    (
        "take_back_import",
        "or not coalesce(acting_is_manager(), false)",
        "",
        nobody_else_takes_a_ledger_back,
    ),
    (
        "take_back_import",
        "and day_in_japan(b.ended_at) + days >= day_in_japan(me.at)",
        "",
        a_ledger_is_taken_back_within_days,
    ),
    (
        "take_back_import",
        "if exists (select from import_blocks(batch)) then",
        "if false then",
        what_is_on_top_holds_it,
    ),
    ("import_blocks", "and b.desk_id = a.desk", "", another_desk_learns_nothing_of_what_is_on_top),
    ("own_import", "and b.started_at > me.at - interval '1 day'", "", a_day_later_it_is_too_late),
    ("hand_on", "and o.to_desk_id = me.desk", "", nothing_goes_on_from_what_one_sent),
    (
        "handed_on",
        "and a.desk in (o.from_desk_id, o.to_desk_id)",
        "",
        the_second_receiver_hears_nothing_of_the_first,
    ),
    ("handed_on", "d.is_quiet and a.desk <> n.from_desk_id", "false", a_quiet_desk_is_not_named),
    (
        "told_outside",
        "a.is_host and holds_case(of_case)",
        "holds_case(of_case)",
        who_may_not_ask_is_told_of_nobody,
    ),
    ("told_outside", "and holds_case(of_case)", "", the_coordinator_of_no_part_in_it_is_told_of_nobody),
    (
        "open_referrals",
        "and (g.sees_agencies is null and a.is_host or t.agency_id = any (g.sees_agencies))",
        "",
        an_agency_outside_her_consent_is_not_told_to_wait,
    ),
    (
        "describe_seat",
        "and (t.desk_id = me.desk or coalesce(me.is_host, false) and holds_case(t.case_id))",
        "",
        a_seat_is_described_by_who_sits_in_it,
    ),
    ("date_file", "and c.opened_by_desk = a.desk", "", another_desk_dates_no_file),
    ("date_file", "and c.opened_at = a.at", "", a_file_of_before_keeps_its_date),
)


FILTERS += seats.FILTERS + test_holders.FILTERS + test_met_days.FILTERS


@pytest.mark.parametrize("place", range(len(FILTERS)), ids=lambda place: f"{FILTERS[place][0]}-{place}")
@pytest.mark.parametrize("is_weakened", [False, True])
def test_a_weakened_filter_is_noticed(town: World, place: int, is_weakened: bool) -> None:
    name, filter_, weaker, notices = FILTERS[place]
    if not is_weakened:
        notices(town)
        return
    text = str(town.one("select pg_get_functiondef(oid) from pg_proc where proname = %s", name))
    assert filter_ in text, f"{name} no longer has this filter"
    town.superuser.execute(text.replace(filter_, weaker))
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        notices(town)
