"""How far an item has come, and what may still be done with it: every state with every move."""

from itertools import product

import pytest

from kasane.rules.items import ITEM_TABLE, REFUSED, ItemMove, ItemState, item_state, may_go_on

ENDED = (ItemState.DECIDED, ItemState.DEFERRED, ItemState.RESUMED)


def test_the_table_has_no_gaps() -> None:
    assert ITEM_TABLE.gaps() == ()


@pytest.mark.parametrize(("state", "move"), list(product(ItemState, ItemMove)))
def test_what_may_be_done_with_an_item(state: ItemState, move: ItemMove) -> None:
    """It is decided or carried over once, taken up again once, and what was said is always written down."""
    expected = {
        ItemMove.WRITE: True,
        ItemMove.DECIDE: state not in ENDED,
        ItemMove.DEFER: state not in ENDED,
        ItemMove.RESUME: state is ItemState.DEFERRED,
    }[move]
    verdict = may_go_on(move, state)
    assert bool(verdict) is expected
    if not verdict:
        assert state.label in verdict.reason
        assert REFUSED[move][0] in verdict.reason
        assert verdict.remedy


@pytest.mark.parametrize(("begun", "decided", "deferred", "resumed"), list(product((False, True), repeat=4)))
def test_how_far_an_item_has_come(begun: bool, decided: bool, deferred: bool, resumed: bool) -> None:
    told = item_state(is_begun=begun, is_decided=decided, is_deferred=deferred, is_resumed=resumed)
    wanted = [
        (resumed, ItemState.RESUMED),
        (deferred, ItemState.DEFERRED),
        (decided, ItemState.DECIDED),
        (begun, ItemState.BEGUN),
        (True, ItemState.TO_DO),
    ]
    assert told is next(state for holds, state in wanted if holds)
