"""佐藤 comes in by the city's own sign-on; whoever it does not prove to be her, or ours, stays outside."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from tests.city import City, comes, provider
from tests.web.test_second_factor import PASSWORD, enters, number, real, set_up
from tests.world import World

__all__ = ["real"]
LIVE = "select count(*) from sign_in_signin where ended_at is null and not has_free_clock"


@pytest.fixture(scope="module")
def running() -> Iterator[City]:
    with provider() as city:
        yield city


@pytest.fixture
def city(running: City, real: World, monkeypatch: pytest.MonkeyPatch) -> City:
    """It says of everybody, truly, that it asked for both factors."""
    monkeypatch.setattr(settings, "CITY_SIGN_ON", running.sign_on)
    running.lies(amr=["pwd", "mfa"])
    return running


def test_whoever_the_city_asked_for_both_factors_is_in(city: City, real: World) -> None:
    client = Client()
    assert comes(city, client)["Location"] == "/"
    page = client.get("/").content.decode()
    assert "佐藤 恵" in page
    told = real.one(
        "select s.name from audit_auditrow r join directory_staff s on s.id = r.staff where what = 'sign_in'"
    )
    assert told == "佐藤 恵"


def test_the_button_stands_on_the_page_only_where_a_city_has_one(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "市のサインインを使う" in Client().get("/sign-in/").content.decode()
    monkeypatch.setattr(settings, "CITY_SIGN_ON", None)
    assert "市のサインインを使う" not in Client().get("/sign-in/").content.decode()
    assert Client().get("/sign-in/city/").status_code == 404
    assert Client().get("/sign-in/city/back/").status_code == 404


@pytest.mark.parametrize("amr", [["pwd"], "mfa", [], None, ["MFA"]])
def test_where_the_city_asked_for_one_factor_ours_is_asked_for(city: City, real: World, amr: object) -> None:
    secret, _ = set_up(Client())
    city.lies(amr=amr)
    client = Client()
    assert comes(city, client)["Location"].startswith("/sign-in/second/")
    assert real.one(LIVE) == 1, "the one from setting it up, and no other"
    code = number(secret, time.time() + 30)
    assert client.post("/sign-in/second/", {"code": code})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_whoever_has_no_second_factor_yet_sets_one_up_first(city: City, real: World) -> None:
    city.lies(amr=["pwd"])
    client = Client()
    assert comes(city, client)["Location"] == "/sign-in/second/new/"
    assert client.get("/").status_code == 302
    assert real.one(LIVE) == 0


@pytest.mark.parametrize(
    ("sign", "claims"),
    [
        ("own", {"aud": "another-product"}),
        ("own", {"aud": ["kasane", "another-product"]}),
        ("own", {"azp": "another-product"}),
        ("own", {"nonce": "of-another-visit"}),
        ("own", {"nonce": None}),
        ("own", {"iss": "http://127.0.0.1:1"}),
        ("own", {"exp": int(time.time()) - 86_400}),
        ("own", {"exp": None}),
        ("own", {"iat": int(time.time()) + 86_400}),
        ("another", {}),
        ("none", {}),
        ("secret", {}),
        ("tampered", {"employee_number": "sato"}),
    ],
)
def test_a_token_that_proves_nothing_opens_nothing(
    city: City, real: World, sign: str, claims: dict[str, object]
) -> None:
    city.lies(sign=sign, **{"amr": ["mfa"], **claims})
    client = Client()
    refused = comes(city, client, "鈴木")
    assert refused.status_code == 403
    assert "確かめられませんでした" in refused.content.decode()
    assert client.get("/").status_code == 302
    assert real.one(LIVE) == 0
    assert real.one("select count(*) from audit_auditrow where what = 'failed'") == 1


def test_a_way_back_is_good_once_and_only_for_the_browser_that_was_sent(city: City, real: World) -> None:
    client, thief = Client(), Client()
    back = city.way_back(client.get("/sign-in/city/"), "佐藤")
    assert thief.get(back).status_code == 403
    thief.get("/sign-in/city/")
    assert thief.get(back).status_code == 403
    assert client.get(back)["Location"] == "/"
    assert client.get(back).status_code == 403, "replayed"
    assert client.get("/").status_code == 200, "and she stays in"
    assert real.one(LIVE) == 1


def test_somebody_the_city_knows_and_we_do_not_gets_no_account(city: City, real: World) -> None:
    before = real.one("select count(*) from sign_in_account")
    refused = comes(city, Client(), "だれでもない")
    assert refused.status_code == 403
    assert "アカウントが重ねにありません" in refused.content.decode()
    assert real.one("select count(*) from sign_in_account") == before


@pytest.mark.parametrize(
    "name", ["sato@city.example", "SATO", " sato", "", True, ["sato"], {"sato": 1}, None]
)
def test_only_the_claim_itself_is_a_user_id_and_never_something_like_it(
    city: City, real: World, name: object
) -> None:
    city.lies(employee_number=name, preferred_username="sato", email="sato", amr=["mfa"])
    assert comes(city, Client()).status_code == 403
    assert real.one(LIVE) == 0


def test_a_number_is_a_user_id_too(city: City, real: World) -> None:
    real.superuser.execute("update sign_in_account set username = '10482' where username = 'sato'")
    city.lies(employee_number=10482, amr=["mfa"])
    assert comes(city, Client())["Location"] == "/"


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (
            "update sign_in_account set is_active = false where username = 'sato'",
            "アカウントが重ねにありません",
        ),
        (
            "update sign_in_account set password = '!x' where username = 'sato'",
            "アカウントが重ねにありません",
        ),
        ("update directory_assignment set valid_to = current_date - 2", "きょう使える役割"),
        ("update sign_in_account set is_demo = true where username = 'sato'", "きょう使える役割"),
    ],
)
def test_an_account_that_ended_opens_nothing_whatever_the_city_says(
    city: City, real: World, end: str, sentence: str
) -> None:
    real.superuser.execute(end)
    client = Client()
    refused = comes(city, client)
    assert refused.status_code == 403
    assert sentence in refused.content.decode()
    assert client.get("/").status_code == 302


def test_a_password_that_was_given_is_not_asked_about_where_none_is_used(city: City, real: World) -> None:
    real.superuser.execute(
        "update sign_in_account set has_given_password = true, given_password_until = now() - interval '1 day'"
    )
    client = Client()
    assert comes(city, client)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert enters(Client()).status_code == 403, "and by itself it opens nothing"


def test_signing_out_ends_it_here(city: City, real: World) -> None:
    client = Client()
    comes(city, client)
    client.post("/sign-out/")
    assert client.get("/").status_code == 302
    assert real.one(LIVE) == 0


def test_after_the_lock_the_city_asks_again_and_an_answer_from_before_does_not_do(
    city: City, real: World
) -> None:
    client = Client()
    comes(city, client)
    real.superuser.execute("update sign_in_signin set seen_at = now() - interval '16 minutes'")
    locked = client.get("/cases/")["Location"]
    assert "市のサインインを使う" in client.get(locked).content.decode()
    again = "/sign-in/city/?again=1&next=/cases/"
    sent = client.get(again)["Location"]
    assert "prompt=login" in sent
    assert "max_age=0" in sent
    for stale in (None, int(time.time()) - 300, "now"):
        city.lies(amr=["mfa"], auth_time=stale)
        assert comes(city, client, start=again).status_code == 403
        assert client.get("/cases/").status_code == 302
    city.lies(amr=["mfa"], auth_time=int(time.time()))
    assert comes(city, client, "鈴木", start=again).status_code == 403, "somebody else at her screen"
    assert client.get("/cases/").status_code == 302
    assert comes(city, client, start=again)["Location"] == "/cases/"
    assert client.get("/cases/").status_code == 200
    assert real.one("select count(*) from sign_in_signin where stepped_up_at is not null") == 1


def test_who_comes_by_the_city_is_asked_for_a_passkey_only_to_make_one(city: City, real: World) -> None:
    """Setting up our own second factor afterwards begins no second sign-in."""
    client = Client()
    comes(city, client)
    page = client.get("/sign-in/second/new/").content.decode()
    secret = page.split("<code>")[1].split("</code>")[0]
    assert (
        client.post("/sign-in/second/new/", {"code": number(secret)})["Location"] == "/sign-in/second/codes/"
    )
    assert client.get("/").status_code == 200
    assert real.one(LIVE) == 1


def test_who_comes_by_the_city_may_choose_a_password_of_their_own_as_well(city: City, real: World) -> None:
    """Nobody ever told 佐藤 the password that was given; choosing hers begins no second sign-in."""
    real.superuser.execute("update sign_in_account set has_given_password = true")
    client = Client()
    comes(city, client)
    assert client.get("/sign-in/password/")["Location"] == "/sign-in/second/new/"
    page = client.get("/sign-in/second/new/").content.decode()
    secret = page.split("<code>")[1].split("</code>")[0]
    client.post("/sign-in/second/new/", {"code": number(secret)})
    chosen = {"password1": "asa-no-umi-ga-aoi", "password2": "asa-no-umi-ga-aoi"}
    assert client.post("/sign-in/password/", chosen)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert real.one(LIVE) == 1


def test_whoever_turns_back_at_the_city_is_at_our_door(city: City) -> None:
    client = Client()
    sent = client.get("/sign-in/city/")["Location"]
    state = sent.split("state=")[1].split("&")[0]
    back = client.get(f"/sign-in/city/back/?error=access_denied&state={state}")
    assert back["Location"] == "/sign-in/"


def test_a_city_that_does_not_answer_is_said_and_the_password_still_works(
    city: City, real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = type(city.sign_on)("http://127.0.0.1:1", "kasane", "x", "employee_number")
    monkeypatch.setattr(settings, "CITY_SIGN_ON", away)
    refused = Client().get("/sign-in/city/")
    assert refused.status_code == 403
    assert "つながりません" in refused.content.decode()
    assert enters(Client(), password=PASSWORD).status_code == 302


def test_nobody_is_sent_elsewhere_afterwards(city: City) -> None:
    client = Client()
    assert comes(city, client, start="/sign-in/city/?next=https://elsewhere.example/")["Location"] == "/"
