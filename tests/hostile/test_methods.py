"""What is asked in another way than a page means: no method of another's invention, no form without its token, no reading that writes."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.web.test_every_page import addresses
from tests.world import World

STRANGE = ("TRACE", "TRACK", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "KASANE")


@pytest.mark.parametrize("method", STRANGE)
def test_a_method_no_page_means_is_refused_and_gives_nothing_back(world: World, method: str) -> None:
    client = world.client("sato")
    for path in (
        "/",
        "/cases/",
        "/sign-in/",
        "/drafts/",
        "/static/kasane/kasane.js",
        "/health/live/",
        "/no/",
    ):
        answer = client.generic(method, path, headers={"x-told": "what was sent"})
        assert answer.status_code == 405, path
        assert not answer.content, path
        assert settings.SESSION_COOKIE_NAME not in str(answer.headers), path


def test_no_form_is_taken_without_the_token_of_its_page(town: World) -> None:
    """Every address of the product, sent to as another site would make a browser send: with the cookies, without the token."""
    taken, asked = [], 0
    clients: dict[str, Client] = {}
    for name, (who, path) in addresses(town).items():
        if who not in clients:
            clients[who] = town.client(who)
            clients[who].handler.enforce_csrf_checks = True
        answer = clients[who].post(path, headers={"origin": "https://elsewhere.example"})
        asked += 1
        taken += [f"{name}: {answer.status_code}"] if answer.status_code != 403 else []
    assert taken == []
    assert asked > 100
    assert "何も保存されていません" in answer.content.decode()


def test_the_same_form_with_its_token_is_taken(world: World) -> None:
    """The near miss."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/").content.decode()
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    told = {"login": "sato", "password": "kasane-no-machi"}
    assert client.post("/sign-in/", told).status_code == 403
    assert client.post("/sign-in/", told | {"csrfmiddlewaretoken": token}).status_code == 302


def test_what_changes_something_is_never_done_by_asking_for_a_page(town: World) -> None:
    """Every page that only takes what is sent answers a mere question with 405, signing out among them."""
    client = town.client("tanaka")
    for path in ("/sign-out/", "/notices/read/", "/sittings/calendar/feed/end/"):
        assert client.get(path).status_code == 405, path
    assert client.get("/").status_code == 200, "still signed in"
