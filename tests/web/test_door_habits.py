"""Smaller promises of the door: what a key is worth afterwards, how a password is taken, and what must be given again."""

import re

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.web.test_every_page import addresses
from tests.web.test_second_factor import PASSWORD, enters, real, set_up
from tests.world import World

__all__ = ["real"]
ODD = " Asa no ＵＭＩ　が あおい…  "


def keyed(key: str) -> Client:
    """Somebody who got hold of the key of a session."""
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    return thief


def test_a_key_is_worth_nothing_once_its_holder_signed_out(world: World) -> None:
    sato = Client()
    enters(sato)
    key = sato.cookies[settings.SESSION_COOKIE_NAME].value
    assert keyed(key).get("/").status_code == 200, "until then it is hers"
    sato.post("/sign-out/")
    assert keyed(key).get("/").status_code == 302
    assert world.one("select count(*) from django_session where session_key = %s", key) == 0


def test_a_key_is_long_its_own_each_time_and_lies_in_no_other_table(world: World) -> None:
    keys = set()
    for _ in range(5):
        client = Client()
        enters(client)
        keys.add(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(keys) == 5
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys), "36 letters, 32 of them: 165 bits"
    stored = str(world.one("select string_agg(s::text, ' ') from sign_in_signin s"))
    assert not any(key in stored for key in keys)


def test_a_key_nobody_gave_is_taken_for_none(world: World) -> None:
    for made_up in ("a" * 32, "", "0", "../" * 8):
        assert keyed(made_up).get("/").status_code == 302


def test_a_password_is_taken_letter_by_letter(world: World) -> None:
    """Spaces at its ends, capitals, full-width letters and all of its length count."""
    world.superuser.execute(
        "update sign_in_account set password = %s where username = 'sato'", [make_password(ODD + "x" * 80)]
    )
    for near in (
        ODD + "x" * 79,
        ODD.strip() + "x" * 80,
        (ODD + "x" * 80).lower(),
        ODD.replace("ＵＭＩ", "UMI") + "x" * 80,
    ):
        assert enters(Client(), password=near).status_code == 200
        world.superuser.execute("delete from sign_in_throttle")
    assert enters(Client(), password=ODD + "x" * 80).status_code == 302


def test_a_password_of_years_ago_is_good(world: World) -> None:
    """Nobody is made to think of another by the calendar."""
    world.superuser.execute("update sign_in_account set last_login = now() - interval '5 years'")
    client = Client()
    assert enters(client)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_password_is_hidden_while_typed_and_may_be_pasted(world: World) -> None:
    sato = Client()
    told = [Client().get("/sign-in/").content.decode()]
    enters(sato)
    told.append(sato.get("/sign-in/again/").content.decode())
    for page in told:
        (field,) = re.findall(r'<input[^>]*name="password"[^>]*>', page)
        assert 'type="password"' in field
        assert 'autocomplete="current-password"' in field
        assert "onpaste" not in page
        assert "readonly" not in field
        assert "maxlength" not in field


def test_from_every_page_one_can_sign_out(town: World) -> None:
    """Every page that stands in the frame; what is printed or drawn has none."""
    seen, without, clients = 0, [], dict[str, Client]()
    for name, (who, path) in addresses(town).items():
        if who not in clients:
            clients[who] = town.client(who)
            town.step_up(who)
        answer = clients[who].get(path)
        page = answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""
        if 'class="k-header"' not in page:
            continue
        seen += 1
        without += [name] if 'action="/sign-out/"' not in page else []
    assert without == []
    assert seen > 100


def test_a_second_factor_is_changed_only_by_who_gave_the_password_just_now(real: World) -> None:
    client = Client()
    _, former = set_up(client)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for path in ("/sign-in/second/key/", "/sign-in/second/codes/new/", "/sign-in/second/codes/"):
        assert client.get(path)["Location"].startswith("/sign-in/again/"), path
        assert client.post(path, {}).status_code in (302, 405), path
    asked = client.get("/sign-in/second/codes/new/")["Location"]
    client.post(asked, {"password": PASSWORD})
    assert client.get("/sign-in/second/codes/new/").status_code == 200
    assert client.post("/sign-in/second/codes/new/").status_code == 302
    page = client.get("/sign-in/second/codes/").content.decode()
    assert not set(former) & set(re.findall(r"<code>(\d+)</code>", page)), "the former codes are gone"


def test_a_wrong_code_is_recorded_like_a_wrong_password(real: World) -> None:
    first = Client()
    set_up(first)
    failed = "select count(*) from audit_auditrow where kind = 'sign_in' and what = 'failed'"
    client = Client()
    enters(client)
    before = int(str(real.one(failed)))
    client.post("/sign-in/second/", {"code": "123456"})
    assert real.one(failed) == before + 1
    first.post("/sign-in/again/code/", {"code": "123456"})
    assert real.one(failed) == before + 2


def test_a_recovery_code_has_more_than_twenty_bits(real: World) -> None:
    _, codes = set_up(Client())
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"\d{8}", code) for code in codes), "eight digits: 26 bits"
