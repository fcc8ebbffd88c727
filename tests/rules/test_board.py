"""W-6: where a case stands follows from its records alone."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest

from kasane.rules.board import SOON, CaseFacts, Stage, next_day, stage_of
from kasane.rules.plans import PartState

TODAY = date(2026, 11, 24)
LATER = TODAY + SOON + timedelta(days=1)
PARTS = tuple((state, day) for state in PartState for day in (None, TODAY, LATER))


def expected(facts: CaseFacts) -> Stage:
    """The stage told the other way round, from the least that is known to the most."""
    states = {state for state, _ in facts.parts}
    stage = Stage.GATHERING if facts.has_consent or states else Stage.NEW
    if states and states <= {PartState.ENDED, PartState.SUSPENDED}:
        stage = Stage.ENDING
    if PartState.ACTIVE in states:
        stage = Stage.ACTIVE
    if facts.next_sitting:
        stage = Stage.MEETING
    if (PartState.ACTIVE, TODAY) in facts.parts:
        stage = Stage.MONITORING
    return stage


@pytest.mark.parametrize("parts", [chosen for n in range(3) for chosen in combinations(PARTS, n)])
def test_every_case_has_one_stage(parts: tuple[tuple[PartState, date | None], ...]) -> None:
    for has_consent, sitting in product((True, False), (None, LATER)):
        facts = CaseFacts(parts, has_consent, sitting)
        assert stage_of(facts, TODAY) is expected(facts)


def test_monitoring_is_near_a_fortnight_ahead_and_no_sooner() -> None:
    for days, stage in ((14, Stage.MONITORING), (15, Stage.ACTIVE)):
        part = (PartState.ACTIVE, TODAY + timedelta(days=days))
        assert stage_of(CaseFacts((part,)), TODAY) is stage


def test_the_next_day_is_the_nearest_that_still_counts() -> None:
    ended, active = (PartState.ENDED, TODAY), (PartState.ACTIVE, LATER)
    assert next_day(CaseFacts((ended,))) is None
    assert next_day(CaseFacts((ended, active))) == LATER
    assert next_day(CaseFacts((active,), next_sitting=TODAY)) == TODAY


def test_every_stage_has_a_word() -> None:
    assert len({stage.label for stage in Stage}) == len(Stage)
