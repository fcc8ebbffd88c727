"""A month of a fiscal year, or the whole of it, as it is asked for in an address."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from kasane.japanese.ages import fiscal_year, fiscal_year_label
from kasane.japanese.wareki import wareki_year

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
EARLIEST = 1990


@dataclass(frozen=True)
class Period:
    """`month` is None for the whole fiscal year; `first` and `last` are its days."""

    year: int
    month: int | None
    first: date
    last: date

    @property
    def label(self) -> str:
        year = fiscal_year_label(self.year)
        return f"{year}（全部）" if self.month is None else f"{wareki_year(self.last)}{self.month}月"

    @property
    def query(self) -> str:
        return f"year={self.year}&month={self.month or 'all'}"


def period_of(year: int, month: int | None) -> Period:
    if month is None:
        return Period(year, None, date(year, 4, 1), date(year + 1, 3, 31))
    calendar_year = year if month >= MONTHS[0] else year + 1
    last = monthrange(calendar_year, month)[1]
    return Period(year, month, date(calendar_year, month, 1), date(calendar_year, month, last))


def period_in(asked: QueryDict, today: date, *, may_be_year: bool = True) -> Period:
    """What an address asks for; the present month when it asks for nothing that is one."""
    now, told_month = fiscal_year(today), asked.get("month", "")
    told_year = asked.get("year", "")
    year = int(told_year) if told_year.isdecimal() and EARLIEST <= int(told_year[:6]) <= now + 1 else now
    if told_month == "all" and may_be_year:
        return period_of(year, None)
    month = int(told_month) if told_month.isdecimal() and int(told_month[:3]) in MONTHS else today.month
    return period_of(year, month)


def years_to_choose(first: int, today: date) -> list[tuple[int, str]]:
    """Fiscal years from the first on record to the present one, the newest first."""
    now = fiscal_year(today)
    return [(year, fiscal_year_label(year)) for year in range(now, min(max(first, EARLIEST), now) - 1, -1)]
