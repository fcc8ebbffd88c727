"""What the plan fixes stays; what a city adds it ends again."""

from datetime import date, timedelta

import pytest

from kasane.rules.matters import FIXED, TIMES, is_fixed, may_add_matter, may_end_matter
from kasane.rules.meetings import ConferencePurpose
from kasane.rules.plans import Occasion

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def test_every_occasion_and_purpose_is_a_time_of_its_own() -> None:
    assert set(TIMES) == {one.value for one in Occasion} | {one.value for one in ConferencePurpose}


@pytest.mark.parametrize("code", sorted(FIXED))
def test_the_plans_own_is_never_ended(code: str) -> None:
    assert is_fixed(code)
    verdict = may_end_matter(code=code, valid_from=TODAY - DAY, last_day=TODAY, on=TODAY)
    assert "実施計画が定める確認事項" in verdict.sentence


@pytest.mark.parametrize(
    ("last_day", "is_allowed"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True)]
)
def test_the_citys_own_ends_today_at_the_earliest(last_day: date, is_allowed: bool) -> None:
    verdict = may_end_matter(code="own", valid_from=TODAY - 9 * DAY, last_day=last_day, on=TODAY)
    assert bool(verdict) is is_allowed


def test_what_has_not_begun_does_not_end_before_it_begins() -> None:
    assert not may_end_matter(code="own", valid_from=TODAY + 2 * DAY, last_day=TODAY + DAY, on=TODAY)


@pytest.mark.parametrize(
    ("label", "times", "valid_from", "says"),
    [
        (" ", frozenset({"end"}), TODAY, "題が書かれていません"),
        ("新しい確認", frozenset(), TODAY, "いつ確認するか"),
        ("新しい確認", frozenset({"someday"}), TODAY, "いつ確認するか"),
        ("評価", frozenset({"end"}), TODAY, "もうあります"),
        ("新しい確認", frozenset({"end"}), TODAY - DAY, "過去の日"),
    ],
)
def test_what_is_not_added(label: str, times: frozenset[str], valid_from: date, says: str) -> None:
    verdict = may_add_matter(
        label=label, times=times, taken=frozenset({"評価"}), valid_from=valid_from, on=TODAY
    )
    assert says in verdict.sentence


def test_a_new_one_is_added_from_today() -> None:
    assert may_add_matter(
        label="新しい確認", times=frozenset({"end"}), taken=frozenset({"評価"}), valid_from=TODAY, on=TODAY
    )
