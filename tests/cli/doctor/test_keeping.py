"""What keeps the records: each verdict at its limit, and just beside it."""

from datetime import UTC, datetime, timedelta

import pytest

from kasane.cli.doctor import keeping
from kasane.cli.doctor.lines import Line, Mark

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)
GB = keeping.GIGABYTE


@pytest.mark.parametrize(
    ("free", "total", "mark"),
    [
        (1.0, 40, "△"),
        (0.99, 40, "×"),
        (5.0, 40, "○"),
        (4.99, 40, "△"),
        (5.0, 50, "○"),
        (5.0, 51, "△"),
        (60.0, 500, "○"),
        (49.0, 500, "△"),
    ],
)
def test_room_on_the_disk(free: float, total: int, mark: str) -> None:
    line = keeping.disk("disk-home", "ディスク", free=int(free * GB), total=total * GB)
    assert line.mark is Mark(mark)
    assert bool(line.todo) is (mark != "○")


@pytest.mark.parametrize(
    ("age", "real", "demo"),
    [
        (26 * HOUR, "○", "○"),
        (26 * HOUR + SECOND, "△", "△"),
        (7 * DAY, "△", "△"),
        (7 * DAY + SECOND, "×", "△"),
        (-MINUTE, "○", "○"),
        (-MINUTE - SECOND, "△", "△"),
        (None, "×", "△"),
    ],
)
def test_the_age_of_the_last_backup(age: timedelta | None, real: str, demo: str) -> None:
    at = NOW - age if age is not None else None
    assert keeping.backup(at, now=NOW, is_demo=False).mark is Mark(real)
    assert keeping.backup(at, now=NOW, is_demo=True).mark is Mark(demo)


@pytest.mark.parametrize(
    ("seconds", "mark"), [(0, "○"), (2, "○"), (-2, "○"), (2.1, "△"), (-60, "△"), (60.1, "×"), (-60.1, "×")]
)
def test_two_clocks(seconds: float, mark: str) -> None:
    assert keeping.clock(timedelta(seconds=seconds)).mark is Mark(mark)


def test_a_machine_that_does_not_tell_gets_no_line() -> None:
    told = [keeping.synchronised(answer) for answer in (None, True, False)]
    assert [line and line.mark for line in told] == [None, Mark.GOOD, Mark.LOOK]


def sealed(*, waited: timedelta | None, silent: timedelta | None) -> Line:
    return keeping.seals(
        now=NOW,
        keeper_at=None if silent is None else NOW - silent,
        unsealed=0 if waited is None else 3,
        unsealed_since=None if waited is None else NOW - waited,
    )


@pytest.mark.parametrize(
    ("waited", "silent", "mark"),
    [
        (None, 20 * SECOND, "○"),
        (3 * MINUTE, 3 * MINUTE, "○"),
        (3 * MINUTE + SECOND, 20 * SECOND, "△"),
        (None, 3 * MINUTE + SECOND, "△"),
        (None, None, "△"),
        (HOUR, 20 * SECOND, "△"),
        (HOUR + SECOND, 20 * SECOND, "×"),
    ],
)
def test_rows_that_wait_and_a_keeper_that_is_silent(
    waited: timedelta | None, silent: timedelta | None, mark: str
) -> None:
    assert sealed(waited=waited, silent=silent).mark is Mark(mark)


def test_one_fault_of_the_chain() -> None:
    assert keeping.chain(links=200, faults=[]).mark is Mark.GOOD
    assert keeping.chain(links=0, faults=[]).told == "封印はまだありません"
    line = keeping.chain(links=200, faults=["封印7の署名が合いません。"])
    assert (line.mark, line.told) == (Mark.BAD, "封印7の署名が合いません。")


def archived(
    *,
    on: bool = True,
    ago: timedelta | None = MINUTE,
    failed: timedelta | None = None,
    timeout: timedelta = 5 * MINUTE,
) -> Line:
    return keeping.archiving(
        is_on=on,
        archived_at=None if ago is None else NOW - ago,
        failed_at=None if failed is None else NOW - failed,
        failures=0 if failed is None else 4,
        timeout=timeout,
        now=NOW,
    )


def test_who_keeps_no_log_is_told_what_that_means() -> None:
    line = archived(on=False, ago=None, failed=MINUTE)
    assert line.mark is Mark.GOOD
    assert "控えを作った時点まで" in line.told


@pytest.mark.parametrize(
    ("ago", "failed", "timeout", "mark"),
    [
        (MINUTE, None, 5 * MINUTE, "○"),
        (MINUTE, 2 * MINUTE, 5 * MINUTE, "○"),  # it failed, and then it did not
        (2 * MINUTE, MINUTE, 5 * MINUTE, "×"),
        (None, MINUTE, 5 * MINUTE, "×"),
        (None, None, 5 * MINUTE, "△"),
        (HOUR, None, 5 * MINUTE, "○"),
        (HOUR + SECOND, None, 5 * MINUTE, "△"),
        (3 * HOUR, None, HOUR, "○"),
        (3 * HOUR + SECOND, None, HOUR, "△"),
    ],
)
def test_whether_the_log_is_archived(
    ago: timedelta | None, failed: timedelta | None, timeout: timedelta, mark: str
) -> None:
    assert archived(ago=ago, failed=failed, timeout=timeout).mark is Mark(mark)


@pytest.mark.parametrize(
    ("age", "told"),
    [(59 * SECOND, "59秒前"), (MINUTE, "1分前"), (47 * HOUR, "1日前"), (90 * MINUTE, "1時間前")],
)
def test_ages_are_said_in_the_largest_unit(age: timedelta, told: str) -> None:
    assert told in archived(ago=age, timeout=30 * DAY).told
