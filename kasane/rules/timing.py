"""Days as offices count them: business days and months."""

import calendar
from datetime import date, timedelta

import jpholiday


def is_business_day(day: date) -> bool:
    """Whether offices are open: no weekend, no holiday, not 12/29 to 1/3 (行政機関の休日に関する法律1条)."""
    is_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not is_new_year and not jpholiday.is_holiday(day)


def holiday_name(day: date) -> str:
    """What a holiday is called; nothing on any other day."""
    return str(jpholiday.is_holiday_name(day) or "")


def add_business_days(day: date, count: int) -> date:
    """The business day `count` business days after a day; the first day does not count (民法140条)."""
    while count > 0:
        day += timedelta(days=1)
        if is_business_day(day):
            count -= 1
    return day


def business_days_before(day: date, count: int) -> date:
    """The business day `count` business days before a day; the day itself does not count."""
    while count > 0:
        day -= timedelta(days=1)
        if is_business_day(day):
            count -= 1
    return day


def business_days_between(start: date, end: date) -> int:
    """How many business days have passed after `start` up to and with `end`; 0 when `end` is not later."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(1 for day in days if is_business_day(day))


def add_months(day: date, count: int) -> date:
    """The same day `count` months later, or that month's last day (民法143条2項)."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
