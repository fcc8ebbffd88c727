"""Days of a series: the same weekday, the same week of the month, and what holidays do to them."""

from datetime import date

import pytest

from kasane.rules.recurrence import Every, OnHoliday, days_of, may_recur
from kasane.rules.timing import is_business_day

LATER, SKIP = OnHoliday.LATER, OnHoliday.SKIP


def test_every_week_and_every_second_week_keep_the_weekday() -> None:
    week = days_of(date(2026, 6, 2), Every.WEEK, date(2026, 6, 30), LATER)
    assert week == tuple(date(2026, 6, day) for day in (2, 9, 16, 23, 30))
    assert days_of(date(2026, 6, 2), Every.TWO_WEEKS, date(2026, 6, 30), LATER) == week[::2]
    assert days_of(date(2026, 6, 2), Every.WEEK, date(2026, 6, 29), LATER) == week[:-1]


def test_the_third_tuesday_stays_the_third_tuesday() -> None:
    days = days_of(date(2026, 4, 21), Every.MONTH, date(2027, 3, 31), LATER)
    assert len(days) == 12
    assert all(day.weekday() == 1 and 15 <= day.day <= 21 for day in days)


def test_a_fifth_monday_is_held_only_where_a_month_has_one() -> None:
    days = days_of(date(2026, 6, 29), Every.MONTH, date(2026, 12, 31), LATER)
    assert days == (date(2026, 6, 29), date(2026, 8, 31), date(2026, 11, 30))


def test_a_closed_day_is_moved_or_left_out_as_chosen() -> None:
    """2026-05-04 to 06 are holidays, and 2026-12-29 to 2027-01-03 the turn of the year."""
    moved = days_of(date(2026, 4, 27), Every.WEEK, date(2026, 5, 11), LATER)
    assert moved == (date(2026, 4, 27), date(2026, 5, 7), date(2026, 5, 11))
    left = days_of(date(2026, 4, 27), Every.WEEK, date(2026, 5, 11), SKIP)
    assert left == (date(2026, 4, 27), date(2026, 5, 11))
    turn = days_of(date(2026, 12, 22), Every.WEEK, date(2026, 12, 29), LATER)
    assert turn == (date(2026, 12, 22), date(2027, 1, 4))


@pytest.mark.parametrize("every", Every)
@pytest.mark.parametrize("on_holiday", OnHoliday)
def test_no_day_is_twice_none_is_closed_and_they_rise(every: Every, on_holiday: OnHoliday) -> None:
    for start in (date(2026, 4, 1), date(2026, 4, 29), date(2026, 8, 31), date(2026, 12, 31)):
        days = days_of(start, every, date(2027, 3, 31), on_holiday)
        assert list(days) == sorted(set(days))
        assert all(is_business_day(day) for day in days)


@pytest.mark.parametrize(
    ("until", "count", "may"),
    [(date(2027, 4, 1), 2, True), (date(2027, 4, 2), 2, False), (date(2026, 4, 8), 1, False)],
)
def test_a_series_has_two_days_within_a_year(until: date, count: int, may: bool) -> None:
    days = (date(2026, 4, 1), date(2026, 4, 8))[:count]
    assert bool(may_recur(first=date(2026, 4, 1), until=until, days=days)) is may
