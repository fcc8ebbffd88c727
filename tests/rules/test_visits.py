"""O-2, O-3, O-4: cautions, visits and silence, in every case there is."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.rules.cautions import CautionKind, may_be_agreed, may_be_ended, may_be_proposed
from kasane.rules.silence import (
    HOUSEHOLD,
    REACHED,
    WITH_SOMEBODY,
    ContactResult,
    Touch,
    is_contact,
    is_silent,
    reached_by,
    silence,
)
from kasane.rules.visits import VisitState, may_be_changed, may_be_planned

EITHER = (False, True)
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("kind", "line"), list(product(CautionKind, ["", "  ", "2名で訪問"])))
def test_only_safety_needs_the_line_that_every_visitor_reads(kind: CautionKind, line: str) -> None:
    assert bool(may_be_proposed(kind=kind, line=line)) is (
        kind is not CautionKind.SAFETY or bool(line.strip())
    )


@pytest.mark.parametrize(
    ("is_manager", "told", "review_on"),
    list(product(EITHER, ["", " ", "口頭で伝えた"], [TODAY - DAY, TODAY, TODAY + DAY])),
)
def test_the_manager_agrees_says_how_it_was_told_and_when_it_is_reviewed(
    is_manager: bool, told: str, review_on: date
) -> None:
    verdict = may_be_agreed(is_manager=is_manager, told_words=told, review_on=review_on, on=TODAY)
    assert bool(verdict) is (is_manager and bool(told.strip()) and review_on > TODAY)
    assert verdict or verdict.sentence


@pytest.mark.parametrize(
    ("is_agreed", "has_ended", "is_manager", "is_proposer"), list(product(EITHER, repeat=4))
)
def test_a_proposal_is_taken_back_by_who_made_it_and_what_is_agreed_by_the_manager(
    is_agreed: bool, has_ended: bool, is_manager: bool, is_proposer: bool
) -> None:
    verdict = may_be_ended(
        is_agreed=is_agreed, has_ended=has_ended, is_manager=is_manager, is_proposer=is_proposer
    )
    assert bool(verdict) is (not has_ended and (is_manager or (is_proposer and not is_agreed)))


@pytest.mark.parametrize(
    ("goers", "purpose", "planned_on"),
    list(product([frozenset(), frozenset({1})], ["", "手紙"], [TODAY - DAY, TODAY, TODAY + DAY])),
)
def test_a_visit_needs_somebody_something_and_a_day_to_come(
    goers: frozenset[int], purpose: str, planned_on: date
) -> None:
    verdict = may_be_planned(goers=goers, purpose=purpose, planned_on=planned_on, on=TODAY)
    assert bool(verdict) is (bool(goers) and bool(purpose) and planned_on >= TODAY)
    assert planned_on >= TODAY or "経過として書いてください" in verdict.sentence


@pytest.mark.parametrize(("state", "why"), list(product(VisitState, ["", "通院"])))
def test_only_what_is_still_planned_is_changed_and_for_a_reason(state: VisitState, why: str) -> None:
    assert bool(may_be_changed(state=state, why=why)) is (state is VisitState.PLANNED and bool(why))


@pytest.mark.parametrize("result", [one.value for one in ContactResult])
def test_an_attempt_is_no_contact_unless_words_went_to_and_fro(result: str) -> None:
    said = Touch("home_visit", result, frozenset({"person"}))
    assert is_contact(said) is (result in ("met", "through_door"))


@pytest.mark.parametrize(
    ("kind", "met_with"),
    list(
        product(["phone", "home_visit", "meeting", "document"], [(), ("person",), ("family",), ("agency",)])
    ),
)
def test_where_no_result_is_said_it_counts_by_its_way_and_with_whom(
    kind: str, met_with: tuple[str, ...]
) -> None:
    reached = kind in WITH_SOMEBODY and (not met_with or bool(HOUSEHOLD & set(met_with)))
    assert is_contact(Touch(kind, "", frozenset(met_with))) is reached


@given(st.integers(0, 4000), st.integers(0, 4000), st.booleans(), st.integers(1, 400))
def test_silence_runs_from_the_last_contact_or_from_the_first_day(
    opened: int, last: int, was_reached: bool, limit: int
) -> None:
    opened_on = TODAY - timedelta(days=opened)
    last_on = TODAY - timedelta(days=last) if was_reached else None
    quiet = silence(last_on, opened_on=opened_on, today=TODAY)
    assert quiet.days == (last if was_reached else opened)
    assert is_silent(quiet, limit=limit) is (quiet.days >= limit)


def test_what_reaches_is_among_the_results() -> None:
    assert {one.value for one in ContactResult} > REACHED


MOTHER, SON, FRIEND = 1, 2, 3
WITHS = ((), ("person",), ("family",), ("person", "family"), ("agency",), ("family", "agency"))


@pytest.mark.parametrize("concerns", [(), (MOTHER,), (SON,), (MOTHER, SON), (FRIEND,), (MOTHER, FRIEND)])
@pytest.mark.parametrize("met_with", WITHS)
@pytest.mark.parametrize("result", ["", *(one.value for one in ContactResult)])
@pytest.mark.parametrize("kind", ["home_visit", "meeting"])
@pytest.mark.parametrize("supported", [(), (MOTHER,), (MOTHER, SON)])
def test_who_one_note_reached(
    kind: str, result: str, met_with: tuple[str, ...], concerns: tuple[int, ...], supported: tuple[int, ...]
) -> None:
    touch = Touch(kind, result, frozenset(met_with), frozenset(concerns))
    reached = reached_by(touch, frozenset(supported))
    if not is_contact(touch) or (met_with and "person" not in met_with):
        assert reached == frozenset()
    elif concerns:
        assert reached == {one for one in concerns if one in supported}
    else:
        assert reached == (set(supported) if len(supported) == 1 else set())


def test_the_mother_met_every_week_does_not_hide_her_son() -> None:
    both = frozenset({MOTHER, SON})
    about_both = Touch("home_visit", "met", frozenset({"family"}), both)
    assert reached_by(about_both, both) == frozenset()
    assert reached_by(Touch("home_visit", "met", frozenset({"person"}), frozenset({MOTHER})), both) == {
        MOTHER
    }
    assert reached_by(Touch("home_visit", "met", frozenset({"person"}), both), both) == both
