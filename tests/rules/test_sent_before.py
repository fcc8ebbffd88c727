"""F-1: who is taken for the same person, and which earlier つなぎ is still worth telling before the next is sent."""

from datetime import date, timedelta

import pytest

from kasane.rules.referrals import ReferralState
from kasane.rules.sent_before import KnownAs, Sameness, is_worth_telling, root_of, sameness

TODAY = date(2026, 3, 12)
BORN = date(1948, 5, 3)
HANA = KnownAs(root=1, name="髙橋 花子", kana="たかはし はなこ", birth_on=BORN)


def known(
    root: int = 2, name: str = "髙橋 花子", kana: str = "たかはし はなこ", born: date | None = BORN
) -> KnownAs:
    return KnownAs(root=root, name=name, kana=kana, birth_on=born)


def test_whom_the_coordinator_matched_is_the_same_whatever_the_records_say() -> None:
    assert sameness(HANA, known(root=1, name="", kana="", born=None)) is Sameness.MATCHED


@pytest.mark.parametrize(
    "other",
    [
        known(),
        known(name="高橋 花子", kana=""),
        known(name="花子 髙橋", kana=""),
        known(name="", kana="たかはし はなこ"),
        known(name="髙橋 ハナ子", kana="タカハシ ハナコ"),
    ],
)
def test_the_same_name_or_reading_with_the_same_birthday_is_alike(other: KnownAs) -> None:
    assert sameness(HANA, other) is Sameness.ALIKE
    assert sameness(other, HANA) is Sameness.ALIKE


@pytest.mark.parametrize(
    "other",
    [
        known(born=date(1948, 5, 4)),
        known(born=None),
        known(name="髙橋 洋子", kana="たかはし ようこ"),
        known(name="", kana=""),
    ],
)
def test_a_namesake_is_nobody_one_is_warned_of(other: KnownAs) -> None:
    assert sameness(HANA, other) is None
    assert sameness(other, HANA) is None


def test_two_without_name_and_birthday_are_not_alike() -> None:
    nobody = known(name="", kana="", born=None)
    assert sameness(nobody, known(root=3, name="", kana="", born=None)) is None
    assert sameness(known(name="", kana=""), known(root=3, name="", kana="")) is None


@pytest.mark.parametrize(
    ("pointers", "root"),
    [({}, 1), ({1: None}, 1), ({1: 2}, 2), ({1: 2, 2: None}, 2), ({1: 2, 2: 3}, 3), ({1: 2, 2: 1}, 2)],
)
def test_a_chain_is_followed_as_far_as_it_is_known(pointers: dict[int, int | None], root: int) -> None:
    assert root_of(1, pointers) == root


OPEN = {
    ReferralState.SENT,
    ReferralState.ASKED,
    ReferralState.ACCEPTED,
    ReferralState.ARRIVED,
    ReferralState.RESPONDED,
}


@pytest.mark.parametrize("state", list(ReferralState))
@pytest.mark.parametrize("ago", [None, 0, 90, 91])
def test_open_ones_always_answered_ones_for_some_days_withdrawn_ones_never(
    state: ReferralState, ago: int | None
) -> None:
    answered_on = None if ago is None else TODAY - timedelta(days=ago)
    expected = state in OPEN or (
        state in {ReferralState.RETURNED, ReferralState.CLOSED} and ago is not None and ago <= 90
    )
    assert is_worth_telling(state, answered_on=answered_on, days=90, today=TODAY) is expected
