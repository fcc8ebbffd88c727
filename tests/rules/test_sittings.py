"""M-3, M-5: how a sitting proceeds, step by step; M-7: what may stand in an anonymous item."""

from datetime import date
from itertools import product

import pytest

from kasane.rules.anonymity import may_stand_anonymous, stand_in
from kasane.rules.sittings import (
    SITTING_TABLE,
    ItemProgress,
    MoveFacts,
    SittingMove,
    SittingState,
    may_move,
)

DAY = date(2026, 7, 1)
LATER = date(2026, 7, 8)
READY = ItemProgress(
    topic="山田家のプラン", decides_a_plan=True, is_decided=True, is_deferred=False, has_minutes=True
)


def facts(state: SittingState, *items: ItemProgress, host: bool = True, csw: bool = True) -> MoveFacts:
    return MoveFacts(state, DAY, items or (READY,), is_host_there=host, is_csw_there=csw)


def item(
    *, decides: bool = True, decided: bool = False, deferred: bool = False, minutes: bool = True
) -> ItemProgress:
    return ItemProgress("林家のプラン", decides, decided, deferred, minutes)


def test_the_table_has_no_gaps() -> None:
    assert SITTING_TABLE.gaps() == ()


@pytest.mark.parametrize(("state", "move"), list(product(SittingState, SittingMove)))
def test_every_step_is_taken_exactly_where_the_table_says(state: SittingState, move: SittingMove) -> None:
    """Everything else being in order: one step more than the table has is refused with the state's name."""
    verdict = may_move(move, facts(state), reason="都合により", new_day=LATER)
    assert bool(verdict) is (SITTING_TABLE.next_state(state, move) is not None)
    if not verdict:
        assert state.label in verdict.reason


def test_no_notice_goes_out_without_an_item() -> None:
    bare = MoveFacts(SittingState.PLANNED, DAY)
    assert "議題がまだ" in may_move(SittingMove.INVITE, bare).reason


@pytest.mark.parametrize(
    ("host", "csw", "reason"), list(product((True, False), (True, False), ("", " ", "急病")))
)
def test_it_opens_with_the_host_and_with_the_csw_or_a_reason(host: bool, csw: bool, reason: str) -> None:
    verdict = may_move(SittingMove.OPEN, facts(SittingState.INVITED, host=host, csw=csw), reason=reason)
    assert bool(verdict) is (host and (csw or bool(reason.strip())))
    assert verdict.rule == "M-5"
    if not host:
        assert "主催" in verdict.reason


@pytest.mark.parametrize(("decides", "decided", "deferred"), list(product((True, False), repeat=3)))
def test_it_closes_once_every_plan_is_decided_or_put_off(
    decides: bool, decided: bool, deferred: bool
) -> None:
    one = item(decides=decides, decided=decided, deferred=deferred)
    verdict = may_move(SittingMove.CONCLUDE, facts(SittingState.OPEN, READY, one))
    assert bool(verdict) is (not decides or decided or deferred)
    if not verdict:
        assert verdict.details == ("林家のプラン",)


@pytest.mark.parametrize(("minutes", "deferred"), list(product((True, False), repeat=2)))
def test_minutes_come_out_once_every_item_has_them(minutes: bool, deferred: bool) -> None:
    one = item(decided=True, minutes=minutes, deferred=deferred)
    verdict = may_move(SittingMove.PUBLISH, facts(SittingState.CONCLUDED, READY, one))
    assert bool(verdict) is (minutes or deferred)


@pytest.mark.parametrize(
    ("move", "reason", "day", "may"),
    [
        (SittingMove.POSTPONE, "会場の都合", LATER, True),
        (SittingMove.POSTPONE, "", LATER, False),
        (SittingMove.POSTPONE, "会場の都合", DAY, False),
        (SittingMove.POSTPONE, "会場の都合", None, False),
        (SittingMove.CANCEL, "対象の方の転出", None, True),
        (SittingMove.CANCEL, "  ", None, False),
    ],
)
def test_putting_off_and_calling_off_need_their_reason(
    move: SittingMove,
    reason: str,
    day: date | None,
    may: bool,
) -> None:
    assert bool(may_move(move, facts(SittingState.INVITED), reason=reason, new_day=day)) is may


NAMES = ("山田 太郎", "やまだ たろう", "山田", "太郎", "やまだ", "たろう", "山田太郎")


@pytest.mark.parametrize(
    "text", ["山田 太郎さんの件", "太郎さんは夜に起きる", "やまださん宅", "山田家について"]
)
def test_no_part_of_his_name_stands_in_an_anonymous_item(text: str) -> None:
    verdict = may_stand_anonymous(text, NAMES)
    assert not verdict
    assert verdict.rule == "M-7"
    assert verdict.details


def test_a_text_about_a_letter_stands() -> None:
    assert may_stand_anonymous("Bさんは夜に起きる。山の手の家", NAMES)


@pytest.mark.parametrize(
    ("text", "may"), [("林の中の家", True), ("林さんの家", False), ("浩二さん", False), ("森林", True)]
)
def test_a_name_of_one_character_is_told_by_what_follows(text: str, may: bool) -> None:
    """「林」 stands in too many words."""
    assert bool(may_stand_anonymous(text, ("林 浩二", "林", "浩二"))) is may


@pytest.mark.parametrize(
    ("position", "age", "said"),
    [
        (0, 84, "Aさん（80代）"),
        (1, 59, "Bさん（50代）"),
        (2, None, "Cさん"),
        (3, 9, "Dさん（10歳未満）"),
        (4, 10, "Eさん（10代）"),
    ],
)
def test_people_stand_as_letters_with_an_age_band(position: int, age: int | None, said: str) -> None:
    assert stand_in(position, age) == said
