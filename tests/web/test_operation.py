"""Probes and figures for whoever watches over the installation: true, cheap, and about nobody."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from kasane.web.components.sealed import searched
from tests.world import World, point

NOWHERE = "host=127.0.0.1 port=1 dbname=none user=nobody connect_timeout=2"
TOKEN = "watching-over-it"
ALL = {"serving": True, "database": True, "migrations": True, "keeper": True}


def seen_alive(town: World, ago: timedelta) -> None:
    town.superuser.execute(
        "insert into audit_signoflife (name, at) values ('keeper', now() - %s)"
        " on conflict (name) do update set at = excluded.at",
        [ago],
    )


def ready(client: Client) -> tuple[int, dict[str, bool]]:
    answer = client.get("/health/ready/")
    return answer.status_code, answer.json()["checks"]


def figures(client: Client) -> str:
    answer = client.get("/metrics/", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return answer.content.decode()


def figure(text: str, name: str) -> float:
    (value,) = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(value)


def test_the_process_answers_though_the_database_does_not(world: World) -> None:
    point("default", NOWHERE)
    point("door", NOWHERE)
    answer = Client().get("/health/live/", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


def test_a_probe_needs_neither_host_name_nor_https_and_asks_little(world: World) -> None:
    seen_alive(world, timedelta(seconds=20))
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["kasane.example"]):
        client = Client(headers={"host": "10.1.2.3"})
        with (
            CaptureQueriesContext(connections["default"]) as asked,
            CaptureQueriesContext(connections["door"]) as of_the_door,
        ):
            assert ready(client) == (200, ALL)
        assert len(asked) + len(of_the_door) <= 4
        assert client.get("/sign-in/", headers={"host": "10.1.2.3"}).status_code == 400
    assert client.post("/health/ready/").status_code == 405


@pytest.mark.parametrize("alias", ["default", "door"])
def test_it_is_not_ready_with_one_of_its_two_connections(world: World, alias: str) -> None:
    seen_alive(world, timedelta(seconds=20))
    point(alias, NOWHERE)
    status, checks = ready(Client())
    assert (status, checks["database"]) == (503, False)
    assert checks["keeper"] is (alias == "door"), "what could still be asked was asked"


def test_it_is_not_ready_with_one_migration_missing(world: World) -> None:
    seen_alive(world, timedelta(seconds=20))
    world.superuser.execute(
        "delete from django_migrations where (app, name) = ('audit', '0002_signs_of_life')"
    )
    assert ready(Client()) == (503, ALL | {"migrations": False})


def test_a_database_newer_than_the_program_is_ready(world: World) -> None:
    """While a new version is being put in, the old one still answers."""
    seen_alive(world, timedelta(seconds=20))
    world.superuser.execute(
        "insert into django_migrations (app, name, applied) values ('audit', '9999', now())"
    )
    assert ready(Client())[0] == 200


@pytest.mark.parametrize(("seconds", "is_alive"), [(170, True), (190, False)])
def test_the_keeper_may_miss_a_few_rounds(world: World, seconds: int, is_alive: bool) -> None:
    seen_alive(world, timedelta(seconds=seconds))
    assert ready(Client())[1]["keeper"] is is_alive


def test_a_keeper_that_never_went_round_is_none(world: World) -> None:
    assert ready(Client()) == (503, ALL | {"keeper": False})


def test_a_node_that_is_about_to_end_says_so_and_still_shows_its_pages(world: World, tmp_path: Path) -> None:
    seen_alive(world, timedelta(seconds=20))
    mark = tmp_path / "leaving"
    with override_settings(LEAVING=str(mark)):
        assert ready(Client()) == (200, ALL)
        mark.touch()
        assert ready(Client()) == (503, ALL | {"serving": False})
        assert Client().get("/health/live/").status_code == 503
        assert Client().get("/sign-in/").status_code == 200
        mark.unlink()
        assert Client().get("/health/live/").status_code == 200


@override_settings(METRICS_TOKENS=[TOKEN])
@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer watching-over-i", f"Bearer {TOKEN}x", "Bearer 鍵"])
def test_who_shows_another_token_finds_no_such_page(world: World, shown: str) -> None:
    headers = {"authorization": shown} if shown else {}
    answer = Client().get("/metrics/", headers=headers)
    assert (answer.status_code, answer.content) == (404, b"")


@override_settings(METRICS_TOKENS=[])
def test_an_installation_without_a_token_shows_its_figures_to_nobody(world: World) -> None:
    assert Client().get("/metrics/", headers={"authorization": "Bearer "}).status_code == 404


@override_settings(METRICS_TOKENS=[TOKEN])
def test_pages_are_counted_by_name_and_class_of_answer(town: World) -> None:
    sato = town.client("sato")
    before = figures(sato)
    for path in ("/cases/", "/cases/", "/cases/0000-0000-00000/", "/nowhere/"):
        sato.get(path)
    after = figures(sato)

    def more(name: str) -> float:
        return figure(after, name) - (figure(before, name) if name in before else 0)

    assert more('kasane_pages_total{page="cases",status="2xx"}') == 2
    assert more('kasane_pages_total{page="none",status="4xx"}') >= 1
    assert more('kasane_page_seconds_count{page="cases"}') == 2
    assert 0 < more('kasane_page_seconds_sum{page="cases"}') < 30


@override_settings(METRICS_TOKENS=[TOKEN])
def test_nobody_is_in_the_figures(town: World) -> None:
    sato = town.client("sato")
    case = re.findall(r'href="(/cases/\w{13}/)"', sato.get("/cases/").content.decode())[0]
    for path in (case, f"{case}notes/", searched("/search/", "山田"), "/find/山田/"):
        sato.get(path)
    told = figures(sato)
    assert 'page="case"' in told
    assert told.isascii()
    assert case.split("/")[2] not in told
    assert "sato" not in told


@override_settings(METRICS_TOKENS=[TOKEN])
def test_what_works_behind_the_pages_is_told(town: World, tmp_path: Path) -> None:
    seen_alive(town, timedelta(seconds=40))
    backup = tmp_path / "last-backup.json"
    backup.write_text(json.dumps({"at": (datetime.now(UTC) - timedelta(hours=5)).isoformat()}))
    with override_settings(LAST_BACKUP=str(backup)):
        told = figures(Client())
    assert figure(told, "kasane_database_up") == 1
    assert figure(told, "kasane_migrations_missing") == 0
    assert 40 <= figure(told, "kasane_keeper_age_seconds") < 100
    assert figure(told, "kasane_unsealed_rows") == town.one("select count(*) from audit_unsealed")
    assert figure(told, "kasane_unsealed_age_seconds") > 0
    assert figure(told, "kasane_unswept_imports") == 0
    assert 5 * 3600 <= figure(told, "kasane_backup_age_seconds") < 5 * 3600 + 60
    with override_settings(LAST_BACKUP=str(tmp_path / "none")):
        assert "kasane_backup_age_seconds " not in figures(Client()), "what is not known is left out"


@override_settings(METRICS_TOKENS=[TOKEN])
def test_figures_are_told_while_the_database_is_away(world: World) -> None:
    point("default", NOWHERE)
    told = figures(Client())
    assert figure(told, "kasane_database_up") == 0
    assert "kasane_keeper_age_seconds " not in told


def test_measuring_asks_the_database_for_nothing(town: World) -> None:
    first = settings.MIDDLEWARE[0]
    sato = town.client("sato")
    sato.get("/cases/")
    counts = []
    for middleware in (settings.MIDDLEWARE, settings.MIDDLEWARE[1:]):
        with override_settings(MIDDLEWARE=middleware):
            client = Client()
            client.cookies = sato.cookies
            with CaptureQueriesContext(connections["default"]) as asked:
                assert client.get("/cases/").status_code == 200
            counts.append(len(asked))
    assert first.endswith("OperationMiddleware")
    assert counts[0] == counts[1]


def test_a_page_that_cannot_be_counted_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_folder(*_told: object) -> None:
        raise FileNotFoundError(2, "the folder of figures is gone")

    monkeypatch.setattr("kasane.web.operation.middleware.tell_page", no_folder)
    assert Client().get("/sign-in/").status_code == 200
