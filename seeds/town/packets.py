"""三橋家 once more: a 支援会議 to come, whose 準備シート have come, wait or are late; and the numbered copies of the last one."""

from datetime import time

from kasane.cli.clock import Clock
from kasane.directory.models import Assignment
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.copies import make_copies, move_copy
from kasane.meetings.actions.items import PaperWords, add_paper
from kasane.meetings.actions.packets import put_pictures
from kasane.meetings.actions.preparation import keep_part, submit_part
from kasane.meetings.actions.proceeding import send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.facts.preparation import seats_at
from kasane.meetings.models import AgendaItem, PacketCopy, PartRequest, Sitting
from kasane.rules.copies import CopyMove
from kasane.rules.meetings import ConferencePurpose, MeetingKind

# Days ago, at, what was done, to which numbers.
WENT = (
    (34, "09:58", CopyMove.HAND_OUT, (1, 2, 3)),
    (34, "11:30", CopyMove.COLLECT, (1, 2)),
    (33, "09:30", CopyMove.DESTROY, (1,)),
)


def write_packets(clock: Clock) -> None:
    _copies(clock)
    sitting = _call(clock)
    _write_parts(clock, sitting)


def _copies(clock: Clock) -> None:
    """Of three copies one was destroyed, one came back, and one is still out."""
    with clock.acting("tanaka", 34, "09:50") as tanaka:
        item = AgendaItem.objects.select_related("sitting").get(is_anonymous=True)
        put_pictures(item, by=tanaka)
        seats = [seat.pk for seat in seats_at(item) if seat.desk_id != tanaka.desk]
        make_copies(item, frozenset(seats[:3]), by=tanaka)
    for ago, at, move, numbers in WENT:
        with clock.acting("tanaka", ago, at) as tanaka:
            for copy in PacketCopy.objects.filter(number__in=numbers):
                move_copy(copy, move, by=tanaka)


def _call(clock: Clock) -> Sitting:
    with clock.acting("tanaka", 6, "10:00") as tanaka:
        last = AgendaItem.objects.select_related("sitting").get(topic="介護の様子の確かめ方について")
        hats = Assignment.objects.exclude(desk__is_resident_run=True)
        names = ("田中 和子", "高橋 健", "佐藤 恵", "鈴木 大輔", "伊藤 理恵")
        sitting = convene(
            SittingWords(
                kind=MeetingKind.SUPPORT_CONFERENCE,
                purpose=ConferencePurpose.POLICY,
                held_on=clock.day(-2),
                starts_at=time(10, 0),
                place="市役所 分庁舎 第2会議室",
                seats=tuple(hats.get(staff__name=name).pk for name in names),
            ),
            by=tanaka,
        )
        item = put_on_agenda(
            ItemWords(
                case=last.case_id,
                persons=frozenset(last.concerns),
                topic="お母さんに会うための訪ね方について",
                matter=last.matter_id,
                planned_minutes=40,
            ),
            sitting=sitting,
            by=tanaka,
        )
        add_paper(
            item,
            PaperWords("前回の支援会議から", "包括が週に一度声をかけ、戸口で話せる日が増えた。"),
            by=tanaka,
        )
        put_pictures(item, by=tanaka)
        send_notice(sitting, by=tanaka)
    return sitting


def _write_parts(clock: Clock, sitting: Sitting) -> None:
    """佐藤 has handed in, 鈴木 is still writing, 高橋 has pledged, and 伊藤 has done nothing yet."""
    for username, at in (("sato", "09:00"), ("suzuki", "09:10"), ("takahashi", "09:20")):
        with clock.acting(username, 5, at) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    with clock.acting("sato", 4, "15:00") as sato:
        request = PartRequest.objects.select_related("sitting", "item").get(
            sitting=sitting, desk_id=sato.desk
        )
        submit_part(
            request,
            {
                "grasped": "80代のお母さんと50代の息子さんの二人暮らし。息子さんが買い物と食事の支度をしている。",
                "efforts": "週に一度、戸口で声をかけている。3回のうち2回は息子さんと話せた。",
                "whom": "訪問看護、生活自立相談窓口。",
                "asks": "お母さんの受診の様子を、病院からうかがいたい。",
            },
            by=sato,
        )
    with clock.acting("suzuki", 3, "16:00") as suzuki:
        request = PartRequest.objects.select_related("sitting", "item").get(
            sitting=sitting, desk_id=suzuki.desk
        )
        keep_part(request, {"grasped": "息子さんから、仕事の相談が一度あった。"}, by=suzuki)
