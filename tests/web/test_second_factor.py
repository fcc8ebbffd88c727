"""The door of a real installation: a second factor for everybody, a lock, and no guessing."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from tests.world import World

PASSWORD = "kasane-no-machi"


def number(secret: str, at: float | None = None) -> str:
    """The six digits an authenticator shows (RFC 6238)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def enters(client: Client, who: str = "sato", password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": who, "password": password})


@pytest.fixture
def real(world: World) -> World:
    """The same people in a real installation."""
    world.superuser.execute("update directory_municipality set is_demo = false")
    world.superuser.execute("update sign_in_account set is_demo = false")
    return world


def set_up(client: Client) -> tuple[str, list[str]]:
    """Sato sets up her second factor; the secret and the recovery codes."""
    assert enters(client)["Location"] == "/sign-in/second/new/"
    page = client.get("/sign-in/second/new/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page)[0]
    assert "<svg" in page
    assert " style=" not in page, "the strict policy would not show it"
    assert client.post("/sign-in/second/new/", {"code": "000000"}).status_code == 200
    assert client.get("/").status_code == 302, "nobody acts before the factor stands"
    enters(client)
    page = client.get("/sign-in/second/new/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page)[0]
    done = client.post("/sign-in/second/new/", {"code": number(secret)})
    assert done["Location"] == "/sign-in/second/codes/"
    codes = re.findall(r"<code>(\d+)</code>", client.get("/sign-in/second/codes/").content.decode())
    return secret, codes


def test_sato_sets_up_her_second_factor_before_she_sees_anything(real: World) -> None:
    client = Client()
    _, codes = set_up(client)
    assert len(codes) == 10
    assert client.get("/").status_code == 200


def test_from_then_on_the_password_alone_opens_nothing(real: World) -> None:
    first = Client()
    secret, codes = set_up(first)
    half_way = Client()
    assert enters(half_way)["Location"].startswith("/sign-in/second/")
    assert half_way.get("/").status_code == 302
    client = Client()
    enters(client)
    assert client.post("/sign-in/second/", {"code": "123456"}).status_code == 200
    later = number(secret, time.time() + 30)
    assert client.post("/sign-in/second/", {"code": later}).status_code == 302
    assert client.get("/").status_code == 200
    again = Client()
    enters(again)
    assert again.post("/sign-in/second/", {"code": later}).status_code == 200, "a number is good once"
    assert again.post("/sign-in/second/", {"code": codes[0]}).status_code == 302, "a recovery code instead"
    assert again.get("/").status_code == 200
    last = Client()
    enters(last)
    assert last.post("/sign-in/second/", {"code": codes[0]}).status_code == 200, "and that one once too"


def test_the_secret_lies_encrypted(real: World) -> None:
    secret, _ = set_up(Client())
    stored = str(real.one("select string_agg(data::text, ' ') from mfa_authenticator"))
    assert secret not in stored
    assert "gAAAA" in stored


def test_left_alone_for_a_quarter_of_an_hour_it_is_locked_and_the_password_brings_the_page_back(
    world: World,
) -> None:
    client = Client()
    enters(client)
    world.superuser.execute("update sign_in_signin set seen_at = now() - interval '14 minutes 50 seconds'")
    assert client.get("/cases/").status_code == 200, "not yet"
    assert world.one(
        "select max(seen_at) > now() - interval '1 minute' from sign_in_signin where not has_free_clock"
    )
    world.superuser.execute("update sign_in_signin set seen_at = now() - interval '15 minutes 1 second'")
    locked = client.get("/cases/?after=x")
    assert locked["Location"] == "/sign-in/again/?next=%2Fcases%2F%3Fafter%3Dx"
    assert "画面を閉じています" in client.get(locked["Location"]).content.decode()
    assert client.post(locked["Location"], {"password": "wrong-password"}).status_code == 200
    assert client.get("/cases/").status_code == 302
    assert client.post(locked["Location"], {"password": PASSWORD})["Location"] == "/cases/?after=x"
    assert client.get("/cases/").status_code == 200


def test_where_the_clock_was_set_back_nobody_stays_longer_than_their_quarter_of_an_hour(world: World) -> None:
    client = Client()
    enters(client)
    world.superuser.execute("update sign_in_signin set seen_at = now() + interval '50 seconds'")
    assert client.get("/cases/").status_code == 200, "two machines' clocks differ by that much"
    world.superuser.execute("update sign_in_signin set seen_at = now() + interval '20 minutes'")
    locked = client.get("/cases/")
    assert locked["Location"] == "/sign-in/again/?next=%2Fcases%2F"
    assert client.post(locked["Location"], {"password": PASSWORD})["Location"] == "/cases/"
    assert client.get("/cases/").status_code == 200
    world.superuser.execute("update sign_in_signin set began_at = now() + interval '1 day'")
    assert client.get("/cases/")["Location"] == "/sign-in/", "begun tomorrow, it is signed in anew"


def test_after_twelve_hours_it_is_over_whatever_was_done(world: World) -> None:
    client = Client()
    enters(client)
    world.superuser.execute("update sign_in_signin set expires_at = now()")
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert "again" not in client.get("/")["Location"]


def test_a_session_from_before_the_sign_in_is_worth_nothing(world: World) -> None:
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["kasane_session"] = planted = str(session.session_key)
    enters(client)
    assert client.cookies["kasane_session"].value != planted
    thief = Client()
    thief.cookies["kasane_session"] = planted
    assert thief.get("/").status_code == 302


def test_an_account_that_was_ended_is_told_so_and_opens_nothing(world: World) -> None:
    world.superuser.execute("update sign_in_account set is_active = false where username = 'sato'")
    client = Client()
    refused = enters(client)
    assert refused.status_code in (200, 403)
    assert "サインアウト" not in refused.content.decode()
    assert client.get("/").status_code == 302


def test_guessing_stops_for_the_account_and_others_come_in(world: World) -> None:
    for guess in range(5):
        enters(Client(), password=f"guess-{guess}")
    assert enters(Client()).status_code == 200, "the right password does not help for a minute"
    assert enters(Client(), "suzuki").status_code == 302
    assert world.one("select count(*) from sign_in_throttle") != 0, "a restart forgets nothing"
    assert world.one("select count(*) from audit_auditrow where what = 'failed'") == 5


def test_from_one_address_twenty_failures_are_the_end(world: World) -> None:
    for guess in range(20):
        enters(Client(), f"nobody-{guess}", "guess")
    stopped = enters(Client(), "suzuki")
    assert stopped.status_code in (200, 429)
    assert enters(Client(), "suzuki").status_code != 302


@pytest.mark.parametrize("who", ["sato", "nobody-of-that-name"])
def test_a_wrong_password_takes_the_same_work_whoever_is_named(
    world: World, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        original = getattr(Argon2PasswordHasher, name)

        def work(self: Any, *args: Any, **kwargs: Any) -> Any:
            worked.append(name)
            return original(self, *args, **kwargs)

        return work

    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(name))
    enters(Client(), who, "guess")
    assert len(worked) == 1
    stored = str(world.one("select password from sign_in_account limit 1"))
    assert stored.startswith("argon2$argon2id$")


def test_the_demo_says_on_every_page_that_it_is_one(world: World) -> None:
    client = Client()
    enters(client)
    assert "見本のまち" in client.get("/").content.decode()
    world.superuser.execute("update directory_municipality set is_demo = false")
    world.superuser.execute("update sign_in_account set is_demo = false")
    assert "見本のまち" not in client.get("/").content.decode()
