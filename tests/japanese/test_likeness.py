"""Forms in which two writings of one person are equal, and two persons are not."""

from datetime import date

import pytest

from kasane.japanese.likeness import born_between, name_likeness, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ゆうこ", "ゆーこ"),
        ("ユウコ", "ゆうこ"),
        ("ﾕｳｺ", "ゆうこ"),
        ("おおの", "おうの"),
        ("けいこ", "けえこ"),
        ("きょうこ", "きようこ"),
        ("ゆうこ", "ゆこ"),
    ],
)
def test_one_reading_however_its_long_vowels_are_written(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("かおり", "かほり"), ("ゆうき", "ゆうこ"), ("けんじ", "けんいち")]
)
def test_two_readings_stay_two(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_the_order_of_the_parts_and_the_space_between_them_do_not_matter() -> None:
    usual = name_likeness("佐藤 恵", "さとう めぐみ")
    for name, kana in (
        ("恵 佐藤", "めぐみ さとう"),
        ("佐藤恵", "さとうめぐみ"),
        ("佐藤　恵", "サトウ メグミ"),
    ):
        other = name_likeness(name, kana)
        assert (other.letters, other.sounds) == (usual.letters, usual.sounds)


def test_variant_kanji_are_one_and_a_name_that_is_not_divided_has_no_given_part() -> None:
    assert name_likeness("渡邉 恵", "").name == name_likeness("渡辺 惠", "").name
    assert name_likeness("佐藤恵", "さとうめぐみ").given_name == ""
    assert name_likeness("佐藤 恵", "さとう めぐみ").given_kana == "めぐみ"


def test_a_birthday_lies_between_the_days_it_can_have_been() -> None:
    on = date(2026, 11, 24)

    def between(**known: object) -> tuple[date, date] | None:
        told = {"birth_on": None, "year": None, "month": None, "about_age": None} | known
        return born_between(**told, on=on)  # type: ignore[arg-type]

    assert between(birth_on=date(1944, 3, 14)) == (date(1944, 3, 14), date(1944, 3, 14))
    assert between(year=1944) == (date(1944, 1, 1), date(1944, 12, 31))
    assert between(year=1944, month=12) == (date(1944, 12, 1), date(1944, 12, 31))
    assert between(year=1944, month=2) == (date(1944, 2, 1), date(1944, 2, 29))
    assert between(about_age=80) == (date(1943, 11, 25), date(1948, 11, 24))
    assert between() is None


def test_about_eighty_leaves_room_for_seventy_eight_and_eighty_two() -> None:
    first, last = born_between(birth_on=None, year=None, month=None, about_age=80, on=date(2026, 11, 24)) or (
        date.max,
        date.min,
    )
    assert first <= date(1944, 6, 1) <= last
    assert first <= date(1948, 6, 1) <= last
    assert not first <= date(1949, 6, 1) <= last
