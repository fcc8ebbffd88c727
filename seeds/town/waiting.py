"""A desk's everyday: a consultation nobody decided on, a つなぎ past its day, a case handed over, an absence."""

from datetime import date, timedelta

from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cases.actions.in_charge import hand_over
from kasane.cli.clock import Clock
from kasane.directory.models import Desk, Staff
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.referrals.actions import SheetWords, send
from kasane.referrals.models import Referral
from kasane.rules.intake import Disposition
from kasane.rules.referrals import NamesBasis
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.tasks.actions.deputies import DeputyWords, stand_in
from kasane.tasks.actions.putting_off import PutOffWords, put_off


def write_waiting(clock: Clock) -> None:
    _undecided(clock)
    _unanswered(clock)
    _put_off(clock)
    _away(clock)


def _undecided(clock: Clock) -> None:
    with clock.acting("sato", 12, "15:30") as sato:
        take(
            ConsultationWords(
                received_at=clock.instant(12, "15:00"),
                channel="phone",
                consulter="person",
                content="一人暮らしの女性から電話。「ごみ出しがつらくなってきた」。ほかにも言いたいことがありそうだが、"
                "来客で切れた。",
            ),
            people=[
                PersonWords(name="小川 ふみ", kana="おがわ ふみ", birth_on=date(1946, 2, 8), sex="female")
            ],
            issues=[IssueWords("aged", "ごみ出しがつらい", (0,))],
            dispositions=[],
            by=sato,
        )


def _unanswered(clock: Clock) -> None:
    with clock.acting("kimura", 16, "10:00") as kimura:
        case = take(
            ConsultationWords(
                received_at=clock.instant(16, "09:30"),
                channel="visit",
                consulter="family",
                content="離れて暮らす娘さんが来所。「父が同居の弟の借金を払い続けている。弟は仕事が続かない」。",
                wish="「父の暮らしを守りたい」",
            ),
            people=[
                PersonWords(name="林 正夫", kana="はやし まさお", birth_on=date(1950, 6, 1), sex="male"),
                PersonWords(
                    name="林 浩二",
                    kana="はやし こうじ",
                    birth_on=date(1982, 9, 12),
                    sex="male",
                    relation="son",
                ),
            ],
            issues=[
                IssueWords("poverty", "父が次男の借金を払い、家賃が滞りはじめた", (0, 1)),
                IssueWords("work", "次男の仕事が続かない", (1,)),
            ],
            dispositions=[Disposition.CONTINUES_HERE, Disposition.MULTI_AGENCY],
            by=kimura,
        )
        people = Identity.objects.filter(case_id=case).values_list("person_id", flat=True)
        send(
            SheetWords(
                to_desk=Desk.objects.get(is_host=True).pk,
                basis=NamesBasis.NO_CONSENT_SHEET,
                persons=frozenset(people),
                content="借金と仕事と父の暮らしが重なっています。次男とは、まだ会えていません。",
                asks_for="家計と仕事の窓口を含めた調整",
                keeps_doing="お父さんへの訪問を続けます",
            ),
            case=case,
            by=kimura,
        )
        hand_over(
            case=case,
            to=Staff.objects.get(name="佐藤 恵").pk,
            note="娘さんとの連絡は、夕方の電話がつながりやすいです。",
            by=kimura,
        )


def _put_off(clock: Clock) -> None:
    """What became of the first つなぎ is told once the next sitting has been."""
    with clock.acting("tanaka", 1, "17:00") as tanaka:
        first = Referral.objects.filter(to_desk_id=tanaka.desk, state="accepted").earliest("sent_at")
        put_off(
            PutOffWords(clock.day(0) + timedelta(days=7), "来週の会議のあとに、まとめてお伝えするため"),
            facts=WaitingFacts(Waiting.AFTER_REFERRAL, None, None),
            subject=first.pk,
            case=first.case_id,
            by=tanaka,
        )


def _away(clock: Clock) -> None:
    with clock.acting("sato", 1, "17:10") as sato:
        stand_in(
            DeputyWords(
                absent=sato.staff,
                deputy=Staff.objects.get(name="木村 修").pk,
                from_on=clock.day(0),
                until_on=clock.day(0) + timedelta(days=4),
            ),
            by=sato,
        )
