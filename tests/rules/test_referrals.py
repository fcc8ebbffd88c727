"""F-1 and F-2: how a つなぎ from 佐藤 to 田中 runs, and when names travel."""

from datetime import date
from itertools import product

import pytest

from kasane.rules.consents import ConsentFacts
from kasane.rules.referrals import (
    AWAITED,
    NEEDS_CODE,
    NEEDS_WORDS,
    TABLE,
    NamesBasis,
    ReferralMove,
    ReferralState,
    Side,
    is_overdue,
    may_be_sent,
    may_be_sent_again,
    may_carry_names,
    may_have_happened,
    may_move,
    side_acting,
    side_of,
)
from kasane.rules.verdicts import Verdict

DAY = date(2026, 7, 1)
HANAKO, TARO, RECEIVER = 1, 2, 10
FINAL = {ReferralState.RETURNED, ReferralState.WITHDRAWN, ReferralState.CLOSED}


def test_the_table_is_complete_and_ends_somewhere() -> None:
    assert TABLE.gaps() == ()
    assert {state for state in ReferralState if not TABLE.moves_from(state)} == FINAL


@pytest.mark.parametrize(("state", "move", "side"), list(product(ReferralState, ReferralMove, Side)))
def test_a_move_is_made_only_in_its_state_and_by_its_side(
    state: ReferralState, move: ReferralMove, side: Side
) -> None:
    verdict = may_move(state=state, move=move, side=side, reason="ことば", code="other")
    assert bool(verdict) is (TABLE.next_state(state, move) is not None and side_of(move) is side)
    assert verdict or verdict.reason.endswith("。")


@pytest.mark.parametrize("move", ReferralMove)
def test_who_returns_asks_or_withdraws_says_why(move: ReferralMove) -> None:
    state = next(before for before, made, _ in TABLE.rows if made is move)
    verdict = may_move(state=state, move=move, side=side_of(move), reason="　", code="other")
    assert bool(verdict) is (move not in NEEDS_WORDS)


@pytest.mark.parametrize("move", ReferralMove)
def test_who_returns_or_tells_the_result_says_of_which_kind_it_is(move: ReferralMove) -> None:
    state = next(before for before, made, _ in TABLE.rows if made is move)
    verdict = may_move(state=state, move=move, side=side_of(move), reason="ことば", code="")
    assert bool(verdict) is (move not in NEEDS_CODE)
    assert verdict or "区分" in verdict.reason


@pytest.mark.parametrize("state", [ReferralState.ACCEPTED, ReferralState.ARRIVED, ReferralState.RESPONDED])
def test_who_never_came_is_told_to_the_sender_too(state: ReferralState) -> None:
    assert TABLE.next_state(state, ReferralMove.CLOSE) is ReferralState.CLOSED


@pytest.mark.parametrize(("move", "is_sender"), list(product(ReferralMove, (True, False))))
def test_who_told_somebody_without_an_account_records_both_sides(move: ReferralMove, is_sender: bool) -> None:
    assert side_acting(move, is_sender=True, is_outside=True) is side_of(move)
    expected = Side.SENDER if is_sender else Side.RECEIVER
    assert side_acting(move, is_sender=is_sender, is_outside=False) is expected


@pytest.mark.parametrize(
    ("happened_on", "is_right"),
    [
        (date(2026, 6, 19), False),
        (date(2026, 6, 20), True),
        (date(2026, 7, 1), True),
        (date(2026, 7, 2), False),
    ],
)
def test_a_step_happened_between_the_sending_and_today(happened_on: date, is_right: bool) -> None:
    verdict = may_have_happened(happened_on=happened_on, sent_on=date(2026, 6, 20), today=DAY)
    assert bool(verdict) is is_right


def test_the_same_household_waits_at_one_desk_once_and_one_is_told_since_when() -> None:
    assert may_be_sent_again(waiting_since=None)
    verdict = may_be_sent_again(waiting_since=date(2026, 3, 12))
    assert not verdict
    assert verdict.reason == "この窓口へは、3月12日から回答待ちです。"


def test_until_acceptance_the_sender_holds_the_matter_and_may_take_it_back() -> None:
    for state in (ReferralState.SENT, ReferralState.ASKED):
        assert may_move(state=state, move=ReferralMove.WITHDRAW, side=Side.SENDER, reason="本人が望まれない")
    assert not may_move(
        state=ReferralState.ACCEPTED, move=ReferralMove.WITHDRAW, side=Side.SENDER, reason="本人が望まれない"
    )


@pytest.mark.parametrize("state", ReferralState)
def test_every_step_that_is_waited_for_is_overdue_and_not_on_its_last_day(state: ReferralState) -> None:
    assert is_overdue(state, date(2026, 6, 30), DAY) is (state not in FINAL)
    assert not is_overdue(state, DAY, DAY)
    assert (state in AWAITED) is bool(TABLE.moves_from(state))


def named(basis: NamesBasis, **changed: object) -> Verdict:
    consent = ConsentFacts(
        id=1,
        person=HANAKO,
        agencies=frozenset({RECEIVER}),
        purposes=frozenset({"support", "sharing"}),
        classes=frozenset({"general"}),
        valid_from=date(2026, 6, 1),
        valid_to=None,
        ended_on=None,
        is_given=True,
    )
    complete: dict[str, object] = {
        "basis": basis,
        "receiver_is_host": True,
        "both_public": True,
        "consents": (consent,),
        "persons": frozenset({HANAKO}),
        "receiver_agency": RECEIVER,
        "reason": "ガスの臭いがする",
        "purpose_declared": True,
        "on": DAY,
    }
    return may_carry_names(**(complete | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("basis", NamesBasis)
def test_each_basis_lets_names_travel_when_it_is_complete(basis: NamesBasis) -> None:
    assert named(basis)


@pytest.mark.parametrize(
    ("basis", "missing"),
    [
        (NamesBasis.CONSENT, {"consents": ()}),
        (NamesBasis.CONSENT, {"receiver_agency": 99}),
        (NamesBasis.CONSENT, {"persons": frozenset({HANAKO, TARO})}),
        (NamesBasis.CONSENT, {"on": date(2026, 5, 31)}),
        (NamesBasis.NO_CONSENT_SHEET, {"receiver_is_host": False}),
        (NamesBasis.NO_CONSENT_SHEET, {"purpose_declared": False}),
        (NamesBasis.PUBLIC_BODIES, {"both_public": False}),
        (NamesBasis.PUBLIC_BODIES, {"reason": ""}),
        (NamesBasis.DANGER, {"reason": " "}),
        (NamesBasis.STATUTORY_DUTY, {"reason": ""}),
        (NamesBasis.DANGER, {"persons": frozenset()}),
    ],
)
def test_a_basis_lacking_one_thing_carries_no_name(basis: NamesBasis, missing: dict[str, object]) -> None:
    verdict = named(basis, **missing)
    assert not verdict
    assert verdict.basis == basis.basis
    assert verdict.remedy


def test_without_names_anything_may_be_sent_to_anybody() -> None:
    assert named(
        NamesBasis.NAMELESS,
        receiver_is_host=False,
        both_public=False,
        consents=(),
        persons=frozenset(),
        reason="",
    )


@pytest.mark.parametrize("empty", ["content", "asks_for", "keeps_doing"])
def test_a_sheet_says_what_the_sender_keeps_doing(empty: str) -> None:
    full = {"content": "経過", "asks_for": "調整", "keeps_doing": "訪問"}
    assert may_be_sent(**full)
    verdict = may_be_sent(**(full | {empty: " "}))
    assert not verdict
    assert len(verdict.details) == 1


def test_without_names_no_account_of_the_matter_is_asked_for() -> None:
    assert may_be_sent(content="", asks_for="調整", keeps_doing="訪問", is_nameless=True)
    assert not may_be_sent(content="", asks_for="調整", keeps_doing="訪問")
    assert not may_be_sent(content="", asks_for="調整", keeps_doing="", is_nameless=True)
