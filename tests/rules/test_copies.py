"""M-7: a numbered copy goes only where its table leads, and one that does not come back is missed."""

from datetime import date, timedelta
from itertools import product

import pytest

from kasane.rules.copies import COPY_TABLE, CopyMove, CopyState, is_astray, may_move_copy

HELD = date(2026, 11, 20)


def test_the_table_is_whole_and_every_state_has_its_word() -> None:
    assert COPY_TABLE.gaps() == ()
    assert all(one.label for one in (*CopyState, *CopyMove))


@pytest.mark.parametrize(("state", "move"), list(product(CopyState, CopyMove)))
def test_a_copy_moves_as_the_table_says(state: CopyState, move: CopyMove) -> None:
    verdict = may_move_copy(move, state)
    assert bool(verdict) is (COPY_TABLE.next_state(state, move) is not None)
    assert verdict or (state.label in verdict.reason and move.label in verdict.reason)


@pytest.mark.parametrize("days_after", [0, 3, 4])
@pytest.mark.parametrize("state", list(CopyState))
def test_what_is_out_is_missed_from_the_fourth_day_and_what_is_lost_at_once(
    state: CopyState, days_after: int
) -> None:
    astray = is_astray(state, held_on=HELD, days=3, today=HELD + timedelta(days=days_after))
    assert astray is (state is CopyState.MISSING or (state is CopyState.HANDED_OUT and days_after == 4))
