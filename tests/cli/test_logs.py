"""What an operator's logs hold: what happened and where, and nothing of anybody."""

import json
import logging
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from psycopg.errors import NotNullViolation

from config import gunicorn
from config.logs import PrivateFormatter
from tests.world import World

TOWN = ("山田", "花子", "佐藤", "鈴木", "木村", "高橋")


def line(record: logging.LogRecord) -> dict[str, object]:
    told = PrivateFormatter().format(record)
    assert "\n" not in told
    return dict(json.loads(told))


def test_a_row_the_database_refused_is_not_quoted(town: World) -> None:
    """PostgreSQL quotes the whole row it refuses; the log says the kind of error and where it arose."""
    with pytest.raises(NotNullViolation) as caught:
        town.superuser.execute("insert into directory_desk (code, name) values (null, '山田 花子')")
    assert "山田" in str(caught.value), "what is kept out of the log is really there"
    try:
        raise DatabaseError("山田 花子") from caught.value
    except DatabaseError as raised:
        error = (DatabaseError, raised, raised.__traceback__)
    told = line(
        logging.LogRecord(
            "django.request", logging.ERROR, "", 0, "Internal Server Error: %s", ("/x/",), error
        )
    )
    assert told["error"] == ["django.db.utils.DatabaseError", "psycopg.errors.NotNullViolation"]
    assert any("test_logs.py" in place for place in told["where"])
    assert not any(word in json.dumps(told, ensure_ascii=False) for word in TOWN)


def test_an_address_and_what_was_looked_up_are_not_told() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/find/?q=山田"), None
    )
    assert line(record)["what"] == "%s: %s"


def test_what_a_town_full_of_people_reads_and_mistypes_leaves_no_name_in_the_log(
    town: World, capfd: pytest.CaptureFixture[str]
) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter())
    logging.getLogger().addHandler(handler)
    try:
        sato = town.client("sato")
        for path in ("/", "/cases/", "/find/?q=山田", "/cases/山田花子/", "/people/山田/", "/forms/"):
            sato.get(path)
        sato.post("/find/", {"q": "山田 花子"})
        town.client("ito").get("/cases/?q=山田 花子")
    finally:
        logging.getLogger().removeHandler(handler)
    written = capfd.readouterr().err
    assert '"status": 404' in written
    assert not any(word in written for word in TOWN)


def test_an_instant_is_told_in_utc_and_a_line_stays_one_line() -> None:
    """What somebody sends in a header or an address cannot begin a line of its own."""
    sent = 'x\n{"at": "2026-01-01", "level": "INFO", "what": "all is well"}\r\n\x1b[2J'
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, sent, (), None)
    told = line(record)
    assert datetime.fromisoformat(str(told["at"])).utcoffset() == timedelta(0)
    assert told["what"] == sent
    assert told["level"] == "WARNING"


@pytest.mark.parametrize("told", [settings.LOGGING, gunicorn.logconfig_dict])
def test_a_log_goes_to_where_the_operator_reads_and_nowhere_else(told: dict[str, Any]) -> None:
    """Standard error, line by line in the one form, of whatever part; no file, no mail, no other machine."""
    assert {name: one["class"] for name, one in told["handlers"].items()} == {
        "console": "logging.StreamHandler"
    }
    assert told["handlers"]["console"]["formatter"] == "private"
    assert {one["()"] for one in told["formatters"].values()} == {"config.logs.PrivateFormatter"}
    assert settings.ADMINS == settings.MANAGERS == []
