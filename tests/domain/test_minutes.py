"""Minutes: drafted from what was written, one per item, published, changed only by a version with its reason."""

from datetime import time

import pytest

from kasane.meetings.actions.agenda import ItemWords, defer, put_on_agenda, resume
from kasane.meetings.actions.conducting import write_contribution, write_draft
from kasane.meetings.actions.items import assign_role, decide_policy, review_policy
from kasane.meetings.actions.minutes import mark_minutes_read, revise_minutes
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Minutes, Participant, Sitting
from kasane.meetings.queries import (
    deferred_of,
    minutes_facts,
    policies_due,
    readers_of,
    unread_minutes,
    versions_of,
)
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.minutes_text import minutes_text
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Refused
from tests.domain.test_conducting import again, running
from tests.domain.test_sittings import DAY, about, anew, conference, seat, seat_numbers
from tests.world import World

__all__ = ["running"]


def published(town: World, sitting: Sitting, item: AgendaItem) -> None:
    with town.acting("tanaka") as tanaka:
        write_draft(again(item), "会うことを急がない。", edition=0, by=tanaka)
        conclude(anew(sitting), by=tanaka)
        publish_minutes(anew(sitting), by=tanaka)


def test_the_draft_says_who_was_there_what_was_said_and_what_was_agreed(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("tanaka") as tanaka:
        sato = seat(sitting, "佐藤 恵", town)
        write_contribution(again(item), sato, "声は聞こえた", edition=0, by=tanaka)
        decide_policy(again(item), text="手紙を届ける", review_on=add_months(DAY, 3), by=tanaka)
        assign_role(again(item), desk=sato.desk_id, text="今夜訪ねる", due_on=None, is_urgent=True, by=tanaka)
        text = minutes_text(minutes_facts(again(item), tanaka))
    assert "社会福祉法106条の6（支援会議）" in text
    assert "佐藤 恵（" in text
    assert "：声は聞こえた" in text
    assert "■ この議題から外れた方\n鈴木 大輔（" in text
    assert "本人の同意に入っていないため" in text
    assert "関わりの方針：手紙を届ける" in text
    assert "【緊急の対応】" in text
    assert "■ 確認した事項" not in text, "nothing is headed that has no line"


def test_a_member_who_left_the_item_gets_no_minutes_of_it(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    with town.acting("suzuki") as suzuki:
        pledge(anew(sitting), by=suzuki)
    published(town, sitting, item)
    with town.acting("suzuki") as suzuki:
        assert not Minutes.objects.filter(item=item).exists()
        assert item.pk not in {one.item_id for one in unread_minutes(suzuki)}
    with town.acting("sato") as sato:
        assert [one.text for one in unread_minutes(sato) if one.item_id == item.pk] == [
            "会うことを急がない。"
        ]


def test_a_draft_is_not_shown_to_those_called(town: World, running: tuple[Sitting, AgendaItem]) -> None:
    _, item = running
    with town.acting("tanaka") as tanaka:
        write_draft(again(item), "まだ案", edition=0, by=tanaka)
        assert len(versions_of(again(item), is_host=True)) == 1
    with town.acting("sato") as sato:
        assert versions_of(again(item), is_host=False) == []
        with pytest.raises(Refused, match="まだ公開されていません"):
            mark_minutes_read(again(item), by=sato)


def test_after_publication_a_change_is_a_version_and_the_former_stays(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    published(town, sitting, item)
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="公開"):
            write_draft(again(item), "書き換え", edition=1, by=tanaka)
        with pytest.raises(Refused, match="直したわけが書かれていません"):
            revise_minutes(again(item), text="直した文", reason="", by=tanaka)
        revise_minutes(again(item), text="直した文", reason="日付の誤り", by=tanaka)
    with town.acting("sato"):
        told = [(one.number, one.text, one.reason) for one, _ in versions_of(again(item), is_host=False)]
        assert told == [(2, "直した文", "日付の誤り"), (1, "会うことを急がない。", "")]


def test_the_database_keeps_published_minutes_as_they_were(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    published(town, sitting, item)
    with pytest.raises(Exception, match="公開した議事録は書き直せません"):
        town.superuser.execute(
            "update meetings_minutes set text = 'x', edition = edition + 1 where item_id = %s", [item.pk]
        )
    copy = (
        "insert into meetings_minutes select (jsonb_populate_record(null::meetings_minutes, to_jsonb(m) ||"
        " jsonb_build_object('id', 91, 'number', 2, 'reason', %s::text))).* from meetings_minutes m"
        " where m.item_id = %s and m.number = 1"
    )
    with pytest.raises(Exception, match="a_version_has_its_reason"):
        town.superuser.execute(copy, ["", item.pk])
    town.superuser.execute(copy, ["日付の誤り", item.pk])


def test_the_host_sees_who_has_not_read_and_a_version_is_read_anew(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = running
    published(town, sitting, item)
    with town.acting("sato") as sato:
        mark_minutes_read(again(item), by=sato)
        mark_minutes_read(again(item), by=sato)
        assert item.pk not in {one.item_id for one in unread_minutes(sato)}
    with town.acting("tanaka") as tanaka:
        (standing, _), *_ = versions_of(again(item), is_host=True)
        told = {one.name: one.read_at is not None for one in readers_of(standing, again(item), tanaka)}
        assert told == {"佐藤 恵": True, "高橋 健": False}
        revise_minutes(again(item), text="直した文", reason="日付の誤り", by=tanaka)
    with town.acting("sato") as sato:
        assert [one.number for one in unread_minutes(sato) if one.item_id == item.pk] == [2]


def test_kimura_who_was_not_called_marks_nothing(town: World, running: tuple[Sitting, AgendaItem]) -> None:
    sitting, item = running
    published(town, sitting, item)
    with town.acting("tanaka"):
        known = again(item)
    with town.acting("kimura") as kimura, pytest.raises(Refused, match="出席者に入っていません"):
        mark_minutes_read(known, by=kimura)


def test_an_item_carried_over_waits_until_a_sitting_takes_it_up(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    _, item = running
    with town.acting("tanaka") as tanaka:
        assert item.pk not in {one.pk for one in deferred_of(tanaka)}
        defer(again(item), reason="時間が足りない", by=tanaka)
        assert item.pk in {one.pk for one in deferred_of(tanaka)}
        following = conference(tanaka, "佐藤 恵")
        taken = resume(again(item), sitting=following, by=tanaka)
        assert (taken.topic, taken.matter_id) == (item.topic, item.matter_id)
        assert item.pk not in {one.pk for one in deferred_of(tanaka)}
        with pytest.raises(Refused, match="次の会議に立てた"):
            resume(again(item), sitting=following, by=tanaka)


def test_an_item_is_not_taken_up_by_a_sitting_of_another_purpose(
    town: World, running: tuple[Sitting, AgendaItem]
) -> None:
    _, item = running
    with town.acting("tanaka") as tanaka:
        defer(again(item), reason="時間が足りない", by=tanaka)
        urgent = convene(
            SittingWords(
                MeetingKind.SUPPORT_CONFERENCE,
                ConferencePurpose.URGENT,
                DAY,
                time(10),
                "第1会議室",
                seat_numbers("田中 和子", "高橋 健"),
            ),
            by=tanaka,
        )
        with pytest.raises(Refused, match="同じ種類・目的"):
            resume(again(item), sitting=urgent, by=tanaka)


def test_a_policy_is_reviewed_once(town: World, running: tuple[Sitting, AgendaItem]) -> None:
    _, item = running
    review_on = add_months(DAY, 1)
    with town.acting("tanaka") as tanaka:
        decide_policy(again(item), text="手紙を届ける", review_on=review_on, by=tanaka)
        assert item.pk in {one.item_id for one in policies_due(tanaka, review_on)}
        review_policy(again(item), by=tanaka)
        assert item.pk not in {one.item_id for one in policies_due(tanaka, review_on)}
        with pytest.raises(Refused, match="見直しが済んでいる"):
            review_policy(again(item), by=tanaka)


def test_minutes_of_one_sitting_part_by_their_ground(town: World) -> None:
    """Two items on two grounds: who is bound by one of them alone reads those minutes alone."""
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵")
        plain = put_on_agenda(ItemWords(case, frozenset({son}), "共有"), sitting=sitting, by=tanaka)
        care = put_on_agenda(
            ItemWords(case, frozenset({son}), "介護", bases=frozenset({"community_care"})),
            sitting=sitting,
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)
    with town.acting("sato") as sato:
        pledge(anew(sitting), by=sato)
    with town.acting("tanaka") as tanaka:
        seats = frozenset(Participant.objects.filter(sitting=sitting).values_list("id", flat=True))
        open_sitting(anew(sitting), present=seats, by=tanaka)
        for item in (plain, care):
            write_draft(again(item), f"{item.topic}の議事録", edition=0, by=tanaka)
            assert ("地域ケア会議" in minutes_text(minutes_facts(again(item), tanaka))) is (item is care)
        conclude(anew(sitting), by=tanaka)
        publish_minutes(anew(sitting), by=tanaka)
    with town.acting("sato") as sato:
        assert [one.text for one in unread_minutes(sato) if one.item.sitting_id == sitting.pk] == [
            "共有の議事録"
        ]
