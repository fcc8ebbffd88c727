"""The first call about 山田家, and how it came to 福祉総合相談担当."""

from datetime import date

from kasane.cases.actions.consultations import ConsultationWords, InformantWords, IssueWords, take
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.referrals.actions import SheetWords, move, send
from kasane.referrals.models import Referral
from kasane.rules.intake import Disposition
from kasane.rules.referrals import NamesBasis, ReferralMove

HANAKO, TARO = 0, 1


def first_call(clock: Clock) -> int:
    with clock.acting("sato", 150, "10:20") as sato:
        return take(
            ConsultationWords(
                received_at=clock.instant(150, "09:40"),
                channel="phone",
                consulter="welfare_volunteer",
                content="民生委員から電話。郵便受けに新聞がたまっている。訪ねると、お母さんが「息子が部屋から出てこない。"
                "わたしの年金だけで、もう何年も」と話された。お母さんは膝が痛く、買い物に行けていない様子。",
                wish="お母さん「わたしが動けなくなったら、この子はどうなるのか」",
                route="welfare_volunteer",
                told_concerns=("income", "health", "withdrawal", "care"),
                most_serious="withdrawal",
                urgency="week",
                was_spoken_to=False,
                not_spoken_why="declined",
            ),
            people=[
                PersonWords(
                    name="山田 花子",
                    kana="やまだ はなこ",
                    birth_on=date(date.today().year - 82, 3, 14),  # noqa: DTZ011 - an age, not an instant
                    sex="female",
                    address="南湖一丁目2-3",
                    phone="0467-00-0001",
                    communication=("writing",),
                    communication_words="耳が遠い。大事なことは紙に書いて確かめる",
                ),
                PersonWords(
                    name="山田 太郎",
                    kana="やまだ たろう",
                    birth_on=date(date.today().year - 54, 7, 2),  # noqa: DTZ011 - an age, not an instant
                    sex="male",
                    address="南湖一丁目2-3",
                    relation="son",
                ),
            ],
            issues=[
                IssueWords("care", "膝の痛みで買い物と通院がむずかしい。介護保険は未申請", (HANAKO,)),
                IssueWords("withdrawal", "20年ほど自室で過ごし、家族以外と話していない", (TARO,)),
                IssueWords("poverty", "二人が母の年金だけで暮らしている", (HANAKO, TARO)),
            ],
            dispositions=[Disposition.CONTINUES_HERE, Disposition.MULTI_AGENCY],
            informant=InformantWords("中山さん", "南湖一丁目の民生委員", "0467-00-0009"),
            by=sato,
        )


def to_multi_agency(clock: Clock, case: int) -> None:
    host = Desk.objects.get(is_host=True).pk
    with clock.acting("sato", 148, "16:00") as sato:
        people = Identity.objects.filter(case_id=case).values_list("person_id", flat=True)
        referral = send(
            SheetWords(
                to_desk=host,
                basis=NamesBasis.NO_CONSENT_SHEET,
                persons=frozenset(people),
                content="高齢の母とひきこもりの長男の二人暮らし。介護・生活困窮・社会的孤立が重なり、当センターだけでは"
                "支えきれません。長男とは会えていません。",
                asks_for="長男への関わり方の検討と、関係機関の調整",
                keeps_doing="母への訪問と、介護保険の申請の手伝いを続けます",
            ),
            case=case,
            by=sato,
        )
    with clock.acting("tanaka", 147, "11:00") as tanaka:
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, by=tanaka)
        add_note(
            NoteWords(
                kind="contact",
                happened_at=clock.instant(147, "11:00"),
                text="地域包括支援センターと電話。母は週1回の訪問を受け入れている。長男には、急がず手紙から始める。",
                concerns=frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True)),
            ),
            case=case,
            by=tanaka,
        )


def persons(clock: Clock, case: int) -> tuple[int, int]:
    with clock.acting("tanaka", 147, "11:30"):
        mother = Identity.objects.get(case_id=case, name="山田 花子").person_id
        son = Identity.objects.get(case_id=case, name="山田 太郎").person_id
    return mother, son
