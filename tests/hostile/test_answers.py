"""What every answer says to the browser, whatever it is: where it may load from, who may frame it, that nothing is kept."""

import re
import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from kasane.access.ids import encode_id
from tests.domain.test_guests import invited
from tests.web.test_guests import Invited
from tests.web.test_second_factor import PASSWORD
from tests.world import World

__all__ = ["invited"]
YEAR = 31_536_000


@pytest.fixture(scope="module")
def behind_https() -> dict[str, Any]:
    """The settings of an installation that is served over HTTPS."""
    with pytest.MonkeyPatch.context() as told:
        told.setenv("KASANE_HTTPS", "1")
        return runpy.run_path(str(settings.BASE_DIR / "config" / "settings.py"))


@pytest.fixture
def over_https(behind_https: dict[str, Any]) -> Iterator[None]:
    kinds = ("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "COOKIE_PREFIX", "HTTPS")
    names = [name for name in behind_https if name.startswith(kinds)]
    with override_settings(**{name: behind_https[name] for name in names}):
        yield


def answers(town: World) -> dict[str, Any]:
    """One of every kind: pages, refusals, files, scripts, probes, what is not there and what leads elsewhere."""
    client, nobody = town.client("tanaka"), Client()
    case = encode_id(
        int(str(town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")))
    )
    told: dict[str, Any] = {"sign-in": nobody.get("/sign-in/", secure=True)}
    for path in (
        "/",
        f"/cases/{case}/",
        "/privacy/seeing/",
        "/no-such-page/",
        "/notices/count/",
        "/ledgers/register/book/",
        "/static/kasane/kasane.js",
        "/static/kasane/layout.css",
        "/health/live/",
        "/health/ready/",
        "/calendar/x.ics",
    ):
        told[path] = client.get(path, secure=True)
    told["trace"] = client.generic("TRACE", "/", secure=True)
    told["without a token"] = Client(enforce_csrf_checks=True).post("/sign-in/", secure=True)
    told["to HTTPS"] = nobody.get("/")
    for answer in told.values():
        answer.close()
    return told


def test_every_answer_says_that_nobody_frames_it(town: World, over_https: None) -> None:
    for name, answer in answers(town).items():
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], name


def test_every_page_says_from_where_it_loads(town: World, over_https: None) -> None:
    for name, answer in answers(town).items():
        if not answer.get("Content-Type", "").startswith("text/html") or name == "trace":
            continue
        policy = answer["Content-Security-Policy"]
        directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
        assert directives["default-src"] == directives["object-src"] == "'none'", name
        assert directives["base-uri"] == "'none'", name
        assert {directives[one] for one in ("script-src", "style-src", "form-action")} == {"'self'"}, name
        assert "unsafe" not in policy, name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name


def test_every_answer_says_what_it_is_and_that_it_is_nothing_else(town: World, over_https: None) -> None:
    for name, answer in answers(town).items():
        assert answer["X-Content-Type-Options"] == "nosniff", name
        kind = answer.get("Content-Type", "")
        assert kind or answer.status_code == 405, name
        if kind.startswith("text/"):
            assert re.search(r'charset="?utf-8', kind), name
        assert "Access-Control-Allow-Origin" not in answer, name


def test_no_page_tells_another_site_where_somebody_was(town: World, over_https: None) -> None:
    for name, answer in answers(town).items():
        assert answer["Referrer-Policy"] == "same-origin", name


def test_a_browser_that_came_once_comes_over_https_for_a_year_to_every_name_below(
    town: World, over_https: None
) -> None:
    for name, answer in answers(town).items():
        if answer.wsgi_request.is_secure() and name != "trace" and not name.startswith("/health/"):
            assert answer["Strict-Transport-Security"] == f"max-age={YEAR}; includeSubDomains", name


def test_whoever_asks_without_https_is_led_to_it_and_is_told_nothing_before(
    world: World, over_https: None
) -> None:
    answer = Client().get("/cases/?q=x")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/cases/?q=x")
    assert not answer.content
    assert not answer.cookies


def test_nothing_anybody_reads_stays_in_the_browser(town: World) -> None:
    client = town.client("tanaka")
    for path in ("/", "/cases/", "/search/", "/sittings/", "/notices/count/", "/no-such-page/"):
        assert client.get(path)["Cache-Control"] == "no-store", path


def test_signing_out_clears_what_pages_kept_there(world: World) -> None:
    client = world.client("sato")
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"storage"'


def test_every_cookie_is_of_this_host_over_https_for_no_script_and_for_no_other_site(
    town: World, over_https: None, invited: Invited
) -> None:
    client, guest = Client(), Client()
    client.get("/sign-in/", secure=True)
    client.post("/sign-in/", {"login": "sato", "password": PASSWORD}, secure=True)
    client.post("/notices/read/", secure=True)
    guest.post(f"/sign-in/invited/{invited[2].link}/", {"code": invited[2].spoken}, secure=True)
    set_here = {**client.cookies, **guest.cookies}
    names = {re.sub(r"_[0-9a-f]{16}$", "", name) for name in set_here}
    assert names == {f"__Host-kasane_{one}" for one in ("session", "csrf", "told", "invited")}
    for name, cookie in set_here.items():
        assert name.startswith("__Host-"), name
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )
        assert cookie["samesite"] in ("Lax", "Strict"), name


def test_what_was_just_done_lies_in_the_browser_so_that_nobody_reads_it(town: World) -> None:
    client = town.client("tanaka")
    client.post("/notices/read/")
    cookie = client.cookies[f"{settings.COOKIE_PREFIX}kasane_told"].value
    assert re.fullmatch(r"gAAAA[\w=-]+", cookie)
    assert "お知らせが新しくなっています" in client.get("/notices/").content.decode()
    client.cookies[f"{settings.COOKIE_PREFIX}kasane_told"] = cookie[:-4] + "AAAA"
    assert client.get("/notices/").status_code == 200, "one that was tampered with is none"
