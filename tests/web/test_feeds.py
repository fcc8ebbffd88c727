"""予定表の購読: a calendar that nobody signs in for is told the days of sittings, and nothing that says of whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar, Component

from kasane.access.ids import encode_id
from kasane.meetings.actions.feeds import end_feed, make_feed
from kasane.meetings.actions.proceeding import cancel, postpone
from kasane.meetings.actions.sittings import withdraw_invitation
from kasane.meetings.models import CalendarFeed, Sitting
from kasane.rooms.queries import call
from kasane.rules.verdicts import Refused
from tests.domain import test_guests as guests
from tests.domain.test_sittings import DAY, anew, called, conference, seat
from tests.world import World

__all__ = ["called"]
invited = guests.invited
ENDS = (
    "update directory_assignment set valid_to = current_date - 2 where staff_id = %(staff)s",
    "update directory_assignment set valid_from = current_date + 2 where staff_id = %(staff)s",
    "update sign_in_account set is_active = false where id = (select account_id from directory_staff"
    " where id = %(staff)s)",
    "update directory_agency set contract_to = current_date - 2 where id = (select agency_id from"
    " directory_desk d join directory_assignment a on a.desk_id = d.id where a.staff_id = %(staff)s limit 1)",
)


def link_of(town: World, who: str) -> str:
    with town.acting(who) as holder:
        return make_feed(by=holder)


def read(link: str) -> dict[str, Component]:
    """What the calendar finds, by the sitting's own id."""
    answer = Client().get(f"/calendar/{link}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(answer.content).walk("VEVENT")
    }


def status_of(link: str) -> int:
    return Client().get(f"/calendar/{link}.ics").status_code


def test_sato_is_told_of_the_sitting_she_is_called_to_and_ito_is_not(
    town: World, called: tuple[Sitting, object]
) -> None:
    number = encode_id(called[0].pk)
    event = read(link_of(town, "sato"))[number]
    assert str(event["summary"]) == "支援会議"
    assert event.decoded("dtstart").isoformat() == f"{DAY}T01:00:00+00:00", "ten in the morning in Japan"
    assert (event.decoded("dtend") - event.decoded("dtstart")).total_seconds() == 90 * 60
    assert str(event["url"]).endswith(f"/sittings/{number}/")
    assert (str(event["status"]), str(event["class"])) == ("CONFIRMED", "CONFIDENTIAL")
    assert number not in read(link_of(town, "ito"))


def test_neither_whom_it_concerns_nor_where_nor_who_comes_leaves_the_walls(
    town: World, called: tuple[Sitting, object]
) -> None:
    """The place is typed by hand: 「山田さん宅」 would say of whom."""
    town.superuser.execute("update meetings_sitting set place = '山田さん宅' where id = %s", [called[0].pk])
    told = Client().get(f"/calendar/{link_of(town, 'tanaka')}.ics").content.decode()
    unfolded = told.replace("\r\n ", "")
    assert encode_id(called[0].pk) in unfolded
    for names in ("people_identity", "directory_staff", "directory_desk", "directory_agency"):
        for (name,) in town.superuser.execute(
            f"select distinct name from {names} where name <> ''"
        ).fetchall():
            assert name not in unfolded, name
    assert not re.search("山田|宅|息子|情報共有", unfolded)


def test_what_is_only_prepared_is_told_to_its_desk_alone_and_as_not_certain(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        number = encode_id(conference(tanaka, "佐藤 恵").pk)
    assert str(read(link_of(town, "tanaka"))[number]["status"]) == "TENTATIVE"
    assert number not in read(link_of(town, "sato"))


def test_a_postponed_sitting_moves_and_a_cancelled_one_is_struck(
    town: World, called: tuple[Sitting, object]
) -> None:
    link, number = link_of(town, "sato"), encode_id(called[0].pk)
    first = read(link)[number]
    with town.acting("tanaka", at="11:00") as tanaka:
        later = DAY + timedelta(days=1)
        postpone(anew(called[0]), to=later, reason="会場の都合", by=tanaka)
    moved = read(link)[number]
    assert moved.decoded("dtstart").date() == later
    assert int(moved["sequence"]) > int(first["sequence"])
    with town.acting("tanaka", at="12:00") as tanaka:
        cancel(anew(called[0]), reason="取りやめ", by=tanaka)
    assert str(read(link)[number]["status"]) == "CANCELLED"


def test_whoever_is_no_longer_called_is_told_no_more(town: World, called: tuple[Sitting, object]) -> None:
    link, number = link_of(town, "suzuki"), encode_id(called[0].pk)
    assert number in read(link)
    with town.acting("tanaka", at="11:00") as tanaka:
        withdraw_invitation(seat(called[0], "鈴木 大輔", town), by=tanaka)
    assert number not in read(link)


def test_an_address_made_out_anew_or_ended_opens_nothing(town: World) -> None:
    first = link_of(town, "sato")
    second = link_of(town, "sato")
    assert (status_of(first), status_of(second)) == (404, 200)
    assert status_of(second + "x") == 404
    with town.acting("sato") as sato:
        assert end_feed(by=sato)
        assert not end_feed(by=sato), "there is none any more"
    assert status_of(second) == 404


@pytest.mark.parametrize("end", ENDS, ids=["moved on", "not there yet", "account closed", "contract over"])
def test_it_ends_with_what_a_sign_in_ends_with(town: World, end: str) -> None:
    link = link_of(town, "sato")
    assert status_of(link) == 200
    town.superuser.execute(end, {"staff": town.one("select id from directory_staff where name = '佐藤 恵'")})
    assert status_of(link) == 404


def test_somebody_invited_by_name_makes_none_out(
    town: World, invited: tuple[Sitting, guests.AgendaItem, guests.GuestPass]
) -> None:
    _, key, _ = guests.browser(invited[2])
    with guests.transaction.atomic():
        assert guests.guest(key) is not None
        with pytest.raises(Refused, match="アカウントのある職員"):
            call("make_feed", 1, b"x")
    assert not CalendarFeed.objects.exists()


def test_the_page_shows_the_address_once_and_when_it_was_read(town: World) -> None:
    sato = town.client("sato")
    page = "/sittings/calendar/feed/"
    assert "まだありません" in sato.get(page).content.decode()
    made = sato.post(page).content.decode()
    link = re.search(r"/calendar/([\w-]+)\.ics", made)
    assert link
    again = sato.get(page).content.decode()
    assert link[1] not in again
    assert "まだ読まれていません" in again
    assert status_of(link[1]) == 200
    assert "まだ読まれていません" not in sato.get(page).content.decode()
    ended = sato.post(f"{page}end/", follow=True).content.decode()
    assert "まだありません" in ended
    assert town.one("select count(*) from audit_auditrow where what in ('make_feed', 'end_feed')") == 2 + 2
