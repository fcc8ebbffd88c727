"""Days known in part as they are stored (EDTF, ISO 8601-2: 1985, 1985-03, 1985-03-14, 1985~), spoken and compared."""

import re
from calendar import monthrange
from datetime import date

from kasane.japanese.wareki import PartialDate, wareki, wareki_year

_CODE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(~?)")
MONTHS = 12


def code_of(known: PartialDate) -> str:
    """The stored form; ValueError when not even the year is known."""
    if known.year is None:
        raise ValueError("年がわからない日付は、記録できません。")
    parts = [f"{known.year:04}", *(f"{part:02}" for part in (known.month, known.day) if part)]
    return "-".join(parts) + "~" * known.is_about


def code_of_day(day: date) -> str:
    return day.isoformat()


def read(code: str) -> PartialDate:
    """What a stored form says; ValueError for anything else."""
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"「{code}」は日付の記録ではありません。")
    year, month, day, about = found.groups()
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None, bool(about))


def spoken(code: str) -> str:
    """昭和60年頃, 昭和60年3月, 昭和60年3月14日（木）; empty for an empty one."""
    if not code:
        return ""
    known = read(code)
    if known.whole is not None:
        return wareki(known.whole) + "頃" * known.is_about
    month = f"{known.month}月" if known.month else ""
    return f"{wareki_year(latest(code))}{month}" + "頃" * known.is_about


def written(code: str) -> str:
    """As `spoken`, without the weekday: what a form shows to be corrected."""
    return re.sub(r"（.）", "", spoken(code))


def earliest(code: str) -> date:
    """The first day it may mean; of 頃 the first day of that year, which nobody can know better."""
    known = read(code)
    return date(known.year or 1, known.month or 1, known.day or 1)


def latest(code: str) -> date:
    """The last day it may mean."""
    known = read(code)
    year, month = known.year or 1, known.month or MONTHS
    return date(year, month, known.day or monthrange(year, month)[1])


def is_after(one: str, other: str) -> bool:
    """Whether one lies surely after the other, whatever days they mean; False where either is not known or 頃."""
    if not one or not other or read(one).is_about or read(other).is_about:
        return False
    return earliest(one) > latest(other)


def order(code: str) -> tuple[date, str]:
    """By which days known in part are sorted: what is not known comes first."""
    return (earliest(code) if code else date.min, code)
