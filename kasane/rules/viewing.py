"""見方の点検: which viewing the privacy officer should look into; nobody is accused by it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from zoneinfo import ZoneInfo

from kasane.rules.registry import rule
from kasane.rules.timing import is_business_day

TOKYO = ZoneInfo("Asia/Tokyo")
OPENS, CLOSES = time(7), time(21)


class Unusual(Enum):
    NAMESAKE = "namesake"
    MANY = "many"
    HOURS = "hours"

    @property
    def label(self) -> str:
        return {
            "namesake": "同じ姓の人の記録を見た",
            "many": "一日に多くのケースを見た",
            "hours": "時間外に見た",
        }[self.value]


@dataclass(frozen=True)
class HourOfViewing:
    """What one member of staff viewed within one hour; `namesakes` are cases of somebody of their own surname."""

    staff: int
    name: str
    desk: str
    hour: datetime
    cases: tuple[int, ...]
    namesakes: tuple[int, ...]


@dataclass(frozen=True)
class UnusualViewing:
    """One thing to look into: who, on which day, why it is listed, which cases."""

    kind: Unusual
    staff: int
    name: str
    desk: str
    day: date
    cases: tuple[int, ...]


@rule(
    "V-1",
    source="個人情報保護法66条1項",
    says="同じ姓の人の記録、一日に多くのケース、時間外の閲覧を挙げ、個人情報担当が確かめる。",
)
def unusual(hours: list[HourOfViewing], *, many: int) -> list[UnusualViewing]:
    """What is to be looked into, the newest day first; `many` is how many cases a day are too many."""
    days: dict[tuple[int, str, str, date], list[HourOfViewing]] = defaultdict(list)
    for hour in hours:
        days[hour.staff, hour.name, hour.desk, hour.hour.astimezone(TOKYO).date()].append(hour)
    found = [
        UnusualViewing(kind, *who, cases)
        for who, of_day in days.items()
        for kind, cases in _of_day(of_day, many)
        if cases
    ]
    return sorted(found, key=lambda one: (one.day, one.name), reverse=True)


def _of_day(hours: list[HourOfViewing], many: int) -> list[tuple[Unusual, tuple[int, ...]]]:
    seen = {case for hour in hours for case in hour.cases}
    return [
        (Unusual.NAMESAKE, _sorted({case for hour in hours for case in hour.namesakes})),
        (Unusual.MANY, _sorted(seen) if len(seen) >= many else ()),
        (Unusual.HOURS, _sorted({case for hour in hours if is_outside(hour.hour) for case in hour.cases})),
    ]


def is_outside(moment: datetime) -> bool:
    """Whether a moment lies outside the hours at which an office reads: 7 to 21 on business days."""
    local = moment.astimezone(TOKYO)
    return not is_business_day(local.date()) or not OPENS <= local.time() < CLOSES


def _sorted(cases: set[int]) -> tuple[int, ...]:
    return tuple(sorted(cases))
