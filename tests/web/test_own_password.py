"""佐藤 was given a password by somebody else: she chooses her own before anything opens, and changes it when she likes."""

import importlib
import time
from typing import Any

import pytest
from django.test import Client

from kasane.sign_in.models import Account
from tests.web.test_second_factor import PASSWORD, enters, number, real, set_up
from tests.world import World

__all__ = ["real"]
NEW = "asa-no-umi-ga-aoi"
PAGE = "/sign-in/password/"
LIVE = "select count(*) from sign_in_signin where ended_at is null and not has_free_clock"


@pytest.fixture
def given(real: World) -> World:
    """Somebody of the personnel section knows 佐藤's password."""
    real.superuser.execute("update sign_in_account set has_given_password = true where username = 'sato'")
    return real


def chooses(client: Client, new: str = NEW, *, again: str = "", former: str | None = None) -> Any:
    told = {"password1": new, "password2": again or new}
    return client.post(PAGE, told if former is None else told | {"oldpassword": former})


def enters_with_code(secret: str, password: str = PASSWORD, steps: int = 1) -> Client:
    """Another of her browsers, all the way in."""
    client = Client()
    enters(client, password=password)
    code = number(secret, time.time() + 30 * steps)
    assert client.post("/sign-in/second/", {"code": code}).status_code == 302
    return client


def test_her_first_way_in_is_the_second_factor_then_a_password_of_her_own_and_then_today(
    given: World,
) -> None:
    client = Client()
    set_up(client)
    assert PAGE in client.get("/sign-in/second/codes/").content.decode()
    assert client.get("/")["Location"] == PAGE, "nothing opens before"
    assert client.get("/cases/")["Location"] == PAGE
    assert given.one(LIVE) == 0
    page = client.get(PAGE).content.decode()
    assert "渡した人も知っています" in page
    assert "いまのパスワード" not in page, "she typed it a moment ago"
    assert chooses(client)["Location"] == "/"
    assert "パスワードを決めました" in client.get("/").content.decode()
    assert given.one(LIVE) == 1
    assert given.one("select has_given_password from sign_in_account where username = 'sato'") is False


def test_whoever_holds_only_the_slip_cannot_pass_by_the_second_factor(given: World) -> None:
    client = Client()
    assert enters(client)["Location"] == "/sign-in/second/new/"
    assert client.get(PAGE)["Location"] == "/sign-in/second/new/"
    assert chooses(client)["Location"] == "/sign-in/second/new/"
    assert given.one("select has_given_password from sign_in_account where username = 'sato'") is True


def test_with_a_second_factor_already_she_is_led_to_the_password_at_once(given: World) -> None:
    secret, _ = set_up(Client())
    client = Client()
    enters(client)
    done = client.post("/sign-in/second/", {"code": number(secret, time.time() + 30)})
    assert done["Location"] == PAGE
    assert client.get("/")["Location"] == PAGE
    assert chooses(client)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_database_begins_nothing_with_a_password_that_was_given(given: World) -> None:
    begin = "select begin_sign_in('x', (select id from sign_in_account where username = %s), false, '')"
    assert given.one(begin, "sato") is False
    assert given.one(begin, "suzuki") is True


@pytest.mark.parametrize(
    ("new", "because"),
    [
        ("mijikai-aoi", "短すぎます"),
        ("qwertyuiop123", "一般的すぎます"),
        ("sato-kasane-2026", "人に当てられます"),
        (PASSWORD, "人に当てられます"),
        ("x" * 129, "長すぎます"),
    ],
)
def test_what_anybody_could_guess_is_not_taken_and_why_is_said(given: World, new: str, because: str) -> None:
    client = Client()
    set_up(client)
    assert because in chooses(client, new).content.decode()
    assert given.one(LIVE) == 0
    assert chooses(client).status_code == 302


def test_the_same_one_again_is_no_change(real: World) -> None:
    client = Client()
    set_up(client)
    chooses(client, former=PASSWORD)
    assert "いまと同じパスワード" in chooses(client, former=NEW).content.decode()
    assert "いまと同じ" not in chooses(client, NEW + "i", former="wrong-password").content.decode()


def test_typed_twice_and_once_differently_it_is_not_taken(given: World) -> None:
    client = Client()
    set_up(client)
    assert "同じパスワードを入力" in chooses(client, again=NEW + "i").content.decode()


def test_changing_it_asks_for_the_former_and_ends_every_other_sign_in_but_not_this_one(real: World) -> None:
    client = Client()
    secret, _ = set_up(client)
    other = enters_with_code(secret)
    half_way = Client()
    enters(half_way)
    stranger = Client()
    enters(stranger, "suzuki")
    before = client.cookies["kasane_session"].value
    assert other.get("/").status_code == 200
    assert "いまのパスワード" in client.get(PAGE).content.decode()
    assert "いまのパスワードが違います" in chooses(client, former="wrong-password").content.decode()
    assert real.one("select count(*) from audit_auditrow where what = 'failed'") == 1
    assert chooses(client, former=PASSWORD)["Location"] == "/"
    assert client.cookies["kasane_session"].value != before, "whoever knew the key knows nothing now"
    thief = Client()
    thief.cookies["kasane_session"] = before
    assert thief.get("/").status_code == 302
    page = client.get("/").content.decode()
    assert "ほかの端末でのサインインは終わりました" in page
    assert other.get("/").status_code == 302
    code = number(secret, time.time() + 60)
    assert half_way.post("/sign-in/second/", {"code": code}).url == "/sign-in/"
    assert Account.objects.get(username="suzuki").check_password(PASSWORD)
    assert stranger.get("/sign-in/second/new/").status_code == 200, "somebody else's session goes on"
    assert enters(Client()).status_code == 200, "the former password opens nothing"
    assert enters(Client(), password=NEW).status_code == 302


def test_it_is_told_in_the_record_of_seeing_without_a_word_of_it(real: World) -> None:
    client = Client()
    secret, _ = set_up(client)
    enters_with_code(secret)
    chooses(client, former=PASSWORD)
    told = real.superuser.execute(
        "select s.name, r.detail::text from audit_auditrow r join directory_staff s on s.id = r.staff"
        " where what = 'change_password'"
    ).fetchall()
    assert told == [("佐藤 恵", '{"ended": 1}')]


def test_her_first_sign_in_is_told_in_her_name_too(given: World) -> None:
    client = Client()
    set_up(client)
    chooses(client)
    told = given.superuser.execute(
        "select r.what, s.name from audit_auditrow r left join directory_staff s on s.id = r.staff order by r.at"
    ).fetchall()
    assert told == [("sign_in", "佐藤 恵"), ("change_password", "佐藤 恵")]


def test_a_screen_left_alone_is_opened_before_the_password_is_changed(real: World) -> None:
    client = Client()
    set_up(client)
    real.superuser.execute("update sign_in_signin set seen_at = now() - interval '16 minutes'")
    assert client.get(PAGE)["Location"].startswith("/sign-in/again/")
    assert chooses(client, former=PASSWORD)["Location"].startswith("/sign-in/again/")
    assert enters(Client()).status_code == 302


def test_nobody_changes_the_password_that_the_fictional_town_shares(world: World) -> None:
    client = Client()
    enters(client)
    assert "見本のまちのアカウント" in client.get(PAGE).content.decode()
    assert "見本のまちのアカウント" in chooses(client, former=PASSWORD).content.decode()
    assert enters(Client()).status_code == 302


def test_nobody_comes_to_the_page_who_has_not_signed_in(world: World) -> None:
    assert Client().get(PAGE)["Location"].startswith("/sign-in/")
    assert chooses(Client(), former=PASSWORD).status_code == 302


def test_passwords_from_before_were_all_given_by_somebody_else(real: World) -> None:
    mark = importlib.import_module("kasane.sign_in.migrations.0003_given_passwords").MARK
    real.superuser.execute("update sign_in_account set is_demo = true where username = 'suzuki'")
    real.superuser.execute("update sign_in_account set password = '!x' where username = 'ito'")
    real.superuser.execute(mark)
    marked = "select has_given_password from sign_in_account where username = %s"
    assert [real.one(marked, who) for who in ("sato", "suzuki", "ito")] == [True, False, False]
