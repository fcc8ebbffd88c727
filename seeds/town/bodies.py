"""石井さん: 生活自立相談窓口 convenes its 支援調整会議; one item counts as 支援会議, about another it waits."""

from datetime import date, time

from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cli.clock import Clock
from kasane.directory.models import Assignment
from kasane.meetings.actions.agenda import ItemWords
from kasane.meetings.actions.bodies import BodyWords, answer_designation, convene_body, put_on_body
from kasane.meetings.actions.proceeding import send_notice
from kasane.meetings.models import Designation, Sitting
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.rules.intake import Disposition
from kasane.rules.meetings import ConferencePurpose


def write_bodies(clock: Clock) -> None:
    with clock.acting("suzuki", 9, "10:40") as suzuki:
        case = take(
            ConsultationWords(
                received_at=clock.instant(9, "10:00"),
                channel="phone",
                consulter="neighbour",
                content="大家さんから電話。「家賃が四か月入っていない。声をかけても出てこない」。",
            ),
            people=[
                PersonWords(name="石井 和也", kana="いしい かずや", birth_on=date(1971, 4, 18), sex="male")
            ],
            issues=[IssueWords("poverty", "家賃が四か月滞っている", (0,))],
            dispositions=[Disposition.CONTINUES_HERE],
            by=suzuki,
        )
        persons = frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True))
        sitting = convene_body(
            BodyWords(
                body="support_coordination",
                purpose=ConferencePurpose.SHARING,
                held_on=clock.day(-13),
                starts_at=time(15),
                place="市役所 分庁舎 第3会議室",
                members=_seats("鈴木 大輔", "田中 和子", "高橋 健"),
                others=_seats("佐藤 恵"),
            ),
            by=suzuki,
        )
        for topic, why in (
            (
                "家賃の滞納と、本人に会えないことについて",
                "会えていない方について、関係機関の知っていることを共有するため",
            ),
            ("医療につながっていないことについて", "医療機関にも加わってもらい、支援方針を決めるため"),
        ):
            put_on_body(
                ItemWords(case=case, persons=persons, topic=topic), why=why, sitting=sitting, by=suzuki
            )
        send_notice(Sitting.objects.get(pk=sitting.pk), by=suzuki)
    with clock.acting("tanaka", 8, "16:00") as tanaka:
        first = Designation.objects.get(why__startswith="会えていない方")
        answer_designation(first, is_agreed=True, reason="", by=tanaka)


def _seats(*names: str) -> tuple[int, ...]:
    hats = Assignment.objects.exclude(desk__is_resident_run=True)
    return tuple(hats.get(staff__name=name).pk for name in names)
