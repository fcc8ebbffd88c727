"""Days known in part: stored, spoken, compared."""

from datetime import date

import pytest

from kasane.japanese.partial import code_of, earliest, is_after, latest, order, read, spoken, written
from kasane.japanese.wareki import parse_partial


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        ("昭和60年頃", "1985~", "昭和60年頃"),
        ("S60.3", "1985-03", "昭和60年3月"),
        ("平成元年", "1989", "平成元年"),
        ("R8.4.1", "2026-04-01", "令和8年4月1日（水）"),
        ("2018年2月", "2018-02", "平成30年2月"),
    ],
)
def test_what_was_told_is_stored_and_said_again(told: str, code: str, said: str) -> None:
    assert code_of(parse_partial(told)) == code
    assert spoken(code) == said
    assert code_of(parse_partial(written(code))) == code


def test_a_year_must_be_known() -> None:
    with pytest.raises(ValueError, match="年がわからない"):
        code_of(parse_partial("不詳3月"))


@pytest.mark.parametrize("code", ["", "85", "1985-3", "1985-03-14T", "~1985"])
def test_anything_else_is_no_day(code: str) -> None:
    with pytest.raises(ValueError, match="日付の記録ではありません"):
        read(code)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024~", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_it_may_mean_from_its_first_to_its_last_day(code: str, first: date, last: date) -> None:
    assert (earliest(code), latest(code)) == (first, last)


@pytest.mark.parametrize(
    ("one", "other", "is_surely"),
    [
        ("2001", "2000", True),
        ("2000-03", "2000", False),
        ("2000-03", "2000-02", True),
        ("2001~", "2000", False),
        ("2001", "2000~", False),
        ("", "2000", False),
        ("2001", "", False),
    ],
)
def test_after_is_said_only_where_it_is_sure(one: str, other: str, is_surely: bool) -> None:
    assert is_after(one, other) is is_surely


def test_what_is_not_known_comes_first() -> None:
    assert sorted(["2000-03", "", "1999~", "2000"], key=order) == ["", "1999~", "2000", "2000-03"]


def test_nothing_is_said_of_nothing() -> None:
    assert spoken("") == ""
