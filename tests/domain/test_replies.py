"""Answers, opinions in writing, and pledges the host receives, of named people in the town."""

import pytest
from django.db import DatabaseError, connection, transaction

from kasane.meetings.actions.agenda import ItemWords, leave_out, put_on_agenda
from kasane.meetings.actions.pledges import PledgeWords, content_of, receive_pledge
from kasane.meetings.actions.proceeding import open_sitting, send_notice
from kasane.meetings.actions.replies import hand_in_opinion, reply, take_in_opinion
from kasane.meetings.actions.sittings import pledge
from kasane.meetings.models import (
    AgendaItem,
    Participant,
    Pledge,
    PledgePaper,
    SeatReply,
    Sitting,
    WrittenOpinion,
)
from kasane.meetings.queries import minutes_facts
from kasane.rooms.queries import call
from kasane.rules.minutes_text import minutes_text
from kasane.rules.pledges import PledgeWay
from kasane.rules.replies import Answer
from kasane.rules.verdicts import Refused
from kasane.sign_in.actions import act, token_of
from seeds.town.paper import blank_sheet
from tests.domain import test_guests, test_sittings
from tests.domain.test_sittings import about, anew, conference, seat
from tests.world import World

called = test_sittings.called
invited = test_guests.invited
Called = tuple[Sitting, AgendaItem]


def item_anew(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("sitting").get(pk=item.pk)


def test_the_absent_answers_and_the_newest_answer_counts(town: World, called: Called) -> None:
    with town.acting("sato", at="11:00") as sato:
        own = seat(called[0], "佐藤 恵", town)
        reply(own, Answer.ATTEND, by=sato)
    with town.acting("sato", at="12:00") as sato:
        reply(own, Answer.ABSENT, note="研修のため", by=sato)
        assert SeatReply.objects.order_by("-replied_at")[0].answer == "absent"
    with town.acting("tanaka", at="13:00") as tanaka:
        reply(seat(called[0], "鈴木 大輔", town), Answer.PROXY, note="青木 純", by=tanaka)
    with town.acting("suzuki") as suzuki, pytest.raises(DatabaseError), transaction.atomic():
        reply(own, Answer.ATTEND, by=suzuki)


def test_the_opinion_of_who_pledged_is_read_by_who_may_read_the_item(town: World, called: Called) -> None:
    """鈴木 was called too, and reads neither item nor opinion before her pledge; 伊藤 was not called."""
    with town.acting("sato") as sato:
        hand_in_opinion(item_anew(called[1]), text="月に一度、戸口で話せています。", by=sato)
    for who, reads in (("tanaka", True), ("sato", True), ("suzuki", False), ("ito", False)):
        with town.acting(who):
            assert WrittenOpinion.objects.filter(item=called[1]).exists() is reads, who
    with town.acting("suzuki") as suzuki:
        pledge(anew(called[0]), by=suzuki)
        assert WrittenOpinion.objects.filter(item=called[1]).count() == 1


def test_a_guest_writes_one_and_the_key_still_only_reads(
    town: World, invited: tuple[Sitting, AgendaItem, test_guests.GuestPass]
) -> None:
    sitting, item, made = invited
    _, key, _ = test_guests.browser(made)
    with transaction.atomic():
        ogawa = act(token_of(key))
        assert ogawa is not None
        pledge(anew(sitting), by=ogawa)
        hand_in_opinion(item_anew(item), text="学校には来ていません。", by=ogawa)
        assert WrittenOpinion.objects.get(item=item).staff_id == ogawa.staff
    with pytest.raises(DatabaseError), transaction.atomic():
        act(token_of(key))
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into meetings_writtenopinion select (jsonb_populate_record(t, '{\"id\": 7}')).*"
                " from meetings_writtenopinion t where item_id = %s",
                [item.pk],
            )


def test_who_has_not_pledged_or_left_the_item_hands_nothing_in(town: World, called: Called) -> None:
    with town.acting("suzuki") as suzuki:
        with pytest.raises(Refused), transaction.atomic():
            call("hand_in_opinion", 1, called[1].pk, "x")
        with pytest.raises(Refused):
            pledge_and_write(called, suzuki_by=suzuki, town=town)


def pledge_and_write(called: Called, *, suzuki_by: object, town: World) -> None:
    """鈴木 pledges, then the host takes her out of the item, and she writes on it all the same."""
    pledge(anew(called[0]), by=suzuki_by)  # type: ignore[arg-type]
    town.superuser.execute(
        "insert into meetings_itemleave (id, item_id, participant_id, reason, made_by, made_at)"
        " values (5, %s, %s, 'not_bound', 1, now())",
        [called[1].pk, seat(called[0], "鈴木 大輔", town).pk],
    )
    call("hand_in_opinion", 1, called[1].pk, "x")


def test_what_came_by_letter_the_host_copies_out(town: World, called: Called) -> None:
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="誓約をいただくまで"):
            take_in_opinion(
                item_anew(called[1]), seat(called[0], "鈴木 大輔", town), text="手紙のとおり", by=tanaka
            )
        told = take_in_opinion(
            item_anew(called[1]), seat(called[0], "佐藤 恵", town), text="手紙のとおり", by=tanaka
        )
        assert (told.staff_id, told.written_by) != (tanaka.staff, tanaka.staff)
    with town.acting("sato") as sato, pytest.raises(DatabaseError), transaction.atomic():
        take_in_opinion(item_anew(called[1]), seat(called[0], "佐藤 恵", town), text="x", by=sato)


def test_a_signed_paper_opens_the_packet_and_lies_encrypted(town: World, called: Called) -> None:
    with town.acting("tanaka") as tanaka:
        of_suzuki = seat(called[0], "鈴木 大輔", town)
        with pytest.raises(Refused, match="書面が添えられていません"):
            receive_pledge(of_suzuki, PledgeWords(PledgeWay.PAPER, tanaka.at), by=tanaka)
        receive_pledge(of_suzuki, PledgeWords(PledgeWay.PAPER, tanaka.at, paper=blank_sheet()), by=tanaka)
        paper = PledgePaper.objects.order_by("-taken_in_at")[0]
        assert content_of(paper) == blank_sheet()
    stored = town.superuser.execute("select content from meetings_pledgepaper").fetchall()
    assert all(b"\x89PNG\r\n\x1a\n" not in bytes(content) for (content,) in stored)
    with town.acting("suzuki"):
        assert AgendaItem.objects.filter(pk=called[1].pk).exists()
        assert not PledgePaper.objects.exists()


def test_a_pledge_for_the_year_counts_at_the_next_sitting_of_its_kind(town: World, called: Called) -> None:
    """鈴木 pledged for the year for 支援会議, 佐藤 for the former sitting alone."""
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        words = PledgeWords(PledgeWay.PAPER, tanaka.at, paper=blank_sheet(), is_for_the_year=True)
        receive_pledge(seat(called[0], "鈴木 大輔", town), words, by=tanaka)
        following = conference(tanaka, "佐藤 恵", "鈴木 大輔")
        put_on_agenda(ItemWords(case, frozenset({son}), "その後"), sitting=following, by=tanaka)
        send_notice(following, by=tanaka)
        ways = dict(
            Pledge.objects.filter(participant__sitting=following).values_list("participant__staff_id", "way")
        )
        suzuki = seat(following, "鈴木 大輔", town).staff_id
    assert ways == {suzuki: "yearly"}


def test_an_oral_pledge_is_for_what_is_urgent(town: World, called: Called) -> None:
    with town.acting("tanaka") as tanaka:
        of_suzuki = seat(called[0], "鈴木 大輔", town)
        words = PledgeWords(PledgeWay.ORAL, tanaka.at, heard_by=tanaka.staff)
        with pytest.raises(Refused, match="緊急の支援会議に限ります"):
            receive_pledge(of_suzuki, words, by=tanaka)
    town.superuser.execute("update meetings_sitting set purpose = 'urgent' where id = %s", [called[0].pk])
    with town.acting("tanaka") as tanaka:
        known = seat(called[0], "鈴木 大輔", town)
        with pytest.raises(Refused, match="だれが聞いたか"):
            receive_pledge(known, PledgeWords(PledgeWay.ORAL, tanaka.at), by=tanaka)
        receive_pledge(known, words, by=tanaka)
    with town.acting("suzuki"):
        assert AgendaItem.objects.filter(pk=called[1].pk).exists()
    with town.acting("tanaka", at="11:00") as tanaka:
        there = frozenset(Participant.objects.filter(sitting=called[0]).values_list("id", flat=True))
        open_sitting(anew(called[0]), present=there, by=tanaka)
        told = minutes_text(minutes_facts(item_anew(called[1]), tanaka)).splitlines()
    oral = [line for line in told if line.endswith("口頭で誓約")]
    assert [line.split("（")[0] for line in oral] == ["鈴木 大輔"], "佐藤 pledged on the screen"


def test_who_left_the_item_reads_no_opinion_on_it(town: World, called: Called) -> None:
    with town.acting("tanaka") as tanaka:
        take_in_opinion(item_anew(called[1]), seat(called[0], "佐藤 恵", town), text="手紙", by=tanaka)
        leave_out(called[1], seat(called[0], "佐藤 恵", town), by=tanaka)
    with town.acting("sato"):
        assert not WrittenOpinion.objects.filter(item=called[1]).exists()
