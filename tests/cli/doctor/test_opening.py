"""How the installation is reached: a demonstration may be open, a real city may not."""

from datetime import UTC, datetime, timedelta

import pytest

from kasane.cli.doctor import opening
from kasane.cli.doctor.lines import Mark

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CLOSED = {"is_provided": True, "is_demo": False, "demo_accounts": 0}


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({}, "○"),
        ({"demo_accounts": 1}, "×"),
        ({"is_demo": True, "demo_accounts": 12}, "△"),
        ({"is_provided": False}, "△"),
    ],
)
def test_no_account_of_the_demonstration_in_a_real_city(changed: dict[str, int], mark: str) -> None:
    told: dict[str, int] = CLOSED | changed
    assert opening.demonstration(**told).mark is Mark(mark)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hosts", "real", "demo"),
    [
        (["kasane.city.example"], "○", "○"),
        (["127.0.0.1", "kasane.city.example"], "○", "○"),
        (["127.0.0.1", "localhost"], "×", "○"),
        ([""], "×", "○"),
        (["kasane.city.example", "*"], "×", "×"),
    ],
)
def test_the_names_it_answers_to(hosts: list[str], real: str, demo: str) -> None:
    assert opening.hosts(hosts, is_demo=False).mark is Mark(real)
    assert opening.hosts(hosts, is_demo=True).mark is Mark(demo)


def test_https() -> None:
    marks = {
        (is_on, is_demo): opening.https(is_on, is_demo=is_demo).mark.value
        for is_on in (True, False)
        for is_demo in (True, False)
    }
    assert marks == {(True, True): "○", (True, False): "○", (False, True): "△", (False, False): "×"}


def test_behind_https_stands_a_server_whose_number_is_told() -> None:
    told = {
        (number, is_https): line and line.mark.value
        for number in (0, 1)
        for is_https in (True, False)
        for line in [opening.proxies(number, is_https=is_https)]
    }
    assert told == {(0, True): "△", (0, False): None, (1, True): "○", (1, False): "○"}


@pytest.mark.parametrize(
    ("left", "mark"),
    [
        (30 * DAY, "○"),
        (30 * DAY - timedelta(seconds=1), "△"),
        (timedelta(seconds=1), "△"),
        (0 * DAY, "×"),
        (None, "△"),
    ],
)
def test_the_end_of_the_certificate(left: timedelta | None, mark: str) -> None:
    line = opening.certificate(None if left is None else NOW + left, source="/etc/tls/kasane.pem", now=NOW)
    assert line is not None
    assert line.mark is Mark(mark)


def test_without_a_certificate_to_look_at_there_is_no_line() -> None:
    assert opening.certificate(None, source="", now=NOW) is None


@pytest.mark.parametrize(
    ("is_local", "is_encrypted", "sslmode", "mark"),
    [
        (True, False, "prefer", "○"),
        (False, True, "verify-full", "○"),
        (False, True, "verify-ca", "○"),
        (False, True, "require", "△"),
        (False, True, "prefer", "△"),
        (False, False, "prefer", "×"),
    ],
)
def test_the_way_to_the_database(is_local: bool, is_encrypted: bool, sslmode: str, mark: str) -> None:
    line = opening.way_to_database(is_local=is_local, is_encrypted=is_encrypted, sslmode=sslmode)
    assert line.mark is Mark(mark)
