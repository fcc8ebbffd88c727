"""名寄せ: decided once, with why, and taken back only when decided."""

import pytest

from kasane.rules.matching import MatchDecision, may_be_decided


@pytest.mark.parametrize("decision", MatchDecision)
@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("why", ["免許証で確かめた", " "])
def test_every_combination(decision: MatchDecision, is_open: bool, why: str) -> None:
    fits = is_open != (decision is MatchDecision.OPEN)
    assert bool(may_be_decided(decision, is_open=is_open, why=why)) is (fits and why != " ")
