"""見方の点検: what is listed, and what is ordinary work."""

from datetime import datetime, timedelta

import pytest

from kasane.rules.viewing import TOKYO, HourOfViewing, Unusual, is_outside, unusual

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)


def hour(
    at: datetime = MORNING, cases: tuple[int, ...] = (1,), namesakes: tuple[int, ...] = ()
) -> HourOfViewing:
    return HourOfViewing(7, "佐藤 恵", "南湖包括", at, cases, namesakes)


def kinds(*hours: HourOfViewing, many: int = 3) -> list[Unusual]:
    return [one.kind for one in unusual(list(hours), many=many)]


def test_ordinary_work_is_not_listed() -> None:
    assert kinds(hour(), hour(MORNING + timedelta(hours=3), cases=(2,))) == []


def test_a_record_of_somebody_of_ones_own_surname_is() -> None:
    assert kinds(hour(namesakes=(1,))) == [Unusual.NAMESAKE]


def test_many_cases_count_over_the_whole_day_and_each_once() -> None:
    later = MORNING + timedelta(hours=3)
    assert kinds(hour(cases=(1, 2)), hour(later, cases=(2, 1))) == []
    assert kinds(hour(cases=(1, 2)), hour(later, cases=(3,))) == [Unusual.MANY]
    assert kinds(hour(cases=(1, 2)), hour(MORNING + timedelta(days=1), cases=(3,))) == []


@pytest.mark.parametrize(
    ("moment", "is_listed"),
    [
        (datetime(2026, 11, 24, 6, 59, tzinfo=TOKYO), True),
        (datetime(2026, 11, 24, 7, 0, tzinfo=TOKYO), False),
        (datetime(2026, 11, 24, 20, 59, tzinfo=TOKYO), False),
        (datetime(2026, 11, 24, 21, 0, tzinfo=TOKYO), True),
        (datetime(2026, 11, 23, 10, 0, tzinfo=TOKYO), True),
        (datetime(2026, 11, 22, 10, 0, tzinfo=TOKYO), True),
    ],
)
def test_outside_the_hours_of_offices(moment: datetime, is_listed: bool) -> None:
    assert is_outside(moment) is is_listed
    assert kinds(hour(moment)) == ([Unusual.HOURS] if is_listed else [])
