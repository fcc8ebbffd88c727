"""Ages, bands and fiscal years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.japanese.ages import age_band, age_on, fiscal_year, fiscal_year_label


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(1945, 3, 5), date(2026, 3, 4), 80),
        (date(1945, 3, 5), date(2026, 3, 5), 81),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 4, 1), date(2026, 4, 1), 0),
    ],
)
def test_a_person_grows_older_on_the_birthday(birth: date, on: date, age: int) -> None:
    assert age_on(birth, on) == age


def test_a_birth_after_the_day_is_refused() -> None:
    with pytest.raises(ValueError, match="生年月日が基準日より後です。生年月日を確かめてください。"):
        age_on(date(2026, 4, 2), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "10歳未満"),
        (9, "10歳未満"),
        (10, "10歳代"),
        (80, "80歳代"),
        (89, "80歳代"),
        (99, "90歳代"),
        (100, "100歳以上"),
    ],
)
def test_an_age_lies_in_a_band_of_ten(age: int, band: str) -> None:
    assert age_band(age) == band


def test_a_negative_age_is_refused() -> None:
    with pytest.raises(ValueError, match="年齢は0歳以上の数で書いてください。"):
        age_band(-1)


def test_the_fiscal_year_begins_in_april() -> None:
    assert (fiscal_year(date(2026, 3, 31)), fiscal_year(date(2026, 4, 1))) == (2025, 2026)


@pytest.mark.parametrize(
    ("year", "label"), [(2026, "令和8年度"), (2019, "令和元年度"), (2018, "平成30年度"), (1989, "平成元年度")]
)
def test_a_fiscal_year_is_named_in_its_era(year: int, label: str) -> None:
    assert fiscal_year_label(year) == label


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_nobody_is_older_than_the_years_between(birth: date, on: date) -> None:
    birth, on = sorted((birth, on))
    assert on.year - birth.year - age_on(birth, on) in (0, 1)
