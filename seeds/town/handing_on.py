"""つなぎ in each of its states, and 山田家's issues as they went from hand to hand."""

from datetime import date

from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cases.actions.issues import IssueTold, StepWords, correct_issue, step_issue
from kasane.cases.actions.team import describe_seat
from kasane.cases.models import Issue, TeamMember
from kasane.cli.clock import Clock
from kasane.directory.models import Agency, Desk
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.referrals.actions import Outside, SheetWords, move, send
from kasane.referrals.models import Referral
from kasane.rooms.queries import own_room
from kasane.rules.intake import Disposition
from kasane.rules.issues import IssueStepKind
from kasane.rules.referrals import NamesBasis, ReferralMove


def write_handing_on(clock: Clock, yamada: int) -> None:
    _yamada_comes_round(clock, yamada)
    _yamada_untangled(clock, yamada)
    tome = _ishikawa(clock)
    _returned_with_another_desk(clock, tome)
    _told_by_hand(clock, tome)
    _withdrawn(clock, tome)
    okamoto = _okamoto(clock)
    _nobody_came(clock, okamoto)
    _asked_back(clock, okamoto)
    _on_the_way(clock, okamoto)


def _yamada_comes_round(clock: Clock, case: int) -> None:
    """Both つなぎ of the family, to their result."""
    host, jiritsu = Desk.objects.get(is_host=True).pk, Desk.objects.get(code="jiritsu").pk
    with clock.acting("tanaka", 139, "16:00") as tanaka:
        found = Referral.objects.get(case_id=case, to_desk_id=host)
        move(found, ReferralMove.ARRIVE, said="お母さんと面談しました。", by=tanaka)
    with clock.acting("tanaka", 136, "17:00") as tanaka:
        found = Referral.objects.get(case_id=case, to_desk_id=host)
        move(found, ReferralMove.RESPOND, said="支援チームを組み、支援会議を準備しています。", by=tanaka)
    with clock.acting("tanaka", 114, "10:00") as tanaka:
        found = Referral.objects.get(case_id=case, to_desk_id=host)
        said = "お母さんのプランが決まりました。長男への関わりはCSWが続けます。"
        move(found, ReferralMove.CLOSE, said=said, code="supported", by=tanaka)
    with clock.acting("suzuki", 136, "15:00") as suzuki:
        found = Referral.objects.get(case_id=case, to_desk_id=jiritsu)
        move(found, ReferralMove.ARRIVE, said="お母さんが窓口に来られました。", by=suzuki)
        move(
            Referral.objects.get(pk=found.pk),
            ReferralMove.RESPOND,
            said="家計の相談を始めました。",
            by=suzuki,
        )
    with clock.acting("suzuki", 112, "11:00") as suzuki:
        found = Referral.objects.get(case_id=case, to_desk_id=jiritsu)
        said = "家主と話がつき、滞納は月1万円ずつの分割になりました。"
        move(found, ReferralMove.CLOSE, said=said, code="supported", by=suzuki)


def _yamada_untangled(clock: Clock, case: int) -> None:
    """What lies behind the issues, and who took which over."""
    with clock.acting("tanaka", 130, "16:00") as tanaka:
        home = own_room(case, tanaka)
        alone = Issue.objects.get(home_id=home, field="withdrawal")
        told = IssueTold(
            field="withdrawal",
            text=alone.text,
            concerns=frozenset(alone.concerns),
            factors=("isolation", "untreated"),
            seriousness="most",
            since_year=clock.day(130).year - 20,
        )
        correct_issue(alone, told, edition=alone.edition, by=tanaka)
        care = Issue.objects.get(home_id=home, field="care")
        told = IssueTold(
            field="care",
            text=care.text,
            concerns=frozenset(care.concerns),
            factors=("illness",),
            seriousness="serious",
            since_year=clock.day(130).year - 1,
            since_month=10,
        )
        correct_issue(care, told, edition=care.edition, by=tanaka)
        poor = Issue.objects.get(home_id=home, field="poverty")
        jiritsu = Agency.objects.get(code="jiritsu").pk
        words = StepWords(
            IssueStepKind.HOLD, clock.day(136), "つなぎを受け付け、家計の相談を受け持ちました。", jiritsu
        )
        step_issue(poor, words, edition=poor.edition, by=tanaka)
    with clock.acting("sato", 50, "10:00") as sato:
        care = Issue.objects.get(home_id=own_room(case, sato), field="care")
        words = StepWords(
            IssueStepKind.SETTLE, clock.day(50), "要支援1に認定され、配食と訪問が続いています。"
        )
        step_issue(care, words, edition=care.edition, by=sato)
        own = TeamMember.objects.get(case_id=case, desk_id=sato.desk)
        describe_seat(own.pk, "主担当。お母さんへの訪問と介護保険", case=case, by=sato)
    with clock.acting("tanaka", 48, "10:00") as tanaka:
        for code, text in (("fukushi-sogo", "全体の調整"), ("jiritsu", "家計の相談、家主との話し合い")):
            seat = TeamMember.objects.get(case_id=case, desk_id=Desk.objects.get(code=code).pk)
            describe_seat(seat.pk, text, case=case, by=tanaka)


def _ishikawa(clock: Clock) -> int:
    """An old woman alone in a house full of things."""
    with clock.acting("sato", 26, "10:00") as sato:
        return take(
            ConsultationWords(
                received_at=clock.instant(26, "09:40"),
                channel="visit",
                consulter="neighbour",
                content="隣の方が来所。庭まで物があふれ、夏からは姿を見ない。声をかけると「ほっといて」と言われる。",
            ),
            people=[
                PersonWords(
                    name="石川 トメ",
                    kana="いしかわ とめ",
                    birth_on=date(date.today().year - 79, 2, 8),  # noqa: DTZ011 - an age, not an instant
                    sex="female",
                )
            ],
            issues=[
                IssueWords("housing", "家の中と庭に物があふれ、寝る場所がない", (0,)),
                IssueWords("withdrawal", "近所づきあいがなく、訪ねても出てこられない", (0,)),
            ],
            dispositions=[Disposition.CONTINUES_HERE],
            by=sato,
        )


def _returned_with_another_desk(clock: Clock, case: int) -> None:
    with clock.acting("sato", 24, "11:00") as sato:
        found = Issue.objects.get(case_id=case, field="housing")
        told = IssueTold(
            field="housing",
            text=found.text,
            concerns=frozenset(found.concerns),
            factors=("hoarding", "self_neglect"),
            seriousness="most",
            since_year=clock.day(24).year - 3,
        )
        correct_issue(found, told, edition=found.edition, by=sato)
        referral = send(
            _nameless(case, "jiritsu", asks_for="片付けの費用と、家を保つための相談", issues={found.pk}),
            case=case,
            by=sato,
        )
    with clock.acting("suzuki", 22, "09:30") as suzuki:
        move(
            Referral.objects.get(pk=referral),
            ReferralMove.RETURN,
            said="生活費には困っておられないとのことなので、住まいの相談から入るのがよいと思います。",
            code="other_desk",
            alternative_desk=Desk.objects.get(code="sumai").pk,
            by=suzuki,
        )


def _told_by_hand(clock: Clock, case: int) -> None:
    """The 民生委員 of the street, who has no account."""
    with clock.acting("sato", 21, "14:00") as sato:
        persons = frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True))
        referral = send(
            SheetWords(
                to_desk=None,
                outside=Outside("中海岸の民生委員 小川さん", "welfare_volunteer", clock.day(21)),
                basis=NamesBasis.DANGER,
                persons=persons,
                content="夏から姿が見えず、物があふれています。倒れておられないか心配です。",
                asks_for="通りがかりに、灯りと郵便受けを見てほしい",
                keeps_doing="週1回、玄関先まで訪ねます",
                reason="一人暮らしで、夏から姿を見た人がいない",
                wish="inform",
                urgency="now",
                way="none",
            ),
            case=case,
            by=sato,
        )
    with clock.acting("sato", 20, "16:00") as sato:
        said = "電話で。夕方に灯りがつくのを見てくださるとのこと。"
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, said=said, by=sato)
    with clock.acting("sato", 12, "10:00") as sato:
        move(
            Referral.objects.get(pk=referral),
            ReferralMove.CLOSE,
            said="毎晩灯りがつき、ごみ出しの日に会釈されたとのこと。見守りは続けてくださる。",
            code="supported",
            by=sato,
        )


def _withdrawn(clock: Clock, case: int) -> None:
    with clock.acting("sato", 19, "10:00") as sato:
        referral = send(_nameless(case, "shakyo", asks_for="関係づくりの訪問"), case=case, by=sato)
    with clock.acting("sato", 18, "10:00") as sato:
        said = "まず民生委員と一緒に訪ねることにしました。"
        move(Referral.objects.get(pk=referral), ReferralMove.WITHDRAW, said=said, by=sato)


def _okamoto(clock: Clock) -> int:
    """A young man between work and illness."""
    with clock.acting("takahashi", 28, "10:00") as takahashi:
        return take(
            ConsultationWords(
                received_at=clock.instant(28, "09:30"),
                channel="visit",
                consulter="person",
                content="体調を崩して仕事を辞めた。手帳の申請と、これからの生活費を相談したい。",
                wish="「できれば、また働きたいです」",
            ),
            people=[
                PersonWords(
                    name="岡本 直樹",
                    kana="おかもと なおき",
                    birth_on=date(date.today().year - 33, 6, 1),  # noqa: DTZ011 - an age, not an instant
                    sex="male",
                )
            ],
            issues=[
                IssueWords("health", "気分の落ち込みで、外に出られない日がある", (0,)),
                IssueWords("poverty", "貯えが3か月分しかない", (0,)),
                IssueWords("work", "短い時間から、また働きたい", (0,)),
            ],
            dispositions=[Disposition.CONTINUES_HERE],
            by=takahashi,
        )


def _nobody_came(clock: Clock, case: int) -> None:
    """Accepted, and three weeks later he has still not come: both desks and the coordinator are told."""
    with clock.acting("takahashi", 27, "10:00") as takahashi:
        found = Issue.objects.get(case_id=case, field="poverty").pk
        words = _nameless(case, "jiritsu", asks_for="家計と住居確保給付金の相談", issues={found})
        referral = send(words, case=case, by=takahashi)
    with clock.acting("suzuki", 25, "10:00") as suzuki:
        said = "窓口でお待ちします。来られるとき、お電話ください。"
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, said=said, by=suzuki)


def _asked_back(clock: Clock, case: int) -> None:
    with clock.acting("takahashi", 2, "10:00") as takahashi:
        found = Issue.objects.get(case_id=case, field="work").pk
        words = _nameless(case, "jiritsu", asks_for="働く練習の場の相談", issues={found})
        referral = send(words, case=case, by=takahashi)
    with clock.acting("suzuki", 1, "15:00") as suzuki:
        said = "通える範囲と、好きなことがわかれば教えてください。"
        move(Referral.objects.get(pk=referral), ReferralMove.ASK, said=said, by=suzuki)


def _on_the_way(clock: Clock, case: int) -> None:
    """One that has come as far as the first response."""
    with clock.acting("takahashi", 9, "10:00") as takahashi:
        words = _nameless(case, "shogai-sodan-1", asks_for="手帳の申請と、出かけるきっかけになる場所の案内")
        referral = send(words, case=case, by=takahashi)
    with clock.acting("watanabe", 8, "10:00") as watanabe:
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, by=watanabe)
    with clock.acting("watanabe", 5, "10:00") as watanabe:
        move(Referral.objects.get(pk=referral), ReferralMove.ARRIVE, by=watanabe)
    with clock.acting("watanabe", 1, "10:00") as watanabe:
        said = "手帳の申請に同行しました。"
        move(Referral.objects.get(pk=referral), ReferralMove.RESPOND, said=said, by=watanabe)


def _nameless(case: int, desk: str, *, asks_for: str, issues: set[int] | None = None) -> SheetWords:
    return SheetWords(
        to_desk=Desk.objects.get(code=desk).pk,
        basis=NamesBasis.NAMELESS,
        persons=frozenset(Identity.objects.filter(case_id=case).values_list("person_id", flat=True)),
        issues=frozenset(issues or ()),
        content="",
        asks_for=asks_for,
        keeps_doing="こちらの訪問と相談を続けます",
        wish="hand_over",
        urgency="week",
        way="accompanied",
    )
