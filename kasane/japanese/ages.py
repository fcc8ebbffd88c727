"""Ages and fiscal years."""

from datetime import date, timedelta

from kasane.japanese.wareki import wareki_year

FISCAL_YEAR_STARTS = 4


def age_on(birth: date, on: date) -> int:
    """Full years of age on a day; who was born on 29 February turns on 1 March in other years.

    Raises ValueError when the birth lies after the day. Source: 年齢計算ニ関スル法律, as desks count it:
    from the birthday itself, not from the end of the day before.
    """
    if birth > on:
        raise ValueError("生年月日が基準日より後です。生年月日を確かめてください。")
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_band(age: int) -> str:
    """The band of ten years as statistics write it: 10歳未満, 10歳代 … 90歳代, 100歳以上.

    Raises ValueError for a negative age.
    """
    if age < 0:
        raise ValueError("年齢は0歳以上の数で書いてください。")
    if age < 10:
        return "10歳未満"
    return f"{age // 10 * 10}歳代" if age < 100 else "100歳以上"


def fiscal_year(day: date) -> int:
    """The 年度 a day belongs to, by the western year of its April. Source: 地方自治法208条1項."""
    return day.year if day.month >= FISCAL_YEAR_STARTS else day.year - 1


def last_day_of_fiscal_year(day: date) -> date:
    """The day on which the 年度 of a day ends."""
    return date(fiscal_year(day) + 1, FISCAL_YEAR_STARTS, 1) - timedelta(days=1)


def fiscal_year_label(year: int) -> str:
    """年度 as 令和8年度; a year in which an era begins is its 元年度 (2019 → 令和元年度).

    Raises ValueError before 1873.
    """
    return f"{wareki_year(date(year, 12, 31))}度"
