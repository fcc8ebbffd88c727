"""W-3 to W-5: who carries a case, who stands in, and which files belong together."""

from datetime import date, timedelta

import pytest

from kasane.rules.in_charge import may_be_linked, may_hand_over, may_stand_in

SATO, KIMURA, SUZUKI, LEFT = 1, 2, 3, 4
DESK = frozenset({SATO, KIMURA})
TODAY = date(2026, 11, 24)


def hands(
    *, current: int | None, to: int, by: int, is_manager: bool = False, note: str = "夕方に電話を"
) -> bool:
    return bool(may_hand_over(current=current, to=to, by=by, is_manager=is_manager, of_desk=DESK, note=note))


@pytest.mark.parametrize("note", ["", "夕方に電話を"])
def test_a_case_of_nobody_is_taken_by_anybody_of_the_desk(note: str) -> None:
    assert hands(current=None, to=KIMURA, by=SATO, note=note)


def test_sato_hands_her_case_over_with_a_note() -> None:
    assert hands(current=SATO, to=KIMURA, by=SATO)
    assert not hands(current=SATO, to=KIMURA, by=SATO, note=" ")


def test_only_she_or_the_manager_may() -> None:
    assert not hands(current=SATO, to=KIMURA, by=KIMURA)
    assert hands(current=SATO, to=KIMURA, by=KIMURA, is_manager=True)


def test_who_has_left_hands_nothing_over_and_a_colleague_takes_it() -> None:
    assert hands(current=LEFT, to=KIMURA, by=KIMURA)


def test_nobody_of_another_desk_and_nobody_twice() -> None:
    assert not hands(current=SATO, to=SUZUKI, by=SATO)
    assert not hands(current=None, to=SUZUKI, by=SATO)
    assert not hands(current=SATO, to=SATO, by=SATO)


def stands(
    *,
    absent: int = SATO,
    deputy: int = KIMURA,
    by: int = SATO,
    is_manager: bool = False,
    start: int = 0,
    days: int = 3,
) -> bool:
    from_on = TODAY + timedelta(days=start)
    return bool(
        may_stand_in(
            absent=absent,
            deputy=deputy,
            by=by,
            is_manager=is_manager,
            of_desk=DESK,
            from_on=from_on,
            until_on=from_on + timedelta(days=days),
            today=TODAY,
        )
    )


def test_sato_asks_kimura_to_stand_in() -> None:
    assert stands()
    assert stands(days=0)


def test_for_another_only_the_manager_decides() -> None:
    assert not stands(by=KIMURA)
    assert stands(by=KIMURA, is_manager=True)


def test_both_are_of_the_desk_and_not_the_same() -> None:
    assert not stands(deputy=SUZUKI)
    assert not stands(absent=SUZUKI, by=SUZUKI)
    assert not stands(deputy=SATO)


def test_an_absence_runs_forward_and_is_not_over() -> None:
    assert not stands(days=-1)
    assert not stands(start=-5, days=4)
    assert stands(start=-5, days=5)


def test_two_cases_are_linked_once_and_none_with_itself() -> None:
    assert may_be_linked(case=1, other=2, linked=frozenset({3}))
    assert not may_be_linked(case=1, other=3, linked=frozenset({3}))
    assert not may_be_linked(case=1, other=1, linked=frozenset())
