"""What the server itself gives away: no folder, no file that is no page, no words of a fault, no way into another city."""

import logging
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from kasane.cli.installation import ROLES, Installation
from tests import cluster as clusters
from tests.world import World

SECRET = "山田 花子 postgresql://kasane_app:secret@"


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/requirements.lock",
        "/config/settings.py",
        "/static/",
        "/static/kasane/",
        "/static/../config/settings.py",
        "/static/%2e%2e/config/settings.py",
        "/static/kasane/../../../../etc/passwd",
        "/static//etc/passwd",
        "/admin/",
        "/docs/",
        "/help/../../config/settings.py",
        "/help/..%2f..%2fREADME.md/",
        "/server-status",
        "/__debug__/",
    ],
)
def test_nothing_but_pages_and_their_own_files_is_served(town: World, path: str) -> None:
    for client in (Client(), town.client("kobayashi")):
        assert client.get(path).status_code == 404, path


def test_a_fault_says_that_it_is_one_and_nothing_of_itself(
    town: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is raised, wherever: the page says so in words, the log has it, and the next page works."""

    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError(SECRET)

    client = town.client("sato")
    client.raise_request_exception = False
    with monkeypatch.context() as once, caplog.at_level(logging.ERROR):
        once.setattr("kasane.web.case_file.household.page_of", broken)
        answer = client.get("/cases/")
    assert answer.status_code == 500
    told = answer.content.decode()
    assert not any(word in told for word in ("ZeroDivision", "Traceback", "secret", "山田", "settings"))
    assert "サインアウト" in told or "お知らせください" in told or "もう一度" in told
    assert any(record.exc_info for record in caplog.records)
    assert client.get("/cases/").status_code == 200


def test_no_page_is_served_for_developers() -> None:
    assert settings.DEBUG is False
    assert not any(
        name.startswith(("debug_toolbar", "django.contrib.admin", "silk")) for name in settings.INSTALLED_APPS
    )
    assert settings.TEMPLATES[0]["OPTIONS"].get("debug", False) is False


def test_what_shows_how_pages_are_built_is_no_page_of_a_real_installation(town: World) -> None:
    client = town.client("kobayashi")
    assert client.get("/office/components/").status_code == 200
    town.superuser.execute("update directory_municipality set is_demo = false")
    town.superuser.execute("update sign_in_account set is_demo = false")
    assert client.get("/office/components/").status_code == 404
    assert client.get("/office/provision/").status_code == 200


def test_a_calendar_that_asks_without_https_is_not_led_on(world: World) -> None:
    """A person is led to HTTPS; a program that would come again each hour in the open is not."""
    with override_settings(SECURE_SSL_REDIRECT=True, HTTPS=True):
        client = Client()
        assert client.get("/calendar/secret.ics").status_code == 404
        assert "Location" not in client.get("/calendar/secret.ics")
        assert client.get("/cases/").status_code == 301


def test_each_process_is_told_what_it_needs_and_no_more(tmp_path: Path) -> None:
    """The pages know neither the owner nor the keeper of the database, nor the key that seals; the keeper knows no pages."""
    place = Installation(tmp_path, "host=127.0.0.1 dbname=x user=admin password=everything", "machi")
    place.make_secrets()
    app, keeper = place.environment(role="app"), place.environment(role="keeper")

    def reaches(told: dict[str, str]) -> set[str]:
        return {name.removeprefix("KASANE_CONNECTION_").lower() for name in told if "CONNECTION" in name}

    assert reaches(app) == {"app", "door"}
    assert reaches(keeper) == {"keeper"}
    assert "KASANE_AUDIT_KEY" not in app
    for told, others in ((app, ("owner", "keeper")), (keeper, ("owner", "app", "door"))):
        said = " ".join(told.values())
        assert not any(place.secret(f"database-{role}") in said for role in others)
        assert place.secret("audit-key") not in said
        assert "everything" not in place.process_environment(role="app").values()
    secrets = {place.secret(f"database-{role}") for role in ROLES}
    assert len(secrets) == len(ROLES)
    assert all(len(secret) >= 43 for secret in secrets), "no password of the database is one that is known"


def test_the_roles_of_one_city_reach_nothing_of_another(world: World) -> None:
    """Two cities in one cluster, in one database: each role uses its own schema alone, and becomes nobody of the other."""
    other = "tonari"
    with clusters.admin(world.name) as admin:
        admin.execute(f"create schema {other}")
        admin.execute(f"revoke all on schema {other} from public")
        admin.execute(f"create table {other}.cases_note (id bigint)")
        for role in ("app", "door", "keeper", "owner"):
            name = clusters.installation(world.name).role_name(role)
            (reaches,) = admin.execute(
                "select has_schema_privilege(%s, %s, 'usage')", [name, other]
            ).fetchone() or (True,)
            assert reaches is False, name
            (more,) = admin.execute(
                "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = %s",
                [name],
            ).fetchone() or (1,)
            assert more == 0, "it is a member of nobody"
    with (
        psycopg.connect(clusters.installation(world.name).connection("app")) as app,
        pytest.raises(psycopg.Error),
    ):
        app.execute(f"select * from {other}.cases_note")
