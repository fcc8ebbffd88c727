"""M-6: 支援調整会議 keeps its convener; one of its items counts as 支援会議 once 福祉総合相談担当 says so."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kasane.directory.models import Assignment
from kasane.meetings.actions.agenda import ItemWords
from kasane.meetings.actions.bodies import BodyWords, answer_designation, convene_body, put_on_body
from kasane.meetings.actions.proceeding import send_notice
from kasane.meetings.actions.sittings import pledge
from kasane.meetings.models import AgendaItem, Designation, PartRequest, Sitting
from kasane.rooms.queries import call
from kasane.rules.meetings import ConferencePurpose
from kasane.rules.verdicts import Refused
from tests.world import World

DAY = date.today() + timedelta(days=20)  # noqa: DTZ011 - some day to come


def seats(*names: str) -> tuple[int, ...]:
    hats = Assignment.objects.exclude(desk__is_resident_run=True)
    return tuple(hats.get(staff__name=name).pk for name in names)


def words(
    body: str = "support_coordination", *, members: tuple[str, ...], others: tuple[str, ...] = ()
) -> BodyWords:
    return BodyWords(
        body, ConferencePurpose.SHARING, DAY, time(15), "第3会議室", seats(*members), seats(*others)
    )


def ishii(town: World) -> tuple[int, int]:
    row = town.superuser.execute(
        "select case_id, person_id from people_identity where name = '石井 和也'"
    ).fetchone()
    assert row is not None
    return row[0], row[1]


@pytest.fixture
def asked(town: World) -> tuple[Sitting, AgendaItem]:
    """鈴木 convened with 田中 and 高橋 as members, 佐藤 who is none; one item, about which 田中 was asked."""
    case, person = ishii(town)
    with town.acting("suzuki") as suzuki:
        sitting = convene_body(
            words(members=("鈴木 大輔", "田中 和子", "高橋 健"), others=("佐藤 恵",)), by=suzuki
        )
        item = put_on_body(
            ItemWords(case, frozenset({person}), "家賃の滞納について"),
            why="情報の共有",
            sitting=sitting,
            by=suzuki,
        )
        send_notice(sitting, by=suzuki)
    for who in ("takahashi", "sato", "tanaka"):
        with town.acting(who) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    return sitting, item


def reads(town: World, item: AgendaItem) -> set[str]:
    found = set()
    for who in ("suzuki", "tanaka", "takahashi", "sato", "ito"):
        with town.acting(who):
            if AgendaItem.objects.filter(pk=item.pk).exists():
                found.add(who)
    return found


def test_until_it_is_designated_nobody_but_the_secretariat_reads_it(
    town: World, asked: tuple[Sitting, AgendaItem]
) -> None:
    assert reads(town, asked[1]) == {"suzuki"}


def test_once_designated_the_pledged_members_read_it_and_who_is_no_member_does_not(
    town: World, asked: tuple[Sitting, AgendaItem]
) -> None:
    with town.acting("tanaka") as tanaka:
        waiting = Designation.objects.get(item_id=asked[1].pk)
        answer_designation(waiting, is_agreed=True, reason="", by=tanaka)
    assert reads(town, asked[1]) == {"suzuki", "tanaka", "takahashi"}
    assert town.one("select reason from meetings_itemleave where item_id = %s", asked[1].pk) == "not_bound"


def test_no_part_of_the_packet_is_asked_of_a_member_before_it_is_designated(
    town: World, asked: tuple[Sitting, AgendaItem]
) -> None:
    with town.acting("takahashi"):
        assert not PartRequest.objects.filter(item_id=asked[1].pk).exists()
    with town.acting("tanaka") as tanaka:
        answer_designation(Designation.objects.get(item_id=asked[1].pk), is_agreed=True, reason="", by=tanaka)
    with town.acting("takahashi"):
        assert PartRequest.objects.filter(item_id=asked[1].pk).exists()


def test_what_is_not_designated_stays_shut_and_is_answered_once(
    town: World, asked: tuple[Sitting, AgendaItem]
) -> None:
    with town.acting("tanaka") as tanaka:
        waiting = Designation.objects.get(item_id=asked[1].pk)
        with pytest.raises(Refused, match="位置付けないわけ"):
            answer_designation(waiting, is_agreed=False, reason="", by=tanaka)
        answer_designation(waiting, is_agreed=False, reason="目的が重ならないため", by=tanaka)
        with pytest.raises(Refused, match="もう決まっています"):
            answer_designation(Designation.objects.get(pk=waiting.pk), is_agreed=True, reason="", by=tanaka)
    assert reads(town, asked[1]) == {"suzuki"}


def test_without_the_csw_called_it_is_not_designated_by_rule_nor_by_database(town: World) -> None:
    case, person = ishii(town)
    with town.acting("suzuki") as suzuki:
        sitting = convene_body(words(members=("鈴木 大輔", "田中 和子")), by=suzuki)
        item = put_on_body(
            ItemWords(case, frozenset({person}), "家賃"), why="共有", sitting=sitting, by=suzuki
        )
        send_notice(sitting, by=suzuki)
    with town.acting("tanaka") as tanaka:
        waiting = Designation.objects.get(item_id=item.pk)
        with pytest.raises(Refused, match="いつも出席する機関"):
            answer_designation(waiting, is_agreed=True, reason="", by=tanaka)
    with town.acting("tanaka"), pytest.raises(Refused, match="いつも出席する機関"):
        call("designate", waiting.pk, True, "")


def test_the_secretariat_does_not_designate_its_own(town: World, asked: tuple[Sitting, AgendaItem]) -> None:
    with town.acting("suzuki") as suzuki:
        own = Designation.objects.get(item_id=asked[1].pk)
        with pytest.raises(Refused, match="福祉総合相談担当です"):
            answer_designation(own, is_agreed=True, reason="", by=suzuki)
    with town.acting("suzuki"), pytest.raises(Refused):
        call("designate", own.pk, True, "")


def test_nobody_is_called_to_a_body_under_two_hats(town: World) -> None:
    """高橋 is CSW and works at 地区ボランティアセンター too: a member by the one, and not called by the other besides."""
    told = words(members=("鈴木 大輔", "高橋 健"))
    other = Assignment.objects.get(staff__name="高橋 健", desk__is_resident_run=True).pk
    with town.acting("suzuki") as suzuki:
        for one in (replace(told, others=(other,)), replace(told, members=(*told.members, other))):
            with pytest.raises(Refused, match="高橋 健さんを、二つの役割で選んでいます"):
                convene_body(one, by=suzuki)
        convene_body(replace(told, others=told.members), by=suzuki)


def test_only_its_secretariat_convenes_a_body(town: World) -> None:
    """田中 hosts both meetings, and is no secretariat of 支援調整会議; 鈴木 is, and not of 要対協."""
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="その事務局だけ"):
        convene_body(words(members=("田中 和子", "高橋 健")), by=tanaka)
    with town.acting("suzuki") as suzuki, pytest.raises(Refused, match="その事務局だけ"):
        convene_body(words("children_at_risk", members=("鈴木 大輔",)), by=suzuki)
    with town.acting("suzuki") as suzuki, pytest.raises(Refused, match="招集する事務局"):
        convene_body(words(members=("田中 和子", "高橋 健")), by=suzuki)


def test_the_host_sees_the_question_and_nothing_of_whom_it_is_about(
    town: World, asked: tuple[Sitting, AgendaItem]
) -> None:
    client = town.client("shimizu")
    page = client.get("/sittings/").content.decode()
    assert "位置付けの依頼" in page
    assert "石井" not in page
    assert "家賃" not in page


def test_who_runs_no_body_has_no_such_page(town: World) -> None:
    assert town.client("suzuki").get("/sittings/body/new/").status_code == 200
    assert town.client("sato").get("/sittings/body/new/").status_code == 404
