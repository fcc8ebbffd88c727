"""緊急の閲覧: what must be said first, and who judges it."""

import itertools

import pytest

from kasane.rules.emergency import may_be_reviewed, may_begin

WHOLE = {
    "name": "山田 花子",
    "address": "南湖1-2-3",
    "danger": "life",
    "reason": "倒れており、持病を伝えたい",
}


def test_with_everything_said_it_may_begin() -> None:
    assert may_begin(**WHOLE)


@pytest.mark.parametrize("missing", WHOLE)
def test_with_one_thing_unsaid_it_may_not(missing: str) -> None:
    verdict = may_begin(**{**WHOLE, missing: " " if missing != "danger" else ""})
    assert not verdict
    assert verdict.remedy


def test_a_finding_is_made_once_by_somebody_else_with_words() -> None:
    for is_reviewed, is_own, words in itertools.product((True, False), (True, False), ("", "聞いた")):
        fits = not is_reviewed and not is_own and words != ""
        assert bool(may_be_reviewed(is_reviewed=is_reviewed, is_own=is_own, words=words)) is fits
