"""三橋家's second 支援会議, being held this very day: what is said is being written down."""

from datetime import time

from kasane.cases.actions.gaps import GapWords, record_gap
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.conducting import write_contribution, write_draft
from kasane.meetings.actions.items import assign_role
from kasane.meetings.actions.proceeding import open_sitting, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.people.models import Identity
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from seeds.town.meetings import seats_of

SAID = {
    "sato": "月曜の夕方に戸口で明さんと話せた。母は寝ていることが多いとのこと。",
    "takahashi": "手紙を2通届けた。返事はまだない。",
}


def write_conducting(clock: Clock) -> None:
    sitting = _called(clock)
    for username, at in (("takahashi", "09:00"), ("sato", "09:10"), ("tanaka", "09:20")):
        with clock.acting(username, 0, at) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    _opened(clock, sitting)


def _called(clock: Clock) -> Sitting:
    with clock.acting("tanaka", 5, "10:00") as tanaka:
        mother = Identity.objects.filter(name="三橋 節").order_by("written_at")[0]
        sitting = convene(
            SittingWords(
                kind=MeetingKind.SUPPORT_CONFERENCE,
                purpose=ConferencePurpose.POLICY,
                held_on=clock.day(0),
                starts_at=time(9, 30),
                place="市役所 分庁舎 第2会議室",
                seats=seats_of("田中 和子", "高橋 健", "佐藤 恵"),
            ),
            by=tanaka,
        )
        earlier = AgendaItem.objects.filter(case_id=mother.case_id).order_by("written_at")[0]
        for topic in ("お母さんの様子の確かめ方について", "明さんへの関わり方について"):
            words = ItemWords(
                case=mother.case_id,
                persons=frozenset(earlier.concerns),
                topic=topic,
                matter=earlier.matter_id,
            )
            put_on_agenda(words, sitting=sitting, by=tanaka)
        send_notice(sitting, by=tanaka)
    return sitting


def _opened(clock: Clock, sitting: Sitting) -> None:
    with clock.acting("tanaka", 0, "09:30") as tanaka:
        seats = {seat.desk_id: seat for seat in Participant.objects.filter(sitting=sitting)}
        present = frozenset(seat.pk for seat in seats.values())
        open_sitting(Sitting.objects.get(pk=sitting.pk), present=present, by=tanaka)
        desks = {
            "sato": Desk.objects.get(code="houkatsu-nango").pk,
            "takahashi": Desk.objects.get(code="shakyo").pk,
        }
        item = AgendaItem.objects.filter(sitting=sitting).select_related("sitting").order_by("sort_order")[0]
        for who, said in SAID.items():
            write_contribution(item, seats[desks[who]], said, edition=0, by=tanaka)
        assign_role(
            item,
            desk=desks["sato"],
            text="保健師と二人で訪ね、お母さんに会う",
            due_on=clock.day(-7),
            by=tanaka,
        )
        record_gap(
            GapWords("company", "夜間に短い時間だけ声をかけられる見守り"),
            case=item.case_id,
            home=item.home_id,
            by=tanaka,
        )
        write_draft(item, "戸口で話せた日のことを共有した。", edition=0, by=tanaka)
