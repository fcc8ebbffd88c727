"""The city's sign-on as somebody might twist it: led elsewhere, named wrongly, or listened to by the browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from django.conf import settings
from django.test import Client

from tests.city import City, comes
from tests.web.test_city import city, running
from tests.web.test_second_factor import real
from tests.world import World

__all__ = ["city", "real", "running"]
TOKEN = "eyJ"


@contextmanager
def between(city: City, monkeypatch: pytest.MonkeyPatch, *, leads_on: bool) -> Iterator[list[str]]:
    """A server at the address that was named as the issuer: it leads on to the true one, or answers with its words.

    Gives what was asked of it.
    """
    asked: list[str] = []

    class Between(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            there = city.sign_on.issuer + self.path
            body = b"" if leads_on else httpx.get(there).content
            self.send_response(302 if leads_on else 200)
            self.send_header(
                "Location" if leads_on else "Content-Type", there if leads_on else "application/json"
            )
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Said to nobody."""

    with HTTPServer(("127.0.0.1", 0), Between) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        named = replace(city.sign_on, issuer=f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setattr(settings, "CITY_SIGN_ON", named)
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()


def test_where_the_issuer_leads_on_nobody_follows(
    city: City, real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with between(city, monkeypatch, leads_on=True) as asked:
        refused = Client().get("/sign-in/city/")
    assert asked, "it was asked"
    assert refused.status_code == 403
    assert "つながりません" in refused.content.decode()


def test_an_issuer_that_calls_itself_another_is_not_believed(
    city: City, real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found at the address that was named says of itself that it is somewhere else."""
    with between(city, monkeypatch, leads_on=False) as asked:
        assert Client().get("/sign-in/city/").status_code == 403
    assert asked


def test_no_token_of_the_city_reaches_the_browser_or_stays(city: City, real: World) -> None:
    client = Client()
    answer = comes(city, client)
    page = client.get("/")
    assert page.status_code == 200
    told = f"{answer.headers}{answer.cookies}{page.headers}{page.content.decode()}{dict(client.session)}"
    assert TOKEN not in told
    stored = str(real.one("select string_agg(row_to_json(s)::text, ' ') from django_session s"))
    assert TOKEN not in stored
    assert real.one("select count(*) from socialaccount_socialtoken") == 0
