"""A form ends from today on at the earliest, with a reason, and never the last that asks for what is reported."""

from datetime import date, timedelta
from typing import Any

import pytest

from kasane.rules.form_ends import may_form_be_taken_up, may_form_end

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
FIT: dict[str, Any] = {
    "ended_from": TODAY,
    "on": TODAY,
    "reason": "新しい様式に替えた",
    "is_published": True,
    "is_ended": False,
    "reports": True,
    "another_reports": True,
}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, ""),
        ({"ended_from": TODAY + DAY}, ""),
        ({"reports": False, "another_reports": False}, ""),
        ({"ended_from": TODAY - DAY}, "過去の日"),
        ({"reason": "　 "}, "わけが書かれていません"),
        ({"is_published": False}, "まだ公開していない"),
        ({"is_ended": True}, "もう終えてあります"),
        ({"another_reports": False}, "国への報告事項を聞く様式が、ほかにありません"),
    ],
)
def test_when_a_form_may_be_ended(told: dict[str, Any], says: str) -> None:
    verdict = may_form_end(**{**FIT, **told})
    assert bool(verdict) is (says == "")
    assert says in verdict.sentence


@pytest.mark.parametrize("is_ended", [True, False])
def test_only_what_was_ended_is_taken_up(is_ended: bool) -> None:
    assert bool(may_form_be_taken_up(is_ended=is_ended)) is is_ended
