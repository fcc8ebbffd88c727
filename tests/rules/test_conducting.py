"""Writing together, and the minutes that come of it."""

from itertools import product

import pytest

from kasane.rules.conducting import MOST, may_mark_read, may_revise_minutes, may_write_together
from kasane.rules.sittings import SittingState

WRITABLE = (SittingState.OPEN, SittingState.CONCLUDED)


@pytest.mark.parametrize(("state", "seen", "standing"), list(product(SittingState, (0, 1, 2), (0, 1, 2))))
def test_a_field_is_written_in_the_edition_it_was_read_at(
    state: SittingState, seen: int, standing: int
) -> None:
    verdict = may_write_together(state=state, seen=seen, standing=standing, letters=5)
    assert bool(verdict) is (state in WRITABLE and seen == standing)


def test_a_field_holds_so_much_and_no_letter_more() -> None:
    assert may_write_together(state=SittingState.OPEN, seen=0, standing=0, letters=MOST)
    assert "20,000字まで" in (
        may_write_together(state=SittingState.OPEN, seen=0, standing=0, letters=MOST + 1).sentence
    )


@pytest.mark.parametrize("state", list(SittingState))
def test_only_published_minutes_are_followed_by_a_version(state: SittingState) -> None:
    verdict = may_revise_minutes(state=state, text="直した", former="はじめ", reason="日付の誤り")
    assert bool(verdict) is (state is SittingState.PUBLISHED)


@pytest.mark.parametrize(
    ("text", "reason", "says"),
    [
        ("直した", " ", "直したわけが書かれていません。"),
        ("はじめ ", "日付の誤り", "いまの版と変わったところがありません。"),
        ("  ", "日付の誤り", "いまの版と変わったところがありません。"),
    ],
)
def test_a_version_needs_its_reason_and_a_change(text: str, reason: str, says: str) -> None:
    verdict = may_revise_minutes(state=SittingState.PUBLISHED, text=text, former="はじめ", reason=reason)
    assert says in verdict.sentence


@pytest.mark.parametrize(
    ("state", "called", "part"), list(product(SittingState, (True, False), (True, False)))
)
def test_who_takes_part_marks_published_minutes_as_read(
    state: SittingState, called: bool, part: bool
) -> None:
    verdict = may_mark_read(state=state, is_called=called, takes_part=part)
    assert bool(verdict) is (state is SittingState.PUBLISHED and called and part)
