"""Dates in 和暦 are written with weekday and read only when they exist."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.japanese.wareki import PartialDate, parse_date, parse_partial, wareki, wareki_short, wareki_year

DAYS = st.dates(min_value=date(1873, 1, 1), max_value=date(2900, 12, 31))


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 24), "令和8年11月24日（火）", "R8.11.24"),
        (date(2019, 5, 1), "令和元年5月1日（水）", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日（火）", "H31.4.30"),
        (date(1989, 1, 8), "平成元年1月8日（日）", "H1.1.8"),
        (date(1989, 1, 7), "昭和64年1月7日（土）", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日（土）", "S1.12.25"),
        (date(1926, 12, 24), "大正15年12月24日（金）", "T15.12.24"),
        (date(1912, 7, 30), "大正元年7月30日（火）", "T1.7.30"),
        (date(1912, 7, 29), "明治45年7月29日（月）", "M45.7.29"),
        (date(1873, 1, 1), "明治6年1月1日（水）", "M6.1.1"),
    ],
)
def test_a_date_is_written_in_its_era(day: date, long: str, short: str) -> None:
    assert (wareki(day), wareki_short(day)) == (long, short)
    assert parse_date(long) == parse_date(short) == day


def test_a_year_is_written_in_its_era() -> None:
    assert [wareki_year(date(year, 12, 31)) for year in (2018, 2019)] == ["平成30年", "令和元年"]


@pytest.mark.parametrize("write", [wareki, wareki_short, wareki_year])
def test_the_lunar_calendar_is_not_written(write: type[str]) -> None:
    with pytest.raises(ValueError, match="1872年は扱えません。明治6年（1873年）より前は旧暦です。"):
        write(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年4月1日", date(2026, 4, 1)),
        ("令和 8 年 4 月 1 日", date(2026, 4, 1)),
        ("Ｒ８．４．１", date(2026, 4, 1)),
        ("r8.4.1", date(2026, 4, 1)),
        ("㋿8年4月1日", date(2026, 4, 1)),
        ("令8.4.1", date(2026, 4, 1)),
        ("R8-4-1", date(2026, 4, 1)),
        ("S20/3/5", date(1945, 3, 5)),
        ("昭和20年3月5日", date(1945, 3, 5)),
        ("昭和２０年０３月０５日", date(1945, 3, 5)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("2026-04-01", date(2026, 4, 1)),
        ("2026/4/1", date(2026, 4, 1)),
        ("2026年4月1日(水)", date(2026, 4, 1)),
        ("2026−04−01", date(2026, 4, 1)),
        ("令和8年4月1日水曜日", None),
        ("令和8年4月1日（水曜日）", date(2026, 4, 1)),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(ValueError, match="日付として読めません"):
            parse_date(text)
    else:
        assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "昭和65年4月1日",
            "「昭和65年4月1日」はありません。昭和は元年12月25日から64年1月7日までです。"
            "「平成2年4月1日」と書いてください。",
        ),
        (
            "S64.1.8",
            "「S64.1.8」はありません。昭和は元年12月25日から64年1月7日までです。「平成元年1月8日」と書いてください。",
        ),
        (
            "昭和100年1月1日",
            "「昭和100年1月1日」はありません。昭和は元年12月25日から64年1月7日までです。"
            "「令和7年1月1日」と書いてください。",
        ),
        (
            "令和元年4月30日",
            "「令和元年4月30日」はありません。令和は元年5月1日からです。「平成31年4月30日」と書いてください。",
        ),
        (
            "令和8年11月24日（水）",
            "「令和8年11月24日（水）」の曜日が合いません。令和8年11月24日は火曜日です。日付か曜日を直してください。",
        ),
        (
            "令和8年2月29日",
            "「令和8年2月29日」という日はありません。月と日を確かめて、"
            "「令和8年4月1日」「R8.4.1」「2026-04-01」のように書いてください。",
        ),
        (
            "きのう",
            "「きのう」は日付として読めません。「令和8年4月1日」「R8.4.1」「2026-04-01」のように書いてください。",
        ),
        (
            "1872-12-31",
            "1872年は扱えません。明治6年（1873年）より前は旧暦です。1873年1月1日以後の日付を書いてください。",
        ),
        (
            "明治5年12月2日",
            "1872年は扱えません。明治6年（1873年）より前は旧暦です。1873年1月1日以後の日付を書いてください。",
        ),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_date(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "text", ["", "令和8年4月", "8.4.1", "20260401", "令和八年四月一日", "0000-01-01", "9999999-1-1"]
)
def test_what_is_no_whole_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="。"):
        parse_date(text)


@given(DAYS)
def test_a_written_date_reads_back_as_itself(day: date) -> None:
    assert parse_date(wareki(day)) == parse_date(wareki_short(day)) == parse_date(day.isoformat()) == day


@given(st.text(alphabet="令和昭S平R元年月日0123456789./-頃不詳（）火", max_size=14))
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    for read in (parse_date, parse_partial):
        try:
            read(text)
        except ValueError as refusal:
            assert str(refusal).endswith("。")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("昭和20年頃", PartialDate(1945, None, None, is_about=True)),
        ("S20ごろ", PartialDate(1945, None, None, is_about=True)),
        ("1945年頃", PartialDate(1945, None, None, is_about=True)),
        ("S20", PartialDate(1945, None, None)),
        ("ｓ２０", PartialDate(1945, None, None)),
        ("昭和20年", PartialDate(1945, None, None)),
        ("1945", PartialDate(1945, None, None)),
        ("昭和20年3月", PartialDate(1945, 3, None)),
        ("S20.3", PartialDate(1945, 3, None)),
        ("昭和20年3月頃", PartialDate(1945, 3, None, is_about=True)),
        ("昭和20年3月5日", PartialDate(1945, 3, 5)),
        ("昭和20年3月5日頃", PartialDate(1945, 3, 5, is_about=True)),
        ("昭和20年月日不詳", PartialDate(1945, None, None)),
        ("昭和20年3月日不詳", PartialDate(1945, 3, None)),
        ("年不詳", PartialDate(None, None, None)),
        ("生年月日不詳", PartialDate(None, None, None)),
        ("不明", PartialDate(None, None, None)),
        ("年不詳3月5日", PartialDate(None, 3, 5)),
        ("年不詳2月29日", PartialDate(None, 2, 29)),
        ("昭和64年", PartialDate(1989, None, None)),
        ("平成元年1月", PartialDate(1989, 1, None)),
        ("令和元年", PartialDate(2019, None, None)),
    ],
)
def test_a_birthday_is_read_as_far_as_it_is_known(text: str, known: PartialDate) -> None:
    assert parse_partial(text) == known


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("昭和65年", "「平成2年」と書いてください。"),
        ("昭和65年頃", "「平成2年」と書いてください。"),
        ("昭和64年2月", "「平成元年2月」と書いてください。"),
        ("昭和64年1月8日頃", "「平成元年1月8日」と書いてください。"),
        ("令和元年4月", "「平成31年4月」と書いてください。"),
        ("令和元年2月29日", "という日はありません。"),
        ("昭和20年13月", "という日はありません。"),
        ("年不詳2月30日", "という日はありません。"),
        ("年月不詳5日", "月が分かりません。"),
        ("明治3年", "旧暦です。"),
        ("昭和20年代", "のように、分かるところまで書いてください。"),
        ("", "のように、分かるところまで書いてください。"),
    ],
)
def test_a_part_that_cannot_be_is_refused(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        parse_partial(text)


@given(DAYS)
def test_a_whole_birthday_is_known_in_all_parts(day: date) -> None:
    assert parse_partial(wareki_short(day)) == PartialDate(day.year, day.month, day.day)
