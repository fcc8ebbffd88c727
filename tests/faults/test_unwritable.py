"""Where what is seen and done cannot be recorded, nothing is shown and nothing is stored."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.faults.attempts import STORED
from tests.faults.load import NOTE, writers
from tests.faults.load.where import asked
from tests.faults.place import Place

NAME = "石川"


@contextmanager
def locked(superuser: psycopg.Connection) -> Iterator[None]:
    """Somebody holds the record of seeing for themselves."""
    with superuser.transaction():
        superuser.execute("lock table audit_auditrow in access exclusive mode")
        yield


@contextmanager
def forbidden(superuser: psycopg.Connection) -> Iterator[None]:
    """Nobody may add a row to it."""
    superuser.execute("revoke insert on audit_auditrow from kasane_owner")
    try:
        yield
    finally:
        superuser.execute("grant insert on audit_auditrow to kasane_owner")


@pytest.mark.parametrize("unwritable", [locked, forbidden])
def test_nothing_is_shown_and_nothing_is_stored(place: Place, unwritable: object) -> None:
    with place.served() as served, writers(place, served.port) as people, place.superuser() as superuser:
        sato = next(one for one in people if one.kind == NOTE)
        assert NAME in sato.browser.get("/cases/").text
        assert sato.act().answer == STORED
        count = "select count(*) from cases_note where text like '記録%%'"
        before = asked(place, count)
        with unwritable(superuser):  # type: ignore[operator]
            shown = sato.browser.get("/cases/")
            assert shown.status_code == 503
            assert "記録を残せなかったため、内容を表示しませんでした" in shown.text
            assert NAME not in shown.text
            refused = sato.act()
            assert refused.answer in ("500", "503")
            assert asked(place, count) == before
        assert NAME in sato.browser.get("/cases/").text, "as soon as it can be recorded, it is shown again"
        assert sato.act().answer == STORED
