"""To whom a 伝言 may be written (B-1)."""

import pytest

from kasane.rules.messages import may_be_left

MOTHER = frozenset({1})


@pytest.mark.parametrize(
    ("text", "is_to_own_desk", "concerns", "is_allowed"),
    [
        ("水曜に", True, frozenset(), True),
        ("水曜に", True, MOTHER, True),
        ("水曜に", False, MOTHER, True),
        ("水曜に", False, frozenset(), False),
        ("", True, MOTHER, False),
        (" 　\n", False, MOTHER, False),
    ],
)
def test_may_be_left(text: str, is_to_own_desk: bool, concerns: frozenset[int], is_allowed: bool) -> None:
    verdict = may_be_left(text=text, is_to_own_desk=is_to_own_desk, concerns=concerns)
    assert bool(verdict) is is_allowed
    assert is_allowed or verdict.remedy
