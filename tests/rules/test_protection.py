"""支援措置: at most a year at a time."""

from datetime import date

import pytest

from kasane.rules.protection import last_day, may_run

BEGINS = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("ends", "is_allowed"),
    [(BEGINS, True), (date(2027, 3, 31), True), (date(2027, 4, 1), False), (date(2026, 3, 31), False)],
)
def test_a_protection_runs_a_year_at_most(ends: date, is_allowed: bool) -> None:
    verdict = may_run(valid_from=BEGINS, valid_to=ends)
    assert bool(verdict) is is_allowed
    assert is_allowed or verdict.basis == "住民基本台帳事務処理要領 第5-10"


def test_its_last_day_is_the_day_before_the_year_is_round() -> None:
    assert last_day(BEGINS) == date(2027, 3, 31)
    assert last_day(date(2024, 2, 29)) == date(2025, 2, 27)
