"""W-7: what makes a thing news, and what makes it news again."""

from datetime import date, timedelta

import pytest

from kasane.rules.notices import event_of, is_news, news_on
from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts

TODAY = date(2026, 11, 25)
SENT = date(2026, 11, 16)


def referral(due_on: date | None = TODAY) -> WaitingFacts:
    return WaitingFacts(Waiting.REFERRAL, SENT, due_on)


def test_the_same_thing_tomorrow_is_no_news() -> None:
    due = TODAY + timedelta(days=5)
    first = event_of(referral(due), state="sent", today=TODAY)
    assert event_of(referral(due), state="sent", today=TODAY + timedelta(days=1)) == first


def test_on_its_day_it_is_not_late_and_no_news_but_the_day_after_it_is() -> None:
    before = event_of(referral(), today=TODAY - timedelta(days=1))
    assert event_of(referral(), today=TODAY) == before
    late = event_of(referral(), today=TODAY + timedelta(days=1))
    assert late != before
    assert event_of(referral(), today=TODAY + timedelta(days=9)) == late


@pytest.mark.parametrize(
    "again",
    [
        event_of(referral(), state="asked", today=TODAY),
        event_of(referral(TODAY + timedelta(days=1)), state="sent", today=TODAY),
        event_of(referral(None), state="sent", today=TODAY),
        event_of(referral(), state="sent", came_back_on=TODAY, today=TODAY),
        event_of(WaitingFacts(Waiting.REFERRAL, TODAY, TODAY), state="sent", today=TODAY),
    ],
)
def test_an_answer_another_day_and_coming_back_are_news(again: str) -> None:
    assert again != event_of(referral(), state="sent", today=TODAY)


def test_two_days_cannot_be_taken_for_one_another() -> None:
    only_since = event_of(WaitingFacts(Waiting.ROLE, TODAY, None), today=TODAY)
    only_due = event_of(WaitingFacts(Waiting.ROLE, None, TODAY), today=TODAY)
    only_back = event_of(WaitingFacts(Waiting.ROLE, None, None), came_back_on=TODAY, today=TODAY)
    assert len({only_since, only_due, only_back}) == 3


def test_one_line_for_several_is_news_once_a_day() -> None:
    facts = WaitingFacts(Waiting.MATCH, None, None)
    today = event_of(facts, is_several=True, today=TODAY)
    assert event_of(facts, is_several=True, today=TODAY) == today
    assert event_of(facts, is_several=True, today=TODAY + timedelta(days=1)) != today
    assert event_of(facts, state="包括", is_several=True, today=TODAY) != today


@pytest.mark.parametrize("kind", Waiting)
def test_everything_is_news_but_ones_own_typing(kind: Waiting) -> None:
    assert is_news(WaitingFacts(kind, TODAY, None)) is (kind is not Waiting.DRAFT)


@pytest.mark.parametrize(
    ("facts", "came_back_on", "on"),
    [
        (referral(TODAY), None, SENT),
        (referral(TODAY - timedelta(days=3)), None, TODAY - timedelta(days=2)),
        (referral(TODAY), TODAY - timedelta(days=1), TODAY - timedelta(days=1)),
        (WaitingFacts(Waiting.MONITORING, None, TODAY + timedelta(days=3)), None, TODAY + timedelta(days=3) - AHEAD),
        (WaitingFacts(Waiting.SITTING, None, TODAY + timedelta(days=90)), None, TODAY),
        (WaitingFacts(Waiting.MATCH, None, None), None, TODAY),
    ],
)  # fmt: skip
def test_the_day_it_became_news(facts: WaitingFacts, came_back_on: date | None, on: date) -> None:
    assert news_on(facts, came_back_on=came_back_on, today=TODAY) == on
