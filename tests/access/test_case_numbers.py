"""A case number as it is read aloud and typed in again."""

import pytest

from kasane.access.ids import case_number, case_number_in

NUMBER = 1234567890123456789


def test_a_number_read_aloud_is_found_again() -> None:
    assert case_number_in(case_number(NUMBER)) == NUMBER


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_it_is_found_however_it_is_typed(typed: str) -> None:
    told = case_number(NUMBER)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in told)
    assert case_number_in(typed.format(told, told.lower().replace("-", ""), wide)) == NUMBER


@pytest.mark.parametrize("typed", ["", "山田", "4K7M-9QPD-3X2Y", "4K7M-9QPD-3X2YAA", "ILOU-ILOU-ILOUI"])
def test_what_is_no_number_leads_nowhere(typed: str) -> None:
    assert case_number_in(typed) is None
