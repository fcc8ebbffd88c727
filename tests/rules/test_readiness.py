"""P-1: what 花子さん's draft must say before a sitting may decide it, each thing missed alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kasane.rules.plans import Occasion
from kasane.rules.readiness import (
    ActionFacts,
    Agreement,
    Gap,
    VersionFacts,
    gaps,
    may_be_drafted,
    may_be_put_to_decision,
    may_be_rewritten,
    may_begin_urgently,
    may_last,
    occasion_of_draft,
)

TODAY = date(2026, 7, 1)
WALK, RENT = 1, 2
CARE, DEBT = 11, 12
WHOLE = VersionFacts(
    wish="自分で買い物に行きたい",
    agreement=Agreement.AGREED,
    disagreement="",
    policy="重ねて支える",
    period_from=TODAY,
    period_to=date(2027, 6, 30),
    monitoring_on=date(2026, 10, 1),
    reason="",
    goals=(WALK, RENT),
    actions=(
        ActionFacts(WALK, has_doer=True, has_when=True),
        ActionFacts(RENT, has_doer=True, has_when=True),
    ),
    answered=frozenset({CARE}),
)


def missing(
    version: VersionFacts, *, has_assessment: bool = True, serious: set[int] | None = None
) -> list[Gap]:
    open_ones = frozenset(serious if serious is not None else {CARE})
    return list(gaps(version=version, has_assessment=has_assessment, serious=open_ones))


def test_a_whole_draft_may_be_put_to_a_sitting() -> None:
    assert missing(WHOLE) == []
    assert may_be_put_to_decision(())


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"wish": " 　"}, Gap.WISH),
        ({"agreement": None}, Gap.AGREEMENT),
        ({"agreement": Agreement.PARTLY}, Gap.DISAGREEMENT),
        ({"agreement": Agreement.DISAGREED, "disagreement": " "}, Gap.DISAGREEMENT),
        ({"policy": ""}, Gap.POLICY),
        ({"goals": (), "actions": ()}, Gap.GOALS),
        ({"actions": (WHOLE.actions[0],)}, Gap.ACTIONS),
        ({"actions": (WHOLE.actions[0], replace(WHOLE.actions[1], has_doer=False))}, Gap.DOERS),
        ({"actions": (WHOLE.actions[0], replace(WHOLE.actions[1], has_when=False))}, Gap.DUE),
        ({"answered": frozenset({DEBT})}, Gap.ISSUES),
        ({"period_from": None}, Gap.PERIOD),
        ({"period_to": None}, Gap.PERIOD),
        ({"monitoring_on": TODAY - timedelta(days=1)}, Gap.MONITORING),
        ({"monitoring_on": date(2027, 7, 1)}, Gap.MONITORING),
        ({"is_first": False}, Gap.REASON),
    ],
)
def test_each_thing_is_missed_alone(changed: dict[str, object], gap: Gap) -> None:
    version = replace(WHOLE, **changed)  # type: ignore[arg-type]
    assert missing(version) == [gap]
    verdict = may_be_put_to_decision((gap,))
    assert not verdict
    assert verdict.details == (gap.sentence,)


@pytest.mark.parametrize(
    "changed",
    [
        {"agreement": Agreement.PARTLY, "disagreement": "配食はいらない"},
        {"agreement": Agreement.DISAGREED, "disagreement": "まだ早い"},
        {"is_first": False, "reason": "体力が戻ったため"},
        {"monitoring_on": TODAY},
        {"monitoring_on": date(2027, 6, 30)},
        {"answered": frozenset({CARE, DEBT})},
    ],
)
def test_the_near_misses_are_ready(changed: dict[str, object]) -> None:
    assert missing(replace(WHOLE, **changed)) == []  # type: ignore[arg-type]


def test_before_any_assessment_nothing_is_decided() -> None:
    assert missing(WHOLE, has_assessment=False) == [Gap.ASSESSMENT]


def test_every_serious_issue_needs_its_own_goal_or_reason() -> None:
    assert missing(WHOLE, serious={CARE, DEBT}) == [Gap.ISSUES]
    assert missing(replace(WHOLE, answered=frozenset({CARE, DEBT})), serious={CARE, DEBT}) == []
    assert missing(replace(WHOLE, answered=frozenset()), serious=set()) == []


def test_every_gap_has_a_sentence() -> None:
    assert len({gap.sentence for gap in Gap}) == len(Gap)


@pytest.mark.parametrize(
    ("ends", "may"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2027, 6, 30), True),
        (date(2027, 7, 1), True),
        (date(2027, 7, 2), False),
    ],
)
def test_a_period_is_no_longer_than_the_city_allows(ends: date, may: bool) -> None:
    assert bool(may_last(period_from=TODAY, period_to=ends, longest_months=12)) is may


@pytest.mark.parametrize(
    ("has_draft", "is_over", "may"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_one_draft_at_a_time_and_none_after_the_end(has_draft: bool, is_over: bool, may: bool) -> None:
    assert bool(may_be_drafted(has_draft=has_draft, is_over=is_over)) is may


def test_what_a_sitting_decided_is_not_rewritten() -> None:
    assert may_be_rewritten(is_decided=False)
    assert not may_be_rewritten(is_decided=True)


@pytest.mark.parametrize(
    ("changed", "may"),
    [
        ({}, True),
        ({"is_draft": False}, False),
        ({"reason": " "}, False),
        ({"what": ""}, False),
        ({"decided_by": ""}, False),
        ({"began_on": TODAY + timedelta(days=1)}, False),
        ({"began_on": TODAY - timedelta(days=30)}, True),
    ],
)
def test_help_that_cannot_wait_says_who_why_what_and_when(changed: dict[str, object], may: bool) -> None:
    told: dict[str, object] = {
        "is_draft": True,
        "reason": "夜間に転んだため",
        "what": "夜の電話",
        "decided_by": "係長 清水",
        "began_on": TODAY,
    }
    assert bool(may_begin_urgently(today=TODAY, **(told | changed))) is may  # type: ignore[arg-type]


def test_the_first_draft_is_established_and_a_later_one_changes() -> None:
    assert occasion_of_draft(is_first=True) is Occasion.ESTABLISH
    assert occasion_of_draft(is_first=False) is Occasion.CHANGE
