"""準備シート: until when it is asked for, how it stands, and who may hand it in when."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from kasane.rules.preparation import PartFacts, PartState, may_send_back, may_submit, part_due, part_state
from kasane.rules.sittings import SittingState

FACTS = PartFacts(is_called=True, has_pledged=True, state=SittingState.INVITED, texts=("様子",))


@pytest.mark.parametrize(
    ("held_on", "today", "due"),
    [
        # 勤労感謝の日と週末は数えない
        (date(2026, 11, 26), date(2026, 11, 2), date(2026, 11, 20)),
        (date(2026, 11, 20), date(2026, 11, 2), date(2026, 11, 17)),
        # 間に合わないときは、お願いした日
        (date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 19)),
    ],
)
def test_a_part_is_wanted_three_business_days_before(held_on: date, today: date, due: date) -> None:
    assert part_due(held_on, 3, today) == due


def test_a_part_is_late_the_day_after_its_day_and_never_once_it_came() -> None:
    due = date(2026, 11, 20)
    assert part_state(due_on=due, is_submitted=False, today=due) is PartState.WAITING
    assert part_state(due_on=due, is_submitted=False, today=date(2026, 11, 21)) is PartState.LATE
    assert part_state(due_on=due, is_submitted=True, today=date(2026, 11, 21)) is PartState.SUBMITTED
    assert part_state(due_on=due, is_submitted=False, is_sent_back=True, today=due) is PartState.SENT_BACK
    assert part_state(due_on=due, is_submitted=True, is_sent_back=True, today=due) is PartState.SUBMITTED
    assert len({state.label for state in PartState}) == len(PartState)


@pytest.mark.parametrize("state", list(SittingState))
def test_it_is_taken_from_the_notice_to_the_closing(state: SittingState) -> None:
    verdict = may_submit(replace(FACTS, state=state))
    assert bool(verdict) is (state in (SittingState.INVITED, SittingState.OPEN))
    assert verdict or state.label in verdict.reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(FACTS, is_called=False), "出席者に入っていません"),
        (replace(FACTS, has_pledged=False), "誓約をいただくまで"),
        (replace(FACTS, texts=()), "どの欄も書かれていません"),
        (replace(FACTS, texts=(" ", "\n")), "どの欄も書かれていません"),
    ],
)
def test_who_lacks_one_thing_is_told_which(facts: PartFacts, reason: str) -> None:
    verdict = may_submit(facts)
    assert not verdict
    assert reason in verdict.reason
    assert verdict.remedy


@pytest.mark.parametrize(
    ("host", "submitted", "state", "reason"),
    list(product((True, False), (True, False), SittingState, (True, False))),
)
def test_the_host_alone_sends_back_what_came_and_says_why(
    host: bool, submitted: bool, state: SittingState, reason: bool
) -> None:
    verdict = may_send_back(is_host=host, is_submitted=submitted, state=state, has_reason=reason)
    takes = state in (SittingState.INVITED, SittingState.OPEN)
    assert bool(verdict) is (host and submitted and takes and reason)
    assert verdict or verdict.remedy
