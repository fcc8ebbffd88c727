"""What was said to be over, taken back: on its day, and only while nothing stands upon it (U-1)."""

from datetime import date, timedelta

import pytest

from kasane.rules.undoing import may_be_taken_back

TODAY = date(2026, 11, 25)


def test_what_was_done_today_is_taken_back_today() -> None:
    assert may_be_taken_back(done_on=TODAY, today=TODAY)


@pytest.mark.parametrize("days", [-1, 1, 365])
def test_on_any_other_day_it_is_not(days: int) -> None:
    verdict = may_be_taken_back(done_on=TODAY, today=TODAY + timedelta(days=days))
    assert not verdict
    assert "その日のうち" in verdict.sentence


def test_what_was_already_taken_back_is_not_taken_back_again() -> None:
    assert "すでに戻されています" in may_be_taken_back(done_on=None, today=TODAY).sentence


@pytest.mark.parametrize("done_on", [TODAY, TODAY - timedelta(days=1)])
def test_what_something_newer_stands_upon_stays(done_on: date) -> None:
    assert "新しいこと" in may_be_taken_back(done_on=done_on, today=TODAY, is_newest=False).sentence
