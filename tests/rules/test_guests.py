"""Who may be invited by name, and what a link says: every combination."""

from itertools import product

import pytest

from kasane.rules.guests import SAYS, Standing, may_enter, may_invite_by_name
from kasane.rules.sittings import IS_AHEAD, SittingState


@pytest.mark.parametrize("state", SittingState)
def test_somebody_is_invited_only_when_everything_is_there(state: SittingState) -> None:
    for is_host, name, has_body, is_called in product(
        (True, False), ("小川 望", " "), (True, False), (True, False)
    ):
        verdict = may_invite_by_name(
            is_host=is_host, state=state, name=name, has_body=has_body, is_called_already=is_called
        )
        expected = is_host and state in IS_AHEAD and name == "小川 望" and has_body and not is_called
        assert bool(verdict) is expected
        assert bool(verdict.remedy) is not expected


@pytest.mark.parametrize("standing", Standing)
def test_a_link_opens_in_one_standing_and_says_why_not_in_the_others(standing: Standing) -> None:
    verdict = may_enter(standing)
    assert bool(verdict) is (standing is Standing.CODE)
    assert standing is Standing.CODE or (verdict.reason, verdict.remedy) == SAYS[standing]
