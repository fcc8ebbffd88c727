"""Dates of the Japanese calendar: written with weekday, read strictly, and read in part."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import NoReturn

WEEKDAYS = "月火水木金土日"
EXAMPLE = "「令和8年4月1日」「R8.4.1」「2026-04-01」のように書いてください。"
PARTIAL_EXAMPLE = "「昭和20年3月」「昭和20年頃」「S20」のように、分かるところまで書いてください。"


@dataclass(frozen=True)
class Era:
    """元号: its letter and its first day; the last day is the one before the next era's."""

    name: str
    letter: str
    first_day: date

    @property
    def last_day(self) -> date:
        """The last day of the era; of the current one, the last day a date can hold."""
        following = ERAS.index(self) - 1
        return date.max if following < 0 else ERAS[following].first_day - timedelta(days=1)


# 明治 counts from 6年: until 5年12月 the calendar was lunar (明治5年太政官布告第337号). 昭和64年政令第1号 and
# 平成30年政令第302号 begin 平成 and 令和; 大正 and 昭和 begin on the day of their 詔書.
ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1873, 1, 1)),
)
_FIRST_YEARS = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "明治": 1868}
_BY_MARK = {mark: era for era in ERAS for mark in (era.name, era.name[0], era.letter)}

_YEAR = rf"(?:(?P<era>{'|'.join(_BY_MARK)})(?P<nth>\d{{1,3}}|元)|(?P<western>\d{{4}}))"
_WEEKDAY = rf"(?:\((?P<weekday>[{WEEKDAYS}])(?:曜日?)?\))?"
_DATE = re.compile(rf"{_YEAR}(?:年|[./-])(?P<month>\d{{1,2}})(?:月|[./-])(?P<day>\d{{1,2}})日?{_WEEKDAY}")
_PARTIAL = re.compile(
    rf"(?:{_YEAR}(?:年|[./-]|(?=$|頃))|生?年?月?日?(?:不詳|不明))"
    r"(?:(?P<month>\d{1,2})(?:月|[./-]|(?=$|頃)))?(?:(?P<day>\d{1,2})日?)?"
    r"(?P<rest>(?:生?月?日?(?:不詳|不明))?)(?P<about>頃?)"
)


@dataclass(frozen=True)
class PartialDate:
    """A birthday known in part: what is not known is None; `is_about` when the year was given as 頃."""

    year: int | None
    month: int | None
    day: int | None
    is_about: bool = False

    @property
    def whole(self) -> date | None:
        """The day itself, when all of it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def wareki(day: date) -> str:
    """The date as 令和8年11月24日（火）; ValueError before 1873, when the calendar was lunar."""
    return f"{wareki_plain(day)}（{WEEKDAYS[day.weekday()]}）"


def wareki_plain(day: date) -> str:
    """The date as 昭和20年3月5日, for a birthday, whose weekday tells nobody anything."""
    return f"{_era_of(day).name}{era_year(day)}年{day.month}月{day.day}日"


def wareki_short(day: date) -> str:
    """The date as R8.11.24; ValueError before 1873, when the calendar was lunar."""
    era = _era_of(day)
    return f"{era.letter}{day.year - _FIRST_YEARS[era.name] + 1}.{day.month}.{day.day}"


def wareki_year(day: date) -> str:
    """The year a date lies in, as 令和8年 or 令和元年; ValueError before 1873."""
    return f"{_era_of(day).name}{era_year(day)}年"


def era_year(day: date) -> str:
    """The year within its era as written: 元 for the first, else digits; ValueError before 1873."""
    nth = day.year - _FIRST_YEARS[_era_of(day).name] + 1
    return "元" if nth == 1 else str(nth)


def parse_date(text: str) -> date:
    """The date written as 令和8年4月1日, R8.4.1, S20/3/5, 2026-04-01 or 2026/4/1, full-width or not.

    A weekday in brackets is checked. Raises ValueError with a Japanese sentence for what cannot be read, a
    day that does not exist, and a day outside the named era (昭和65年), telling what to write instead.
    """
    found = _DATE.fullmatch(_plain(text))
    if not found:
        raise ValueError(f"「{text}」は日付として読めません。{EXAMPLE}")
    day = _existing(text, _year(found), int(found["month"]), int(found["day"]))
    if (mark := found["era"]) and not _BY_MARK[mark].first_day <= day <= _BY_MARK[mark].last_day:
        _refuse_era(text, _BY_MARK[mark], f"「{_without_weekday(day)}」")
    if (weekday := found["weekday"]) and weekday != WEEKDAYS[day.weekday()]:
        raise ValueError(
            f"「{text}」の曜日が合いません。{_without_weekday(day)}は{WEEKDAYS[day.weekday()]}曜日です。"
            "日付か曜日を直してください。"
        )
    return day


def parse_partial(text: str) -> PartialDate:
    """A birthday as far as it is known: 昭和20年頃, S20, 昭和20年3月, 年不詳, or a full date.

    Raises ValueError with a Japanese sentence as `parse_date` does, for the parts that are given.
    """
    plain = _plain(text)
    if _DATE.fullmatch(plain):
        day = parse_date(text)
        return PartialDate(day.year, day.month, day.day)
    found = _PARTIAL.fullmatch(plain.replace("ごろ", "頃").replace("ころ", "頃"))
    if not found:
        raise ValueError(f"「{text}」は生年月日として読めません。{PARTIAL_EXAMPLE}")
    year = _year(found) if found["era"] or found["western"] else None
    month, day_of_month = (int(found[part]) if found[part] else None for part in ("month", "day"))
    known = PartialDate(year, month, day_of_month, is_about=bool(found["about"]))
    _check_parts(text, known)
    if found["era"]:
        _check_era(text, _BY_MARK[found["era"]], known)
    return known


def _plain(text: str) -> str:
    """Half-width, without spaces, era letters in capitals, every dash a hyphen."""
    return re.sub(r"[‐‑–—―−ー]", "-", unicodedata.normalize("NFKC", text)).upper().replace(" ", "")


def _year(found: re.Match[str]) -> int:
    if found["western"]:
        return int(found["western"])
    nth = 1 if found["nth"] == "元" else int(found["nth"])
    return _FIRST_YEARS[_BY_MARK[found["era"]].name] + nth - 1


def _existing(text: str, year: int, month: int, day: int) -> date:
    try:
        existing = date(year, month, day)
    except ValueError:
        raise ValueError(f"「{text}」という日はありません。月と日を確かめて、{EXAMPLE}") from None
    _era_of(existing)
    return existing


def _era_of(day: date) -> Era:
    for era in ERAS:
        if day >= era.first_day:
            return era
    raise ValueError(
        f"{day.year}年は扱えません。明治6年（1873年）より前は旧暦です。1873年1月1日以後の日付を書いてください。"
    )


def _check_parts(text: str, known: PartialDate) -> None:
    """Refuse a day without its month, and a day that no calendar has (29 February may be of any year)."""
    if known.day and not known.month:
        raise ValueError(f"「{text}」は月が分かりません。{PARTIAL_EXAMPLE}")
    leap_year = 2000
    _existing(text, leap_year if known.year is None else known.year, known.month or 1, known.day or 1)


def _check_era(text: str, era: Era, known: PartialDate) -> None:
    """Refuse a year, or a month or day of it, that lies wholly outside the era."""
    year, month, day = known.year or MAXYEAR, known.month, known.day
    earliest = date(year, month or 1, day or 1)
    latest = date(year, month or 12, day or monthrange(year, month or 12)[1])
    if earliest > era.last_day or latest < era.first_day:
        within = earliest if earliest > era.last_day else latest
        parts = f"{month}月" * bool(month) + f"{day}日" * bool(day)
        _refuse_era(text, era, f"「{wareki_year(within)}{parts}」")


def _without_weekday(day: date) -> str:
    return wareki(day).partition("（")[0]


def _refuse_era(text: str, era: Era, instead: str) -> NoReturn:
    first = _without_weekday(era.first_day)
    until = "" if era.last_day == date.max else f"{_without_weekday(era.last_day)}まで"
    span = f"{first}から{until}".replace(era.name, "")
    raise ValueError(f"「{text}」はありません。{era.name}は{span}です。{instead}と書いてください。")
