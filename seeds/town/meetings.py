"""三橋家 before any consent: one sitting on two grounds, an anonymous item; and the next 重層的支援会議 to come."""

from datetime import date, time

from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cli.clock import Clock
from kasane.directory.models import Assignment, Desk
from kasane.meetings.actions.agenda import ItemWords, put_community_item, put_on_agenda
from kasane.meetings.actions.items import PaperWords, add_paper, decide_policy, write_minutes
from kasane.meetings.actions.minutes import mark_minutes_read
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, bind_seat, convene, pledge
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.referrals.actions import SheetWords, move, send
from kasane.referrals.models import Referral
from kasane.rules.intake import Disposition
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.referrals import NamesBasis, ReferralMove
from kasane.rules.timing import add_months
from seeds.town.replies import write_the_absent

CARE = frozenset({"community_care"})


def write_meetings(clock: Clock) -> None:
    case = _neighbour_calls(clock)
    sitting = _prepare(clock, case)
    write_the_absent(clock, sitting)
    _hold(clock, sitting)
    _next_sitting(clock)


def _neighbour_calls(clock: Clock) -> int:
    with clock.acting("sato", 44, "11:00") as sato:
        case = take(
            ConsultationWords(
                received_at=clock.instant(44, "10:30"),
                channel="visit",
                consulter="neighbour",
                content="隣の方が来所。「庭にごみが積まれ、夜に大きな声がする。お母さんの姿をしばらく見ていない」。",
            ),
            people=[
                PersonWords(name="三橋 節", kana="みつはし せつ", birth_on=date(1941, 11, 3), sex="female"),
                PersonWords(
                    name="三橋 明",
                    kana="みつはし あきら",
                    birth_on=date(1967, 5, 20),
                    sex="male",
                    relation="son",
                ),
            ],
            issues=[IssueWords("care", "お母さんの姿が見えない。介護の様子がわからない", (0, 1))],
            dispositions=[Disposition.SUPPORT_CONFERENCE],
            by=sato,
        )
        people = Identity.objects.filter(case_id=case).values_list("person_id", flat=True)
        referral = send(
            SheetWords(
                to_desk=Desk.objects.get(is_host=True).pk,
                basis=NamesBasis.NO_CONSENT_SHEET,
                persons=frozenset(people),
                content="訪ねても息子さんが戸口で断られ、お母さんに会えていません。",
                asks_for="支援会議での情報共有",
                keeps_doing="週に一度、声をかけに行きます",
            ),
            case=case,
            by=sato,
        )
    with clock.acting("tanaka", 43, "09:30") as tanaka:
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, by=tanaka)
    return case


def _prepare(clock: Clock, case: int) -> Sitting:
    """地域ケア会議 is a further ground of one item; 生活自立相談窓口 does not belong to it and leaves that item."""
    with clock.acting("tanaka", 41, "10:00") as tanaka:
        persons = frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True))
        sitting = convene(
            SittingWords(
                kind=MeetingKind.SUPPORT_CONFERENCE,
                purpose=ConferencePurpose.SHARING,
                held_on=clock.day(34),
                starts_at=time(10, 0),
                place="市役所 分庁舎 第1会議室",
                seats=seats_of("田中 和子", "高橋 健", "佐藤 恵", "鈴木 大輔"),
            ),
            by=tanaka,
        )
        for seat in Participant.objects.filter(sitting=sitting):
            if seat.desk_id != Desk.objects.get(code="jiritsu").pk:
                bind_seat(seat, bodies=CARE, by=tanaka)
        shared = put_on_agenda(
            ItemWords(
                case=case, persons=persons, topic="高齢の親と同居の子の世帯の様子について", is_anonymous=True
            ),
            sitting=sitting,
            by=tanaka,
        )
        put_on_agenda(
            ItemWords(case=case, persons=persons, topic="介護の様子の確かめ方について", bases=CARE),
            sitting=sitting,
            by=tanaka,
        )
        add_paper(
            shared,
            PaperWords("近所の方の話から", "Aさんの姿が見えない。Bさんは、昼に買い物に出ている。"),
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)
    return sitting


def _hold(clock: Clock, sitting: Sitting) -> None:
    for username, at in (("takahashi", "09:10"), ("sato", "09:20"), ("suzuki", "09:30"), ("tanaka", "09:40")):
        with clock.acting(username, 34, at) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    with clock.acting("tanaka", 34, "10:00") as tanaka:
        held = Sitting.objects.get(pk=sitting.pk)
        coming = Participant.objects.filter(sitting=held).exclude(replies__answer="absent")
        seats = frozenset(coming.values_list("id", flat=True))
        open_sitting(held, present=seats, by=tanaka)
        for item in AgendaItem.objects.filter(sitting=sitting).select_related("sitting"):
            write_minutes(item, text="各機関が知っていることを出し合った。会えた機関はまだない。", by=tanaka)
        named = AgendaItem.objects.select_related("sitting").get(sitting=sitting, is_anonymous=False)
        decide_policy(
            named,
            text="地域包括支援センターが週に一度声をかけ、戸口で話せた日に介護の様子をうかがう。",
            review_on=add_months(clock.day(34), 3),
            by=tanaka,
        )
        conclude(Sitting.objects.get(pk=sitting.pk), by=tanaka)
        publish_minutes(Sitting.objects.get(pk=sitting.pk), by=tanaka)
    # The same day: the day after may be closed, and the one before it would be too early.
    with clock.acting("sato", 34, "17:00") as sato:
        for item in AgendaItem.objects.filter(sitting=sitting).select_related("sitting"):
            mark_minutes_read(item, by=sato)


def _next_sitting(clock: Clock) -> None:
    with clock.acting("tanaka", 3, "14:00") as tanaka:
        sitting = convene(
            SittingWords(
                kind=MeetingKind.MULTILAYERED,
                purpose=None,
                held_on=clock.day(-10),
                starts_at=time(13, 30),
                place="市役所 本庁舎 会議室4",
                seats=seats_of("田中 和子", "高橋 健", "佐藤 恵", "鈴木 大輔"),
            ),
            by=tanaka,
        )
        put_community_item(
            "ひきこもりの経験のある50代の方が通える場所について",
            sitting=sitting,
            text="昼に数人で過ごせる場所が、地区にない。空き店舗と講師の心当たりを出し合う。",
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)


def seats_of(*names: str) -> tuple[int, ...]:
    hats = Assignment.objects.exclude(desk__is_resident_run=True)
    return tuple(hats.get(staff__name=name).pk for name in names)
