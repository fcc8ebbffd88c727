"""Which pledge opens a packet: every way with everything that belongs to it, and without each thing of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kasane.rules.pledges import PledgeFacts, PledgeWay, is_accepted

DAY = date(2026, 11, 20)
WHOLE = {
    PledgeWay.OWN: PledgeFacts(PledgeWay.OWN, DAY, DAY, DAY),
    PledgeWay.PAPER: PledgeFacts(PledgeWay.PAPER, DAY, DAY, DAY, has_paper=True),
    PledgeWay.ORAL: PledgeFacts(PledgeWay.ORAL, DAY, DAY, DAY, is_heard=True, is_urgent=True),
    PledgeWay.YEARLY: PledgeFacts(PledgeWay.YEARLY, DAY, DAY, DAY, is_of_this_kind=True, valid_to=DAY),
}
LACKING = (
    replace(WHOLE[PledgeWay.PAPER], has_paper=False),
    replace(WHOLE[PledgeWay.ORAL], is_heard=False),
    replace(WHOLE[PledgeWay.ORAL], is_urgent=False),
    replace(WHOLE[PledgeWay.YEARLY], is_of_this_kind=False),
    replace(WHOLE[PledgeWay.YEARLY], valid_to=None),
    replace(WHOLE[PledgeWay.YEARLY], valid_to=DAY - timedelta(days=1)),
    replace(WHOLE[PledgeWay.YEARLY], held_on=DAY - timedelta(days=1)),
)


@pytest.mark.parametrize("way", PledgeWay)
def test_with_everything_that_belongs_to_it_it_opens(way: PledgeWay) -> None:
    assert is_accepted(WHOLE[way])


@pytest.mark.parametrize("facts", LACKING, ids=lambda facts: facts.way.value)
def test_without_one_thing_of_it_it_does_not(facts: PledgeFacts) -> None:
    verdict = is_accepted(facts)
    assert not verdict
    assert verdict.remedy


@pytest.mark.parametrize("way", PledgeWay)
def test_nobody_has_pledged_tomorrow(way: PledgeWay) -> None:
    assert not is_accepted(
        replace(WHOLE[way], pledged_on=DAY + timedelta(days=1), held_on=DAY + timedelta(days=1))
    )
