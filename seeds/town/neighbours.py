"""Other households of the town: unnamed callers, a question answered at once, a つなぎ waiting."""

from datetime import date

from kasane.access.ids import encode_id
from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.drafts.actions import keep
from kasane.people.actions.emergency import EmergencyWords, begin_emergency, review_emergency
from kasane.people.actions.protection import ProtectionWords, protect
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.referrals.actions import SheetWords, send
from kasane.rooms.models import EmergencyAccess
from kasane.rules.emergency import Finding
from kasane.rules.intake import Disposition
from kasane.rules.protection import last_day
from kasane.rules.referrals import NamesBasis


def write_neighbours(clock: Clock) -> None:
    _waiting_referral(clock)
    _unnamed_caller(clock)
    _answered(clock)
    _protected(clock)
    _known_elsewhere(clock)
    _emergencies(clock)
    _unfinished(clock)


def _waiting_referral(clock: Clock) -> None:
    with clock.acting("sato", 3, "11:00") as sato:
        case = take(
            ConsultationWords(
                received_at=clock.instant(3, "10:15"),
                channel="visit",
                consulter="family",
                content="娘さんが来所。父の物忘れが進み、小学生の子の世話と仕事で眠れていないとのこと。夫は単身赴任。",
                wish="「どこに相談したらいいのかも、わからなくて」",
            ),
            people=[
                PersonWords(name="中村 由美", kana="なかむら ゆみ", birth_on=date(1984, 5, 20), sex="female"),
                PersonWords(
                    name="中村 義男",
                    kana="なかむら よしお",
                    birth_on=date(1948, 1, 9),
                    sex="male",
                    relation="father",
                ),
                PersonWords(called="小学4年の長女", about_age=10, sex="female", relation="daughter"),
            ],
            issues=[
                IssueWords("care", "父の物忘れが進み、日中一人にできない", (0, 1)),
                IssueWords("children", "子の学校の送り迎えが続けられない", (0, 2)),
                IssueWords("work", "介護と子育てで、仕事を休みがち", (0,)),
            ],
            dispositions=[Disposition.CONTINUES_HERE, Disposition.MULTI_AGENCY],
            by=sato,
        )
        send(
            SheetWords(
                to_desk=Desk.objects.get(is_host=True).pk,
                basis=NamesBasis.NO_CONSENT_SHEET,
                persons=frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True)),
                content="介護と子育てが一人に重なっています。ご本人が眠れておらず、早めに支える人を増やしたいです。",
                asks_for="関係機関の調整",
                keeps_doing="お父さんの介護の相談は、こちらで続けます",
            ),
            case=case,
            by=sato,
        )


def _unnamed_caller(clock: Clock) -> None:
    with clock.acting("suzuki", 6, "16:20") as suzuki:
        take(
            ConsultationWords(
                received_at=clock.instant(6, "16:00"),
                channel="phone",
                consulter="anonymous",
                content="男性から電話。「来月で仕事が切れる。寮も出る」。お名前は話されず、また電話するとのこと。",
                wish="住むところの心配をなくしたい",
            ),
            people=[PersonWords(called="40歳代くらいの男性", about_age=45, sex="male")],
            issues=[
                IssueWords("work", "来月で派遣の契約が終わる", (0,)),
                IssueWords("housing", "寮を出た後の住まいがない", (0,)),
            ],
            dispositions=[Disposition.CONTINUES_HERE],
            by=suzuki,
        )


def _answered(clock: Clock) -> None:
    with clock.acting("watanabe", 8, "14:00") as watanabe:
        take(
            ConsultationWords(
                received_at=clock.instant(8, "13:50"),
                channel="phone",
                consulter="person",
                content="手帳の更新の時期と、窓口の場所について。",
            ),
            people=[PersonWords(name="加藤 葵", kana="かとう あおい", birth_on=date(1995, 11, 3))],
            issues=[],
            dispositions=[Disposition.ANSWERED],
            by=watanabe,
        )


def _protected(clock: Clock) -> None:
    """A mother who left with her child; where they live is kept apart from everything else."""
    with clock.acting("suzuki", 20, "10:00") as suzuki:
        case = take(
            ConsultationWords(
                received_at=clock.instant(20, "09:30"),
                channel="visit",
                consulter="person",
                content="夫の暴力から逃れ、子どもと二人で市内に移ってきた。当面の生活費と、保育園のことを相談したい。",
                wish="「だれにも住所を知られたくないです」",
            ),
            people=[
                PersonWords(
                    name="森 さくら",
                    kana="もり さくら",
                    birth_on=date(1992, 8, 3),
                    sex="female",
                    address="松が丘二丁目8-4 コーポ松 201",
                    phone="090-0000-0021",
                ),
                PersonWords(
                    name="森 はる", kana="もり はる", birth_on=date(2022, 4, 11), sex="male", relation="son"
                ),
            ],
            issues=[IssueWords("poverty", "当面の生活費がない", (0, 1))],
            dispositions=[Disposition.CONTINUES_HERE],
            by=suzuki,
        )
        mother = Identity.objects.get(case_id=case, name="森 さくら")
        child = Identity.objects.get(case_id=case, name="森 はる")
        protect(
            [mother.person_id, child.person_id],
            ProtectionWords(
                address=mother.address,
                phone=mother.phone,
                places="保育園は松が丘保育園。郵便物は窓口で受け取る",
                hidden_from="夫（森 健一）とその親族",
                valid_from=clock.day(20),
                valid_to=last_day(clock.day(20)),
            ),
            case=case,
            home=mother.home_id,
            by=suzuki,
        )


def _known_elsewhere(clock: Clock) -> None:
    """The daughter comes to a second desk under her former name; the coordinator is asked whether it is she."""
    with clock.acting("watanabe", 1, "14:00") as watanabe:
        take(
            ConsultationWords(
                received_at=clock.instant(1, "13:40"),
                channel="phone",
                consulter="person",
                content="子どもの発達のことで、学校から相談をすすめられた。父の介護もあり、疲れている。",
            ),
            people=[
                PersonWords(
                    name="石井 由美",
                    kana="イシイ ユミ",
                    former_surname="中村",
                    birth_on=date(1984, 5, 20),
                    sex="female",
                    phone="080-0000-0033",
                )
            ],
            issues=[IssueWords("children", "子どもの発達が気になる", (0,))],
            dispositions=[Disposition.CONTINUES_HERE],
            by=watanabe,
        )


def _emergencies(clock: Clock) -> None:
    """Two desks looked into a file that was not theirs to save somebody; one is already looked into."""
    with clock.acting("watanabe", 60, "13:30") as watanabe:
        begin_emergency(
            EmergencyWords(
                name="山田 太郎",
                kana="",
                address="南湖1-2-3",
                danger="life",
                reason="駅前で「死にたい」と座り込んでいる男性を保護。名前と住所だけ聞けた。家族と連絡を取りたい。",
            ),
            by=watanabe,
        )
    with clock.acting("yamamoto", 58, "10:00") as yamamoto:
        review_emergency(
            EmergencyAccess.objects.get(finding=""),
            Finding.JUSTIFIED,
            words="渡辺相談員と、保護した警察署に確認。家族への連絡に使われていた。",
            by=yamamoto,
        )
    with clock.acting("takahashi", 10, "21:00") as takahashi:
        begin_emergency(
            EmergencyWords(
                name="",
                kana="ヤマダ ハナコ",
                address="茅ヶ崎市南湖一丁目2番3号",
                danger="life",
                reason="夜、玄関の前で倒れていると近所の方から電話。持病と飲んでいる薬を救急隊に伝えたい。",
            ),
            by=takahashi,
        )


def _unfinished(clock: Clock) -> None:
    """Sato was called away while she wrote; her words wait for her."""
    with clock.acting("sato", 0, "09:20") as sato:
        case = Identity.objects.filter(name="山田 花子").values_list("case_id", flat=True)[0]
        keep(
            [("kind", "phone"), ("text", "花子さんから電話。配食の味が薄いとのこと。")],
            path=f"/cases/{encode_id(case)}/notes/new/",
            label="経過を書く",
            draft=None,
            by=sato,
        )
