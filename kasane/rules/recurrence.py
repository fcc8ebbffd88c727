"""Sittings held again and again: on which days, and what becomes of a day on which offices are closed."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from itertools import takewhile

from kasane.rules.timing import add_business_days, add_months, is_business_day
from kasane.rules.verdicts import Verdict, allowed, refused


class Every(Enum):
    """How often."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"

    @property
    def label(self) -> str:
        return {
            "week": "毎週、同じ曜日",
            "two_weeks": "2週に一度、同じ曜日",
            "month": "毎月、同じ週の同じ曜日（第3火曜など）",
        }[self.value]


class OnHoliday(Enum):
    """What becomes of a sitting whose day is no business day."""

    LATER = "later"
    SKIP = "skip"

    @property
    def label(self) -> str:
        return {"later": "次の開庁日に開く", "skip": "その回は開かない"}[self.value]


def days_of(first: date, every: Every, until: date, on_holiday: OnHoliday) -> tuple[date, ...]:
    """The days from the first on, none after `until`; one moved off a holiday may fall on the days after it."""
    days = takewhile(lambda day: day <= until, _steps(first, every))
    if on_holiday is OnHoliday.SKIP:
        return tuple(day for day in days if is_business_day(day))
    moved = (day if is_business_day(day) else add_business_days(day, 1) for day in days)
    return tuple(dict.fromkeys(moved))


def may_recur(*, first: date, until: date, days: tuple[date, ...]) -> Verdict:
    """Whether a series may be prepared at once: two sittings or more, within a year of the first."""
    if until > add_months(first, 12):
        return refused(
            "くり返しは、はじめの日から1年の間までです。",
            basis="",
            rule="",
            remedy="年度ごとに、あらためて招集してください。",
        )
    if len(days) < 2:
        return refused(
            "この日程では、2回以上になりません。",
            basis="",
            rule="",
            remedy="くり返しの最後の日を先にするか、「一回だけ」を選んでください。",
        )
    return allowed()


def _steps(first: date, every: Every) -> Iterator[date]:
    if every is not Every.MONTH:
        step = timedelta(weeks=1 if every is Every.WEEK else 2)
        day = first
        while True:
            yield day
            day += step
    week, month = (first.day - 1) // 7, first.replace(day=1)
    while True:
        day = month + timedelta(days=(first.weekday() - month.weekday()) % 7, weeks=week)
        # A month without a fifth such day has none.
        if day.month == month.month:
            yield day
        month = add_months(month, 1)
