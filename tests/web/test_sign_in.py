"""Signing in: by account and password, throttled, and never as a demo person in a real installation."""

from django.test import Client

from tests.world import World

PASSWORD = "kasane-no-machi"


def sign_in(client: Client, who: str, password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"login": who, "password": password}).status_code


def test_sato_signs_in_and_out(world: World) -> None:
    client = Client()
    assert client.get("/").status_code == 302, "nobody acts yet"
    assert sign_in(client, "sato") == 302
    page = client.get("/")
    assert page.status_code == 200
    assert "地域包括支援センター（南湖地区）" in page.content.decode()
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/").status_code == 302
    assert (
        world.one("select count(*) from sign_in_signin where ended_at is not null and not has_free_clock")
        == 1
    )


def test_a_wrong_password_signs_nobody_in(world: World) -> None:
    client = Client()
    assert sign_in(client, "sato", "kasane-no-mach") == 200
    assert client.get("/").status_code == 302


def test_guessing_is_stopped(world: World) -> None:
    client = Client()
    answers = [sign_in(client, "sato", f"guess-{n}") for n in range(6)]
    assert (
        "続けて" in client.post("/sign-in/", {"login": "sato", "password": PASSWORD}).content.decode()
        or 429 in answers
    )
    assert client.get("/").status_code == 302, "the right password does not help while it is stopped"


def test_a_demo_person_cannot_sign_in_to_a_real_installation(world: World) -> None:
    world.superuser.execute("update directory_municipality set is_demo = false")
    client = Client()
    page = client.post("/sign-in/", {"login": "sato", "password": PASSWORD})
    assert page.status_code == 403
    assert "きょう使える役割" in page.content.decode()
    assert client.get("/").status_code == 302


def test_who_left_the_desk_signs_in_no_more_and_acts_no_more(world: World) -> None:
    client = Client()
    sign_in(client, "sato")
    world.superuser.execute(
        "update directory_assignment set valid_to = current_date - 1 where valid_to is null"
    )
    assert client.get("/").status_code == 302, "the sign-in that was live acts no more"
    page = client.get("/sign-in/")
    assert page.status_code == 200, "the door opens its form, and does not send them back and forth"
    assert sign_in(Client(), "sato") == 403


def test_an_account_that_is_closed_ends_what_it_began_and_nobody_elses(world: World) -> None:
    sato, suzuki = Client(), Client()
    sign_in(sato, "sato")
    sign_in(suzuki, "suzuki")
    world.superuser.execute("update sign_in_account set is_active = false where username = 'sato'")
    assert sato.get("/").status_code == 302
    assert suzuki.get("/").status_code == 200
    assert sign_in(Client(), "sato") == 403, "and it begins nothing any more"


def test_takahashi_changes_hats_and_the_page_shows_it(world: World) -> None:
    client = Client()
    sign_in(client, "takahashi")
    assert "社会福祉協議会 CSW" in client.get("/").content.decode()
    other = world.one("select id from directory_desk where code = 'chiku-vc-nango'")
    assert client.post("/hat/", {"desk": other}).status_code == 302
    assert "地区ボランティアセンター（南湖地区）" in client.get("/").content.decode()


def test_nobody_takes_a_hat_that_is_not_theirs(world: World) -> None:
    client = Client()
    sign_in(client, "sato")
    host = world.one("select id from directory_desk where is_host")
    client.post("/hat/", {"desk": host})
    assert "地域包括支援センター（南湖地区）" in client.get("/hat/").content.decode()
    assert (
        world.one("select count(*) from sign_in_signin where desk_id = %s and not has_free_clock", host) == 0
    )


def test_every_answer_carries_the_strict_headers(world: World) -> None:
    client = Client()
    sign_in(client, "sato")
    page = client.get("/")
    assert page["Cache-Control"] == "no-store"
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
