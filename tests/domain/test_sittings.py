"""How a sitting proceeds in the town, and what each step does to the keys."""

from datetime import date, time, timedelta

import pytest

from kasane.access.actor import Actor
from kasane.directory.models import Assignment
from kasane.meetings.actions.agenda import (
    ItemWords,
    defer,
    leave_out,
    name_item,
    put_community_item,
    put_on_agenda,
)
from kasane.meetings.actions.items import PaperWords, add_paper, write_minutes
from kasane.meetings.actions.proceeding import (
    arrive,
    cancel,
    conclude,
    leave,
    open_sitting,
    postpone,
    publish_minutes,
    send_notice,
)
from kasane.meetings.actions.sittings import (
    SittingWords,
    bind_seat,
    convene,
    invite,
    pledge,
    withdraw_invitation,
)
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.rooms.queries import call
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.plans import Occasion
from kasane.rules.verdicts import Refused
from kasane.support_plans.models import PlanPart
from tests.world import World

DAY = date.today() + timedelta(days=14)  # noqa: DTZ011 - some day to come
LIVE = "select count(*) from rooms_grant where source_kind = 'sitting' and source_id = %s and staff_id is not null and ended_at is null"


def seat_numbers(*names: str) -> tuple[int, ...]:
    hats = Assignment.objects.exclude(desk__is_resident_run=True)
    return tuple(hats.get(staff__name=name).pk for name in names)


def conference(by: Actor, *names: str) -> Sitting:
    return convene(
        SittingWords(
            MeetingKind.SUPPORT_CONFERENCE,
            ConferencePurpose.SHARING,
            DAY,
            time(10),
            "第1会議室",
            seat_numbers("田中 和子", "高橋 健", *names),
        ),
        by=by,
    )


def about(town: World, name: str) -> tuple[int, int]:
    """The case and the person of somebody the host knows."""
    row = town.superuser.execute(
        "select i.case_id, i.person_id from people_identity i join rooms_compartment c on c.id = i.home_id"
        " join directory_desk d on d.id = c.desk_id where d.is_host and i.name = %s",
        [name],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def seat(sitting: Sitting, name: str, town: World) -> Participant:
    staff = town.one("select id from directory_staff where name = %s", name)
    return Participant.objects.select_related("sitting").get(sitting=sitting, staff_id=staff)


def anew(sitting: Sitting) -> Sitting:
    return Sitting.objects.get(pk=sitting.pk)


@pytest.fixture
def called(town: World) -> tuple[Sitting, AgendaItem]:
    """A 支援会議 about 三橋明, called, with 佐藤 pledged; 鈴木 was called too and has not pledged."""
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵", "鈴木 大輔")
        item = put_on_agenda(ItemWords(case, frozenset({son}), "息子さんの様子"), sitting=sitting, by=tanaka)
        send_notice(sitting, by=tanaka)
    with town.acting("sato") as sato:
        pledge(anew(sitting), by=sato)
    return sitting, item


def test_nobody_is_called_before_the_notice(town: World) -> None:
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵")
        put_on_agenda(ItemWords(case, frozenset({son}), "息子さんの様子"), sitting=sitting, by=tanaka)
    with town.acting("sato") as sato:
        assert not Sitting.objects.filter(pk=sitting.pk).exists()
        with pytest.raises(Refused):
            pledge(sitting, by=sato)
    with town.acting("tanaka") as tanaka:
        send_notice(sitting, by=tanaka)
    with town.acting("sato") as sato:
        pledge(anew(sitting), by=sato)
        assert AgendaItem.objects.filter(sitting=sitting).count() == 1


def test_a_notice_waits_for_an_item(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka)
        with pytest.raises(Refused, match="議題がまだ立っていません"):
            send_notice(sitting, by=tanaka)


def test_without_the_csw_it_opens_only_with_the_reason(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    sitting, _ = called
    with town.acting("tanaka") as tanaka:
        host = frozenset({seat(sitting, "田中 和子", town).pk})
        with pytest.raises(Refused, match="CSWが出席していません"):
            open_sitting(anew(sitting), present=host, by=tanaka)
        open_sitting(anew(sitting), present=host, reason="CSWが急病のため", by=tanaka)
        assert anew(sitting).state == "open"
    assert (
        town.one(
            "select reason from meetings_sittingstep where move = 'open' and sitting_id = %s", sitting.pk
        )
        == "CSWが急病のため"
    )


def test_without_the_host_it_does_not_open_in_the_database_either(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    sitting, _ = called
    with town.acting("tanaka") as tanaka:
        others = frozenset({seat(sitting, "高橋 健", town).pk, seat(sitting, "佐藤 恵", town).pk})
        with pytest.raises(Refused, match="主催する福祉総合相談担当"):
            open_sitting(anew(sitting), present=others, by=tanaka)
    town.superuser.execute(
        "update meetings_participant set arrived_at = now() where id = any (%s)", [list(others)]
    )
    with town.acting("tanaka"), pytest.raises(Refused, match="主催する窓口の人"):
        from_below(sitting, "open", "")


def from_below(sitting: Sitting, move: str, reason: str) -> None:
    """The step asked of the database itself, past the rule in Python."""
    call("move_sitting", sitting.pk, move, 1, reason, None, None)


def test_calling_off_ends_every_key_by_name(town: World, called: tuple[Sitting, AgendaItem]) -> None:
    sitting, item = called
    with town.acting("sato"):
        assert AgendaItem.objects.filter(pk=item.pk).exists()
    with town.acting("tanaka") as tanaka:
        cancel(anew(sitting), reason="息子さんが転出されたため", by=tanaka)
    assert town.one(LIVE, sitting.pk) == 0
    with town.acting("sato"):
        assert Sitting.objects.get(pk=sitting.pk).state == "cancelled"
        assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_putting_off_moves_the_last_day_of_reading(town: World, called: tuple[Sitting, AgendaItem]) -> None:
    sitting, item = called
    with town.acting("tanaka") as tanaka:
        postpone(anew(sitting), to=DAY + timedelta(days=30), reason="会場の都合", by=tanaka)
        assert anew(sitting).packet_until > DAY + timedelta(days=30)
    assert town.one(LIVE, sitting.pk) == 1, "佐藤 who had pledged, and nobody else"
    assert town.one(
        "select max(valid_to) > %s from rooms_grant where source_id = %s and staff_id is not null and ended_at is null",
        DAY + timedelta(days=30),
        sitting.pk,
    )
    with town.acting("sato"):
        assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_a_call_taken_back_ends_her_keys_and_nobody_elses(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    sitting, item = called
    with town.acting("suzuki") as suzuki:
        pledge(anew(sitting), by=suzuki)
    with town.acting("tanaka") as tanaka:
        withdraw_invitation(seat(sitting, "佐藤 恵", town), by=tanaka)
        with pytest.raises(Refused, match="いつも会議の構成員"):
            withdraw_invitation(seat(sitting, "高橋 健", town), by=tanaka)
    with town.acting("sato"):
        assert not Sitting.objects.filter(pk=sitting.pk).exists()
        assert not AgendaItem.objects.filter(pk=item.pk).exists()
    with town.acting("suzuki"):
        assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_who_leaves_one_item_reads_the_other(town: World, called: tuple[Sitting, AgendaItem]) -> None:
    sitting, item = called
    case, mother = about(town, "三橋 節")
    with town.acting("tanaka") as tanaka:
        second = put_on_agenda(
            ItemWords(case, frozenset({mother}), "お母さんの様子"), sitting=anew(sitting), by=tanaka
        )
        leave_out(item, seat(sitting, "佐藤 恵", town), by=tanaka)
    with town.acting("sato"):
        assert list(AgendaItem.objects.filter(sitting=sitting)) == [second]


def test_who_is_not_bound_by_the_other_ground_leaves_the_item(town: World) -> None:
    case, son = about(town, "三橋 明")
    care = frozenset({"community_care"})
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵", "鈴木 大輔")
        for name in ("高橋 健", "佐藤 恵"):
            bind_seat(seat(sitting, name, town), bodies=care, by=tanaka)
        item = put_on_agenda(
            ItemWords(case, frozenset({son}), "介護の様子", bases=care), sitting=sitting, by=tanaka
        )
        send_notice(sitting, by=tanaka)
    for who, reads in (("sato", True), ("suzuki", False)):
        with town.acting(who) as member:
            pledge(anew(sitting), by=member)
            assert AgendaItem.objects.filter(pk=item.pk).exists() is reads, who
    assert town.one("select reason from meetings_itemleave where item_id = %s", item.pk) == "not_bound"


def test_an_anonymous_item_takes_no_name_until_it_goes_over_to_names(town: World) -> None:
    case, son = about(town, "三橋 明")
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka, "佐藤 恵")
        words = ItemWords(case, frozenset({son}), "三橋さんの様子", is_anonymous=True)
        with pytest.raises(Refused, match="氏名が書かれています"):
            put_on_agenda(words, sitting=sitting, by=tanaka)
        item = put_on_agenda(
            ItemWords(case, frozenset({son}), "50代の方の様子", is_anonymous=True), sitting=sitting, by=tanaka
        )
        assert item.people_line == "Aさん（50代）"
        with pytest.raises(Refused, match="氏名が書かれています"):
            add_paper(item, PaperWords("経過", "明さんは昼に出かける"), by=tanaka)
        add_paper(item, PaperWords("経過", "Aさんは昼に出かける"), by=tanaka)
        name_item(item, by=tanaka)
        named = AgendaItem.objects.select_related("sitting").get(pk=item.pk)
        assert "三橋 明" in named.people_line
        add_paper(named, PaperWords("経過", "明さんは昼に出かける"), by=tanaka)


def test_a_community_item_is_for_the_multilayered_conference_alone(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        sitting = conference(tanaka)
        with pytest.raises(Refused, match="重層的支援会議の議題です"):
            put_community_item("通える場所", sitting=sitting, text="", by=tanaka)


def test_an_undecided_plan_is_put_off_before_it_closes(town: World) -> None:
    part = town.superuser.execute(
        "select p.id, p.case_id, p.person_id from support_plans_planpart p join support_plans_partstatechange c on c.part_id = p.id where c.state_after = 'active' limit 1"
    ).fetchone()
    assert part is not None
    with town.acting("tanaka") as tanaka:
        sitting = convene(
            SittingWords(
                MeetingKind.MULTILAYERED,
                None,
                tanaka.today,
                time(10),
                "第1会議室",
                seat_numbers("田中 和子", "高橋 健", "佐藤 恵"),
            ),
            by=tanaka,
        )
        known = PlanPart.objects.get(pk=part[0])
        item = put_on_agenda(
            ItemWords(
                part[1],
                frozenset({part[2]}),
                "変更",
                part=known,
                version=known.versions.first(),
                occasion=Occasion.CHANGE,
            ),
            sitting=sitting,
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)
        present = frozenset(Participant.objects.filter(sitting=sitting).values_list("id", flat=True))
        open_sitting(anew(sitting), present=present, by=tanaka)
        with pytest.raises(Refused, match="決定していない議題"):
            conclude(anew(sitting), by=tanaka)
        defer(
            AgendaItem.objects.select_related("sitting").get(pk=item.pk),
            reason="本人の体調がすぐれないため",
            by=tanaka,
        )
        conclude(anew(sitting), by=tanaka)
        publish_minutes(anew(sitting), by=tanaka)
        with pytest.raises(Refused):
            write_minutes(
                AgendaItem.objects.select_related("sitting").get(pk=item.pk), text="あとから", by=tanaka
            )


def test_comings_and_goings_are_kept_while_it_is_open(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    sitting, _ = called
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="開かれている間"):
            arrive(seat(sitting, "佐藤 恵", town), by=tanaka)
        standing = frozenset({seat(sitting, "田中 和子", town).pk, seat(sitting, "高橋 健", town).pk})
        open_sitting(anew(sitting), present=standing, by=tanaka)
        with pytest.raises(Refused, match="出席していない方"):
            leave(seat(sitting, "佐藤 恵", town), by=tanaka)
        arrive(seat(sitting, "佐藤 恵", town), by=tanaka)
        leave(seat(sitting, "佐藤 恵", town), by=tanaka)
        told = seat(sitting, "佐藤 恵", town)
        assert told.arrived_at is not None
        assert told.left_at is not None


def test_one_more_is_called_while_it_is_ahead_and_not_after(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    sitting, _ = called
    (extra,) = seat_numbers("伊藤 理恵")
    with town.acting("tanaka") as tanaka:
        invite(anew(sitting), extra, by=tanaka)
        cancel(anew(sitting), reason="中止", by=tanaka)
        (other,) = seat_numbers("木村 修")
        with pytest.raises(Refused, match="「中止」です"):
            invite(anew(sitting), other, by=tanaka)


def test_another_desk_neither_proceeds_nor_takes_seats_back(
    town: World, called: tuple[Sitting, AgendaItem]
) -> None:
    """佐藤 is called and has pledged; all she lacks is that her desk did not convene it."""
    sitting, item = called
    with town.acting("sato") as sato:
        own = Participant.objects.get(sitting=sitting, staff_id=sato.staff)
        for ask in (
            lambda: cancel(anew(sitting), reason="x", by=sato),
            lambda: withdraw_invitation(own, by=sato),
            lambda: leave_out(item, own, by=sato),
        ):
            with pytest.raises(Refused):
                ask()
    assert anew_state(town, sitting) == "invited"


def anew_state(town: World, sitting: Sitting) -> object:
    return town.one("select state from meetings_sitting where id = %s", sitting.pk)
