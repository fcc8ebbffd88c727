"""I-3: how one of 山田家's issues goes from hand to hand, and ends."""

from datetime import date
from itertools import product

import pytest

from kasane.rules.issues import IssueState, IssueStepKind, may_be_written, may_step
from kasane.rules.verdicts import Verdict

TODAY = date(2026, 7, 1)


def step(state: IssueState, kind: IssueStepKind, **changed: object) -> Verdict:
    complete: dict[str, object] = {
        "text": "家賃は分割で払えている",
        "is_same_holder": False,
        "on": TODAY,
        "today": TODAY,
    }
    return may_step(state=state, kind=kind, **(complete | changed))  # type: ignore[arg-type]


STEPS = [kind for kind in IssueStepKind if kind is not IssueStepKind.TAKEN_BACK]


@pytest.mark.parametrize(("state", "kind"), list(product(IssueState, STEPS)))
def test_what_is_over_is_reopened_first_and_only_that(state: IssueState, kind: IssueStepKind) -> None:
    is_open, is_reopening = state is IssueState.OPEN, kind is IssueStepKind.REOPEN
    assert bool(step(state, kind)) is (is_open is not is_reopening)


@pytest.mark.parametrize("state", IssueState)
def test_an_end_is_never_taken_back_by_writing_a_step(state: IssueState) -> None:
    assert not step(state, IssueStepKind.TAKEN_BACK)


@pytest.mark.parametrize("kind", STEPS)
def test_how_it_ended_is_said_in_words_and_another_holder_needs_none(kind: IssueStepKind) -> None:
    state = IssueState.SETTLED if kind is IssueStepKind.REOPEN else IssueState.OPEN
    assert bool(step(state, kind, text=" ")) is (kind is IssueStepKind.HOLD)


def test_the_new_holder_is_another_agency_and_the_day_is_not_tomorrow() -> None:
    assert not step(IssueState.OPEN, IssueStepKind.HOLD, is_same_holder=True)
    assert not step(IssueState.OPEN, IssueStepKind.HOLD, on=date(2026, 7, 2))
    assert step(IssueState.OPEN, IssueStepKind.HOLD, on=date(2026, 6, 30))


@pytest.mark.parametrize("kind", IssueStepKind)
def test_after_a_step_an_issue_stands_where_the_step_says(kind: IssueStepKind) -> None:
    ends = {IssueStepKind.SETTLE: IssueState.SETTLED, IssueStepKind.HAND_OVER: IssueState.HANDED_OVER}
    assert kind.state is ends.get(kind, IssueState.OPEN)


@pytest.mark.parametrize("missing", [{"field": ""}, {"text": "　"}, {"concerns": frozenset()}])
def test_an_issue_says_what_it_is_and_whose(missing: dict[str, object]) -> None:
    complete: dict[str, object] = {"field": "care", "text": "膝の痛み", "concerns": frozenset({1})}
    assert may_be_written(**complete)  # type: ignore[arg-type]
    verdict = may_be_written(**(complete | missing))  # type: ignore[arg-type]
    assert not verdict
    assert len(verdict.details) == 1
