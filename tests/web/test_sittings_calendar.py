"""会議の予定表: a month of sittings for those who may know of them, and not a word about whom they concern."""

from datetime import date, timedelta

from kasane.access.ids import encode_id
from kasane.meetings.models import Sitting
from kasane.rules.timing import add_months
from tests.domain.test_sittings import DAY, called, conference
from tests.web.test_visits import page
from tests.world import World

__all__ = ["called"]
MONTH = f"/sittings/calendar/?on={DAY}"


def test_who_is_called_sees_day_place_and_state_and_a_colleague_nothing(
    town: World, called: tuple[Sitting, object]
) -> None:
    address = f"/sittings/{encode_id(called[0].pk)}/"
    shown = page(town, "sato", MONTH)
    assert address in shown
    for told in ("10:00", "支援会議", "第1会議室", "開催通知済み"):
        assert told in shown, told
    assert address not in page(town, "ito", MONTH)


def test_nobody_is_told_whom_it_concerns_nor_how_many_items_before_the_pledge(
    town: World, called: tuple[Sitting, object]
) -> None:
    """佐藤 pledged and opens one item; 鈴木 was called too, has not pledged, and learns of none."""
    own = entry(page(town, "sato", MONTH), called[0])
    assert "議題1件" in own
    assert "議題" not in entry(page(town, "suzuki", MONTH), called[0])
    names = town.superuser.execute("select distinct name from people_identity").fetchall()
    for who in ("sato", "tanaka", "suzuki"):
        shown = page(town, who, MONTH)
        assert not [name for (name,) in names if name and name in shown], who


def test_what_is_only_prepared_stands_in_the_calendar_of_its_desk_alone(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵")
    address = f"/sittings/{encode_id(sitting.pk)}/"
    assert "準備中" in entry(page(town, "tanaka", MONTH), sitting)
    assert address not in page(town, "sato", MONTH)


def test_the_month_before_and_after_and_an_unreadable_day(town: World) -> None:
    this = page(town, "tanaka", "/sittings/calendar/?on=2026-05-17")
    assert "令和8年5月" in this
    assert "?on=2026-04-01" in this
    assert "?on=2026-06-01" in this
    assert "憲法記念日" in this
    today = page(town, "tanaka", "/sittings/calendar/")
    assert page(town, "tanaka", "/sittings/calendar/?on=0000-99-99").count("きょう") == today.count("きょう")
    far = add_months(date.today(), 30) + timedelta(days=1)  # noqa: DTZ011 - a month without any
    assert "この月に、会議の予定はありません" in page(town, "tanaka", f"/sittings/calendar/?on={far}")


def entry(shown: str, sitting: Sitting) -> str:
    """What the calendar says of one sitting."""
    start = shown.index(f"/sittings/{encode_id(sitting.pk)}/")
    return shown[start : shown.index("</div>", start)]
