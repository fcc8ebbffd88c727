"""What the rules say in Python and what the database holds are the same tables."""

import pytest

from kasane.rules import copies, items, plans, referrals, sittings
from tests.world import World


def test_a_referral_moves_the_same_way_in_both(world: World) -> None:
    held = world.superuser.execute("select state, move, side, next_state from referral_moves()").fetchall()
    said = [
        (before.value, move.value, referrals.side_of(move).value, after.value)
        for before, move, after in referrals.TABLE.rows
    ]
    assert sorted(held) == sorted(said)


@pytest.mark.parametrize("state", referrals.ReferralState)
def test_something_is_waited_for_in_the_same_states_in_both(
    world: World, state: referrals.ReferralState
) -> None:
    assert world.one("select is_awaited(%s)", state.value) is (state in referrals.AWAITED)


def test_a_plan_moves_the_same_way_in_both(world: World) -> None:
    held = world.superuser.execute("select state, occasion, next_state from part_moves()").fetchall()
    said = [(before.value, occasion.value, after.value) for before, occasion, after in plans.PART_TABLE.rows]
    assert sorted(held) == sorted(said)


@pytest.mark.parametrize("occasion", plans.Occasion)
def test_an_occasion_needs_the_same_matters_in_both(world: World, occasion: plans.Occasion) -> None:
    assert world.one("select required_matters(%s)", occasion.value) == list(plans.MATTERS[occasion])


def test_a_copy_goes_the_same_way_in_both(world: World) -> None:
    held = world.superuser.execute("select state, move, next_state from copy_moves()").fetchall()
    said = [(before.value, move.value, after.value) for before, move, after in copies.COPY_TABLE.rows]
    assert sorted(held) == sorted(said)


def test_a_sitting_proceeds_the_same_way_in_both(world: World) -> None:
    held = world.superuser.execute("select state, move, next_state from sitting_moves()").fetchall()
    said = [(before.value, move.value, after.value) for before, move, after in sittings.SITTING_TABLE.rows]
    assert sorted(held) == sorted(said)


def test_an_item_goes_on_the_same_way_in_both(world: World) -> None:
    held = world.superuser.execute("select state, move, next_state from item_moves()").fetchall()
    said = [(before.value, move.value, after.value) for before, move, after in items.ITEM_TABLE.rows]
    assert sorted(held) == sorted(said)
