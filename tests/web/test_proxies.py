"""佐藤 and a guesser behind the same proxy: each is counted by their own address, and nobody writes themselves another."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from kasane.web.sign_in.address import address_of
from tests.web.test_second_factor import PASSWORD
from tests.world import World

PROXY, INNER, SATO, GUESSER = "10.0.0.2", "10.0.0.3", "10.1.1.7", "10.1.1.66"


def seen(told: str | None, proxies: int, monkeypatch: pytest.MonkeyPatch, remote: str = PROXY) -> str:
    monkeypatch.setattr(settings, "PROXIES", proxies)
    headers = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize(
    ("proxies", "told", "is_seen_as"),
    [
        (0, None, PROXY),
        (0, SATO, PROXY),
        (1, SATO, SATO),
        (1, f"9.9.9.9, {SATO}", SATO),
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, f"{SATO}:51234", SATO),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (2, f"{SATO}, {INNER}", SATO),
        (2, f"9.9.9.9, {SATO}, {INNER}", SATO),
        (2, SATO, PROXY),
        (2, f"8.8.8.8,9.9.9.9,{SATO},{INNER}", SATO),
    ],
)
def test_who_comes_is_whom_the_outermost_proxy_of_ours_saw(
    proxies: int, told: str | None, is_seen_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen(told, proxies, monkeypatch) == is_seen_as


def tries(who: str, password: str, told: str) -> int:
    form = {"login": who, "password": password}
    answer = Client().post("/sign-in/", form, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=told)
    return int(answer.status_code)


@pytest.mark.parametrize(("proxies", "tail"), [(1, ""), (2, f", {INNER}")])
def test_behind_proxies_the_guesser_is_stopped_and_others_come_in(
    world: World, proxies: int, tail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PROXIES", proxies)
    for guess in range(20):
        tries(f"nobody-{guess}", "guess", f"9.9.9.{guess}, {GUESSER}{tail}")
    assert tries("suzuki", PASSWORD, f"9.9.9.99, {GUESSER}{tail}") != 302, "a forged entry evades nothing"
    assert tries("sato", PASSWORD, f"{SATO}{tail}") == 302, "the proxy is not the person"
    told = world.superuser.execute(
        "select distinct detail ->> 'from' from audit_auditrow where what = 'failed'"
    ).fetchall()
    assert told == [(GUESSER,)]


def test_without_a_proxy_what_somebody_writes_of_themselves_counts_for_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PROXIES", 0)
    for guess in range(20):
        tries(f"nobody-{guess}", "guess", f"10.2.2.{guess}")
    assert tries("suzuki", PASSWORD, "10.2.2.99") != 302
    assert (
        world.one("select count(distinct detail ->> 'from') from audit_auditrow where what = 'failed'") == 1
    )


def test_a_request_that_came_past_a_proxy_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PROXIES", 2)
    assert tries("sato", PASSWORD, SATO) == 302
