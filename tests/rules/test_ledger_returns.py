"""L-4: a manager strikes a whole ledger within the city's days, while nothing was written on top, and says why."""

from datetime import date, timedelta

import pytest

from kasane.rules.ledger_returns import may_be_taken_back
from kasane.rules.verdicts import Verdict

TAKEN = date(2026, 11, 2)
DAYS = 14


def asked(
    *, is_manager: bool = True, later: int = 0, blocks: tuple[str, ...] = (), why: str = "列を取り違えた"
) -> Verdict:
    on = TAKEN + timedelta(days=later)
    return may_be_taken_back(is_manager=is_manager, taken_on=TAKEN, days=DAYS, blocks=blocks, why=why, on=on)


@pytest.mark.parametrize("later", [0, DAYS])
def test_within_the_days_it_may_be(later: int) -> None:
    assert asked(later=later)


def test_each_thing_alone_stands_in_the_way() -> None:
    assert "管理者だけ" in asked(is_manager=False).reason
    assert "14日を過ぎた" in asked(later=DAYS + 1).reason
    assert asked(blocks=("2：経過記録",)).details == ("2：経過記録",)
    assert "わけ" in asked(why="　").reason
