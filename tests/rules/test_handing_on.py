"""F-1: what arrived is handed on by the coordinator alone, a matter is split cleanly, and which desk is proposed."""

import pytest

from kasane.rules.handing_on import (
    DeskFacts,
    PieceFacts,
    district_of,
    may_hand_on,
    may_split,
    proposed,
)
from kasane.rules.referrals import WAITING, ReferralState

OWN, JIRITSU, SUMAI = 1, 2, 3
CARE, RENT = 10, 11


@pytest.mark.parametrize("state", ReferralState)
def test_the_coordinator_hands_on_what_still_waits_for_her_answer(state: ReferralState) -> None:
    assert bool(may_hand_on(state=state, is_receiver=True, is_host=True)) is (state in WAITING)


@pytest.mark.parametrize(("is_receiver", "is_host"), [(True, False), (False, True), (False, False)])
def test_another_receiver_gives_it_back_with_a_desk_instead(is_receiver: bool, is_host: bool) -> None:
    verdict = may_hand_on(state=ReferralState.SENT, is_receiver=is_receiver, is_host=is_host)
    assert "福祉総合相談担当だけ" in verdict.reason
    assert "お返し" in verdict.remedy


def piece(desk: int, *issues: int) -> PieceFacts:
    return PieceFacts(desk, frozenset(issues))


@pytest.mark.parametrize(
    ("pieces", "says"),
    [
        ([], "一つも選ばれていません"),
        ([piece(OWN, CARE)], "自分の窓口"),
        ([piece(JIRITSU, CARE), piece(JIRITSU, RENT)], "二度"),
        ([piece(JIRITSU, CARE), piece(SUMAI)], "どの課題を頼むかが選ばれていない"),
    ],
)
def test_a_matter_is_not_split_where_somebody_would_not_know_what_is_theirs(
    pieces: list[PieceFacts], says: str
) -> None:
    assert says in may_split(pieces, own_desk=OWN).reason


@pytest.mark.parametrize(
    "pieces",
    [
        [piece(JIRITSU)],
        [piece(JIRITSU, CARE), piece(SUMAI, RENT)],
        [piece(JIRITSU, CARE), piece(SUMAI, CARE)],
    ],
)
def test_one_whole_or_several_with_their_issues_may_go(pieces: list[PieceFacts]) -> None:
    assert may_split(pieces, own_desk=OWN)


NANGO, KAIGAN = 7, 8
DESKS = (
    DeskFacts(1, frozenset({"aged"}), None),
    DeskFacts(2, frozenset({"aged", "care"}), NANGO),
    DeskFacts(3, frozenset({"aged"}), KAIGAN),
    DeskFacts(4, frozenset({"housing"}), None),
    DeskFacts(5, frozenset(), NANGO),
)


def test_the_desk_of_the_district_comes_before_the_citys_and_another_districts_not_at_all() -> None:
    assert proposed(frozenset({"aged"}), NANGO, DESKS) == (2, 1)
    assert proposed(frozenset({"aged"}), None, DESKS) == (1,)
    assert proposed(frozenset({"housing"}), KAIGAN, DESKS) == (4,)
    assert proposed(frozenset({"work"}), NANGO, DESKS) == ()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("茅ヶ崎市南湖3-1-2", 1),
        ("南湖3-1-2", 1),
        ("神奈川県茅ヶ崎市茅ヶ崎南2", 3),
        ("茅ヶ崎市茅ヶ崎2", 2),
        ("茅ヶ崎市東南湖1", None),
        ("", None),
    ],
)
def test_the_district_is_read_from_how_the_address_begins(address: str, found: int | None) -> None:
    names = {1: "南湖地区", 2: "茅ヶ崎地区", 3: "茅ヶ崎南地区"}
    assert district_of(address, "茅ヶ崎市", names) == found
