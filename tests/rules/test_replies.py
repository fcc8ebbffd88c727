"""When somebody answers, and when an opinion is taken: every combination."""

from itertools import product

import pytest

from kasane.rules.replies import Answer, may_hand_in_opinion, may_reply
from kasane.rules.sittings import SittingState


@pytest.mark.parametrize("state", SittingState)
@pytest.mark.parametrize("answer", Answer)
def test_an_answer_between_notice_and_opening_and_a_deputy_by_name(
    state: SittingState, answer: Answer
) -> None:
    for note in ("", "原 拓"):
        expected = state is SittingState.INVITED and (answer is not Answer.PROXY or note != "")
        assert bool(may_reply(state=state, answer=answer, note=note)) is expected


@pytest.mark.parametrize("state", SittingState)
def test_an_opinion_of_who_is_called_has_pledged_and_takes_part(state: SittingState) -> None:
    for is_called, has_pledged, leaves, text in product(
        (True, False), (True, False), (True, False), ("意見", " ")
    ):
        verdict = may_hand_in_opinion(
            state=state, is_called=is_called, has_pledged=has_pledged, leaves_item=leaves, text=text
        )
        expected = (
            state is SittingState.INVITED and is_called and has_pledged and not leaves and text == "意見"
        )
        assert bool(verdict) is expected
        assert bool(verdict.remedy) is not expected
