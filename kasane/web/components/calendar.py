"""A calendar's days, whatever stands on them, and the day in its address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from kasane.rules.timing import holiday_name, is_business_day

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Day(Generic[Entry]):
    """One day as a calendar shows it; `is_outside` where it only fills up the week."""

    on: date
    is_today: bool
    is_closed: bool
    is_outside: bool
    holiday: str
    lines: list[Entry]


def days_of(
    days: Iterable[date],
    lines: list[Entry],
    *,
    day_of: Callable[[Entry], date],
    today: date,
    month: int | None = None,
) -> list[Day[Entry]]:
    """Each day with what stands on it; with a month, the days of others are marked."""
    return [
        Day(
            day,
            day == today,
            not is_business_day(day),
            month is not None and day.month != month,
            holiday_name(day),
            [line for line in lines if day_of(line) == day],
        )
        for day in days
    ]


def week_of(day: date) -> list[date]:
    """The week of a day, from its Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def weeks_between(first: date, last: date) -> list[date]:
    """Whole weeks that hold two days and all between them."""
    start, end = week_of(first)[0], week_of(last)[-1]
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def day_in(text: str) -> date | None:
    """A day from an address; None when it is none, or too far from the days of offices."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
