"""Telephone numbers are digits with area code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.japanese.phones import normalise_phone


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("0467-82-1111", "0467821111"),
        ("０４６７（８２）１１１１", "0467821111"),
        ("0467ー82ー1111", "0467821111"),
        ("0467−82−1111", "0467821111"),
        ("+81 467-82-1111", "0467821111"),
        ("+81(0)90-1234-5678", "09012345678"),
        ("+8109012345678", "09012345678"),
        ("090 1234 5678", "09012345678"),
        ("050-1234-5678", "05012345678"),
        ("03-1234-5678", "0312345678"),
        ("0120-444-444", "0120444444"),
        ("0800-123-4567", "08001234567"),
        ("0570-064-556", "0570064556"),
    ],
)
def test_a_number_is_read_however_it_is_written(written: str, digits: str) -> None:
    assert normalise_phone(written) == digits


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("なし", "電話番号として読めません。数字とハイフンで書き、内線などは備考に書いてください。"),
        ("", "電話番号として読めません。"),
        ("0467-82-1111 内線234", "内線などは備考に書いてください。"),
        ("+1 212 555 0100", "電話番号として読めません。"),
        ("82-1111", "市外局番がありません。「0467-82-1111」のように市外局番から書いてください。"),
        ("0467-82-111", "桁数が合いません。固定電話は10桁、携帯電話は11桁の番号を書いてください。"),
        ("0467-82-11111", "桁数が合いません。"),
        ("090-1234-567", "桁数が合いません。"),
        ("0012345678", "桁数が合いません。"),
    ],
)
def test_nonsense_is_refused_with_what_to_write(written: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        normalise_phone(written)


@given(st.from_regex(r"0(467|3[1-9]|120)[0-9]{6}|0[789]0[0-9]{8}", fullmatch=True))
def test_digits_already_normal_stay(digits: str) -> None:
    if len(digits) == (11 if digits[2] == "0" and digits[1] in "789" else 10):
        assert normalise_phone(digits) == digits
