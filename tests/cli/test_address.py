"""What an address says beside host and name reaches the connection: how the server is proven, which of several is meant."""

import pytest

from config.settings import connection


def test_nothing_of_an_address_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "KASANE_CONNECTION_APP",
        "host=db1,db2 port=5432,5433 dbname=kasane user=a password=b sslmode=verify-full target_session_attrs=read-write",
    )
    told = connection("app")
    assert (told["HOST"], told["PORT"], told["NAME"]) == ("db1,db2", "5432,5433", "kasane")
    options = told["OPTIONS"]
    assert isinstance(options, dict)
    assert options["sslmode"] == "verify-full"
    assert options["target_session_attrs"] == "read-write"
    assert options["server_side_binding"] is True
