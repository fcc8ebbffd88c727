"""Wherever a page sends somebody on, the way stays inside, whatever the address or the form asked for."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import reverse

from tests.domain.test_guests import invited
from tests.hostile.test_hosts import FOREIGN, LYING
from tests.web.test_every_page import addresses
from tests.web.test_guests import Invited
from tests.world import World

__all__ = ["invited"]
PASSWORD = "kasane-no-machi"
HERE = "http://testserver/"
OUTSIDE = (
    "//evil.example",
    "///evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:///evil.example",
    "HtTps://evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "//evil.example\\@testserver",
    "//testserver@evil.example",
    "https://testserver:443@evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "JAVASCRIPT://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/\r\nLocation: https://evil.example",
    "/\r\nSet-Cookie: kasane_session=evil",
)
NAMES = ("next", "back", "return", "redirect", "url", "to", "from", "path", "continue")


def leads_out(location: str) -> bool:
    """Whether a browser leaves, read as browsers read: tabs and line ends fall out, a backslash is a slash."""
    read = "".join(letter for letter in location if letter not in "\t\r\n").strip().replace("\\", "/")
    read = re.sub(r"^(https?:)?/{2,}", r"\1//", read, flags=re.IGNORECASE)
    there = urlsplit(urljoin(HERE, read))
    return (there.scheme, there.netloc) != ("http", "testserver") or "\n" in location or "\r" in location


def test_what_leads_out_is_known_by_the_test_itself() -> None:
    inside = ("/", "/cases/", "?on=2026-04-01", "/cases/?q=//evil.example")
    assert [way for way in inside if leads_out(way)] == []
    # What a server might decode once too often.
    assert [way for way in OUTSIDE if not leads_out(way)] == ["/%09/evil.example"]


def ways_of(answer: object) -> list[str]:
    """Every header that makes a browser go somewhere."""
    return [
        str(answer.headers[name])  # type: ignore[attr-defined]
        for name in ("Location", "HX-Redirect", "HX-Location", "Refresh", "Content-Location")
        if name in answer.headers  # type: ignore[attr-defined]
    ]


def test_the_door_leads_inside(world: World) -> None:
    """allauth's `next`, in the address and in the form, at each of the questions for a secret."""
    out = []
    for way in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        client, asked = Client(), f"?{urlencode({'next': way})}"
        entered = client.post(f"/sign-in/{asked}", {"login": "sato", "password": PASSWORD, "next": way})
        assert entered.status_code == 302
        assert client.get("/").status_code == 200, "she is signed in"
        told = client.post(f"/sign-in/again/{asked}", {"password": PASSWORD, "next": way})
        assert told.status_code == 302
        left = client.post(f"/sign-out/{asked}", {"next": way})
        out += [way for answer in (entered, told, left) for to in ways_of(answer) if leads_out(to)]
    assert out == []


def test_who_is_inside_already_is_led_no_further(world: World) -> None:
    client, out = world.client("sato"), []
    client.post("/sign-in/", {"login": "sato", "password": PASSWORD})
    for way in OUTSIDE:
        told = {"next": way}
        for path in ("/sign-in/", "/sign-in/again/", "/sign-in/again/code/", "/sign-in/keys/", "/hat/"):
            for answer in (client.get(path, told), client.post(f"{path}?{urlencode(told)}", told)):
                out += [f"{path} {way!r}" for to in ways_of(answer) if leads_out(to)]
        world.superuser.execute("delete from sign_in_throttle")
    assert out == []


def test_what_waits_behind_the_door_is_led_to(world: World) -> None:
    """The near miss: an address of ours is obeyed."""
    answer = Client().post(
        "/sign-in/?next=/cases/", {"login": "sato", "password": PASSWORD, "next": "/cases/"}
    )
    assert ways_of(answer) == ["/cases/"]


def test_a_guest_s_link_leads_inside(town: World, invited: Invited) -> None:
    client, made, out = Client(), invited[2], []
    for way in (*OUTSIDE, "/sittings/calendar/"):
        path = f"{reverse('invited', args=[made.link])}?{urlencode({'next': way})}"
        answer = client.post(path, {"code": made.spoken, "next": way})
        assert answer.status_code == 302
        out += [way for to in ways_of(answer) if leads_out(to)]
        town.superuser.execute("delete from sign_in_throttle")
    assert out == []
    assert ways_of(answer) == ["/sittings/calendar/"], "an address of ours is obeyed"


def test_a_draft_is_of_a_page_of_ours(town: World) -> None:
    """Where a draft was typed is where throwing it away leads."""
    sato = town.client("sato")
    kept = [way for way in OUTSIDE if sato.post("/drafts/", {"fields": "[]", "path": way}).status_code != 400]
    assert kept == []
    assert sato.post("/drafts/", {"fields": "[]", "path": "/memos/"}).status_code == 200


def test_no_page_obeys_a_header_or_an_address_that_names_a_way_out(town: World) -> None:
    """Every page, asked as by a proxy that was made to lie and with each name a way is usually given by."""
    wrong: list[str] = []
    clients: dict[str, Client] = {}
    nobody = Client()
    for name, (who, path) in addresses(town).items():
        there = (
            f"{path}{'&' if '?' in path else '?'}{urlencode(dict.fromkeys(NAMES, '//elsewhere.example/'))}"
        )
        client = clients.setdefault(who, town.client(who))
        town.step_up(who)
        answer = client.get(there, **LYING)
        assert answer.status_code in (200, 302), f"{name} {path}"
        wrong += [f"{name} repeats it"] if FOREIGN in f"{answer.content.decode()}{answer.headers}" else []
        ways = ways_of(answer) + ways_of(nobody.get(there, **LYING))
        wrong += [f"{name} leads to {way}" for way in ways if leads_out(way)]
    assert wrong == []
