"""The sign-in that only counts: it reads as its person, writes nothing, and no role alone can begin and use it."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from kasane.cases.models import Note
from kasane.sign_in.actions import act
from tests import cluster as clusters
from tests.world import World

TOKEN = "c" * 64


def begun(town: World, who: str = "tanaka") -> None:
    """The keeper begins one for somebody with an address."""
    town.superuser.execute(
        "update directory_staff set mail = 'x@city.example' where account_id = (select id from sign_in_account"
        " where username = %s)",
        [who],
    )
    with psycopg.connect(clusters.installation(town.name).connection("keeper")) as keeper:
        for staff, desk, _mail in keeper.execute("select * from to_be_mailed()").fetchall():
            keeper.execute("select begin_counting(%s, %s, %s)", [TOKEN, staff, desk])


def test_it_reads_what_tanaka_reads_in_a_transaction_that_only_reads(town: World) -> None:
    begun(town)
    with town.acting("tanaka"):
        hers = Note.objects.count()
    with transaction.atomic():
        actor = act(TOKEN, is_reading=True, is_quiet=True)
        assert actor is not None
        assert actor.name == "田中 和子"
        assert Note.objects.count() == hers > 0
        with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
            Note.objects.filter(concerns=[]).update(doors=[])


def test_in_a_transaction_that_writes_it_is_nobody(town: World) -> None:
    begun(town)
    with transaction.atomic():
        assert act(TOKEN, is_reading=False, is_quiet=True) is None
        assert Note.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("select acting_staff(), choose_hat(1)")
            assert cursor.fetchone() == (None, False)


def test_after_ten_minutes_and_once_the_counting_ended_it_is_nobody(town: World) -> None:
    begun(town)
    for change in ("expires_at = now()", "expires_at = now() + interval '1 hour', ended_at = now()"):
        town.superuser.execute(f"update sign_in_signin set {change} where only_counts")
        with transaction.atomic():
            assert act(TOKEN, is_reading=True, is_quiet=True) is None


@pytest.mark.parametrize(
    "change",
    [
        "update directory_staff set mail = ''",
        "update sign_in_account set is_active = false",
        "update sign_in_account set mailed_on = day_in_japan(now())",
        "update directory_assignment set valid_to = day_in_japan(now()) - 1",
        "update directory_agency set contract_to = day_in_japan(now()) - 1",
        "update directory_municipality set is_demo = false",
    ],
)
def test_none_is_begun_for_who_may_not_sign_in_or_had_a_mail_today(town: World, change: str) -> None:
    begun(town)
    assert town.one("select count(*) from to_be_mailed()") == 1
    town.superuser.execute(change)
    staff = town.one("select id from directory_staff where name = '田中 和子'")
    desk = town.one("select id from directory_desk where is_host")
    assert town.one("select count(*) from to_be_mailed()") == 0
    assert town.one("select begin_counting('other', %s, %s)", staff, desk) is False


def test_the_application_cannot_begin_one_and_the_keeper_reads_no_case(town: World) -> None:
    for statement in (
        "select * from to_be_mailed()",
        "select begin_counting('x', 1, 1)",
        "select claim_mail(1)",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    for statement in ("select * from cases_note", "select act('x', null, true, true)"):
        with (
            psycopg.connect(clusters.installation(town.name).connection("keeper")) as keeper,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            keeper.execute(statement)


def test_suzuki_says_where_her_own_mail_goes_and_nobody_elses(town: World) -> None:
    suzuki = town.client("suzuki")
    assert suzuki.post("/notices/mail/", {"mail": "not an address"}).status_code == 422
    assert suzuki.post("/notices/mail/", {"mail": "suzuki@city.example"}).status_code == 302
    assert town.superuser.execute("select name, mail from directory_staff where mail <> ''").fetchall() == [
        ("鈴木 大輔", "suzuki@city.example")
    ]
    with town.acting("suzuki"), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("update directory_staff set mail = ''")
    assert suzuki.post("/notices/mail/", {"mail": ""}).status_code == 302
    assert town.one("select count(*) from directory_staff where mail <> ''") == 0
