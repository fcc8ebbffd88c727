"""佐藤 sees where she is signed in, and ends what she does not know; nobody else's, and not by a screen left open."""

import pytest
from django.test import Client

from kasane.access.ids import encode_id
from tests.web.test_second_factor import PASSWORD, enters
from tests.world import World

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
OTHERS = "/hat/sign-ins/end/"


def comes_in(who: str = "sato", user_agent: str = DESK) -> Client:
    client = Client(headers={"user-agent": user_agent})
    assert enters(client, who).status_code == 302
    return client


def is_asked_again(client: Client) -> None:
    assert client.post("/sign-in/again/?next=/hat/", {"password": PASSWORD})["Location"] == "/hat/"


def address_of_last(world: World, who: str) -> str:
    number = world.one(
        "select s.id from sign_in_signin s join sign_in_account k on k.id = s.account_id and k.username = %s"
        " where not s.has_free_clock order by s.began_at desc limit 1",
        who,
    )
    assert isinstance(number, int)
    return f"/hat/sign-ins/{encode_id(number)}/end/"


def test_she_sees_her_own_devices_and_nobody_elses(world: World) -> None:
    desk, _, _ = comes_in(), comes_in(user_agent=PHONE), comes_in("suzuki")
    page = desk.get("/hat/").content.decode()
    assert page.count("この端末") == 1
    assert "パソコン" in page
    assert "スマートフォン" in page
    assert page.count(">終わらせる<") == 1
    assert "iPhone" not in page


def test_alone_she_is_offered_nothing_to_end(world: World) -> None:
    page = comes_in().get("/hat/").content.decode()
    assert "この端末" in page
    assert "終わらせる<" not in page


def test_she_ends_the_one_she_left_open_and_goes_on_herself(world: World) -> None:
    desk, phone = comes_in(), comes_in(user_agent=PHONE)
    is_asked_again(desk)
    assert desk.post(address_of_last(world, "sato"))["Location"] == "/hat/"
    assert "終わらせました（1件）" in desk.get("/hat/").content.decode()
    assert phone.get("/").status_code == 302
    assert phone.get("/sign-in/keys/").status_code == 302, "its session is gone, and not its sign-in alone"
    assert desk.get("/").status_code == 200
    told = world.one(
        "select s.name from audit_auditrow r join directory_staff s on s.id = r.staff where what = 'end_sign_in'"
    )
    assert told == "佐藤 恵"


def test_she_ends_all_others_at_once(world: World) -> None:
    desk, phone, other, suzuki = comes_in(), comes_in(user_agent=PHONE), comes_in(), comes_in("suzuki")
    is_asked_again(desk)
    desk.post(OTHERS)
    assert "（2件）" in desk.get("/hat/").content.decode()
    assert [one.get("/").status_code for one in (desk, phone, other, suzuki)] == [200, 302, 302, 200]


@pytest.mark.parametrize("is_all", [True, False])
def test_whoever_finds_her_screen_open_ends_nothing(world: World, is_all: bool) -> None:
    desk, phone = comes_in(), comes_in(user_agent=PHONE)
    asked = desk.post(OTHERS if is_all else address_of_last(world, "sato"))
    assert asked["Location"] == "/sign-in/again/?next=%2Fhat%2F"
    assert phone.get("/").status_code == 200


def test_nobody_ends_somebody_elses_nor_the_one_that_is_used(world: World) -> None:
    desk, suzuki = comes_in(), comes_in("suzuki")
    is_asked_again(desk)
    assert desk.post(address_of_last(world, "suzuki")).status_code == 404
    assert suzuki.get("/").status_code == 200
    assert desk.post(address_of_last(world, "sato")).status_code == 404
    assert desk.get("/").status_code == 200


def test_nobody_ends_anything_who_has_not_signed_in(world: World) -> None:
    desk = comes_in()
    assert Client().post(OTHERS).status_code in (302, 403)
    assert Client().post(address_of_last(world, "sato")).status_code in (302, 403)
    assert desk.get("/").status_code == 200


def test_the_key_of_a_session_changes_when_the_secret_is_given_again(world: World) -> None:
    client = comes_in()
    before = client.cookies["kasane_session"].value
    is_asked_again(client)
    assert client.cookies["kasane_session"].value != before
    assert client.get("/").status_code == 200
    thief = Client()
    thief.cookies["kasane_session"] = before
    assert thief.get("/").status_code == 302
    assert world.one("select count(*) from sign_in_signin where not has_free_clock and ended_at is null") == 1
