"""W-1 and W-2: what waits stands in the order of harm, and what may not wait is not put off."""

from datetime import date, timedelta
from itertools import product

import pytest

from kasane.rules.waiting import (
    HARM,
    NEVER_PUT_OFF,
    NOT_WHEN_LATE,
    RANK,
    Waiting,
    WaitingFacts,
    harm_if_ignored,
    in_order_of_harm,
    is_put_off,
    may_be_put_off,
    may_wait,
)

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW, NEXT_WEEK = (TODAY + timedelta(days=n) for n in (-1, 1, 7))


def thing(kind: Waiting, due_on: date | None = None, since: date | None = None) -> WaitingFacts:
    return WaitingFacts(kind, since, due_on)


def test_every_kind_has_its_place_late_and_in_time_and_a_word() -> None:
    assert set(RANK) == set(product(Waiting, (True, False)))
    assert len(HARM) == len(set(HARM))
    assert all(kind.label for kind in Waiting)


@pytest.mark.parametrize("kind", [kind for kind in Waiting if kind is not Waiting.EMERGENCY])
def test_nothing_stands_before_an_emergency(kind: Waiting) -> None:
    waiting = [
        thing(kind, YESTERDAY),
        thing(Waiting.EMERGENCY, NEXT_WEEK),
        thing(Waiting.EMERGENCY, YESTERDAY),
    ]
    assert [facts.kind for facts in in_order_of_harm(waiting, TODAY)] == [
        Waiting.EMERGENCY,
        Waiting.EMERGENCY,
        kind,
    ]


@pytest.mark.parametrize("kind", Waiting)
def test_past_its_day_a_thing_harms_more_than_before(kind: Waiting) -> None:
    assert harm_if_ignored(thing(kind, YESTERDAY), TODAY) < harm_if_ignored(thing(kind, TODAY), TODAY)


def test_the_order_of_what_is_late() -> None:
    late = [thing(kind, YESTERDAY) for kind in reversed(Waiting)]
    assert [facts.kind for facts in in_order_of_harm(late, TODAY)][:6] == [
        Waiting.EMERGENCY,
        Waiting.REFERRAL,
        Waiting.CONSULTATION,
        Waiting.SILENCE,
        Waiting.MONITORING,
        Waiting.PAPER,
    ]


def test_among_alike_the_earlier_day_then_the_longer_wait_comes_first() -> None:
    soon, later = thing(Waiting.REFERRAL, TODAY), thing(Waiting.REFERRAL, TOMORROW)
    old, new, undated = (thing(Waiting.ISSUE, since=day) for day in (YESTERDAY, TODAY, None))
    assert in_order_of_harm([later, soon], TODAY) == [soon, later]
    assert in_order_of_harm([undated, new, old], TODAY) == [old, new, undated]


def asked(
    facts: WaitingFacts, until: date | None = TOMORROW, reason: str = "会議のあとに", longest: int = 31
) -> bool:
    return bool(may_be_put_off(facts=facts, until=until, reason=reason, longest=longest, today=TODAY))


@pytest.mark.parametrize(("kind", "is_late"), list(product(Waiting, (True, False))))
def test_what_may_be_put_off(kind: Waiting, is_late: bool) -> None:
    facts = thing(kind, YESTERDAY if is_late else NEXT_WEEK)
    expected = kind not in NEVER_PUT_OFF and not (is_late and kind in NOT_WHEN_LATE)
    assert may_wait(facts, TODAY) is asked(facts) is expected


def test_an_overdue_answer_says_why_it_may_not_wait() -> None:
    verdict = may_be_put_off(
        facts=thing(Waiting.REFERRAL, YESTERDAY), until=TOMORROW, reason="x", longest=31, today=TODAY
    )
    assert verdict.reason == "「つなぎへの回答」は、期限を過ぎているので、後に回せません。"
    assert verdict.rule == "W-2"


@pytest.mark.parametrize(
    ("until", "is_allowed"),
    [
        (None, False),
        (YESTERDAY, False),
        (TODAY, False),
        (TOMORROW, True),
        (TODAY + timedelta(days=31), True),
        (TODAY + timedelta(days=32), False),
    ],
)
def test_until_which_day(until: date | None, is_allowed: bool) -> None:
    assert asked(thing(Waiting.ISSUE), until) is is_allowed


def test_an_answer_is_not_put_off_beyond_its_day_but_a_role_may_be() -> None:
    assert asked(thing(Waiting.REFERRAL, NEXT_WEEK), NEXT_WEEK)
    assert not asked(thing(Waiting.REFERRAL, NEXT_WEEK), NEXT_WEEK + timedelta(days=1))
    assert asked(thing(Waiting.ROLE, NEXT_WEEK), NEXT_WEEK + timedelta(days=1))


def test_silence_is_no_reason() -> None:
    assert not asked(thing(Waiting.ISSUE), reason=" \n")


def test_it_comes_back_on_its_day_and_sooner_when_its_own_day_passes() -> None:
    assert is_put_off(thing(Waiting.ISSUE), TOMORROW, TODAY)
    assert not is_put_off(thing(Waiting.ISSUE), TODAY, TODAY)
    assert not is_put_off(thing(Waiting.MONITORING, YESTERDAY), NEXT_WEEK, TODAY)
    assert is_put_off(thing(Waiting.ROLE, YESTERDAY), NEXT_WEEK, TODAY)
