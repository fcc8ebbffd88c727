"""会議の予定表: a month of sittings for those who may know of them, and not a word about whom they concern."""

import re
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
    # She pledged at ten, and the page is of the hour it is.
    town.superuser.execute("update rooms_grant set valid_from = now() where valid_from > now()")
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


def series(**told: str) -> dict[str, str | list[str]]:
    """What 田中 fills in for the third Tuesday of every month, from 2027-06-15."""
    return {
        "kind": "multilayered",
        "held_on": "2027-06-15",
        "every": "month",
        "until": "2027-09-30",
        "on_holiday": "later",
        "starts_at": "14:00",
        "place": "市役所 本庁舎 会議室4",
        **told,
    }


def chosen(town: World, *labels: str) -> list[str]:
    """The boxes of these people on the form."""
    shown = page(town, "tanaka", "/sittings/new/")
    boxes = re.findall(r'name="seats" value="(\d+)".*?<span>(.*?)</span>', shown, re.DOTALL)
    return [value for value, label in boxes if any(one in label for one in labels)]


def test_nobody_is_called_under_two_hats(town: World) -> None:
    """高橋 is the CSW and keeps the 地区ボランティアセンター of 南湖 too."""
    before = town.one("select count(*) from meetings_sitting")
    seats = chosen(town, "田中 和子（主査）", "高橋 健")
    assert len(seats) == 3
    answer = town.client("tanaka").post("/sittings/new/", {**series(every="", until=""), "seats": seats})
    assert answer.status_code == 422
    assert "高橋 健さんを、二つの役割で選んでいます" in answer.content.decode()
    assert town.one("select count(*) from meetings_sitting") == before


def test_who_is_called_already_is_not_called_again_under_another_hat(
    town: World, called: tuple[Sitting, object]
) -> None:
    sitting = f"/sittings/{encode_id(called[0].pk)}/"
    other = chosen(town, "ボランティアセンター")
    labels = page(town, "tanaka", "/sittings/new/")
    assert "高橋 健" in labels
    (hat,) = [value for value in chosen(town, "高橋 健") if value in other]
    answer = town.client("tanaka").post(f"{sitting}invite/", {"seat": hat})
    assert answer.status_code in (409, 422)
    assert "高橋 健さんは、もう出席者に入っている" in answer.content.decode()


def test_a_series_is_shown_before_it_is_stored_and_then_each_day_is_a_sitting(town: World) -> None:
    tanaka = town.client("tanaka")
    seats = chosen(town, "田中 和子（主査）", "社会福祉協議会 CSW")
    before = town.one("select count(*) from meetings_sitting")
    shown = tanaka.post("/sittings/new/", {**series(), "seats": seats}).content.decode()
    assert "この4回の日程で招集します" in shown
    assert "令和9年9月21日（火）" in shown
    assert town.one("select count(*) from meetings_sitting") == before, "nothing is stored by looking"
    seen = re.findall(r'name="seen" value="([^"]+)"', shown)[0]
    other = tanaka.post("/sittings/new/", {**series(until="2027-08-31"), "seats": seats, "seen": seen})
    assert "この3回の日程で招集します" in other.content.decode(), (
        "other days than were looked at are shown anew"
    )
    done = tanaka.post("/sittings/new/", {**series(), "seats": seats, "seen": seen})
    assert done["Location"].endswith("/sittings/calendar/?on=2027-06-15")
    days = town.superuser.execute(
        "select held_on::text from meetings_sitting where held_on >= '2027-06-01' order by 1"
    ).fetchall()
    assert [day for (day,) in days] == ["2027-06-15", "2027-07-20", "2027-08-17", "2027-09-21"]
    assert "令和9年6月15日" not in tanaka.get("/").content.decode(), (
        "what is far ahead is no work of these days"
    )


def test_a_series_longer_than_a_year_or_of_one_day_says_why_and_stores_nothing(town: World) -> None:
    tanaka = town.client("tanaka")
    seats = chosen(town, "田中 和子（主査）", "社会福祉協議会 CSW")
    before = town.one("select count(*) from meetings_sitting")
    for told, said in (
        (series(until="2028-06-16"), "1年の間まで"),
        (series(until="2027-06-30"), "2回以上になりません"),
        (series(until=""), "最後の日を入れてください"),
    ):
        answer = tanaka.post("/sittings/new/", {**told, "seats": seats, "seen": "2027-06-15"})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert town.one("select count(*) from meetings_sitting") == before
