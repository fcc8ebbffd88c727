"""山田家: an 82-year-old mother and her 54-year-old son, from the first call to the follow-up."""

from datetime import date, time

from kasane.access.rooms import InformationClass
from kasane.cases.actions.consultations import ConsultationWords, InformantWords, IssueWords, take
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import lay_open
from kasane.cases.actions.team import answer_lead, offer_lead
from kasane.cases.models import LeadAgency, Note
from kasane.cli.clock import Clock
from kasane.consents.actions import ConsentWords
from kasane.consents.actions import record as record_consent
from kasane.directory.models import Agency, Assignment, Desk
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.gate import carry_over
from kasane.meetings.actions.items import (
    PaperWords,
    add_paper,
    assign_role,
    decide,
    decide_policy,
    settle,
    write_minutes,
)
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Minutes, Participant, Sitting
from kasane.people.facts import PersonWords
from kasane.people.models import Identity, Membership
from kasane.referrals.actions import SheetWords, move, send
from kasane.referrals.models import Referral
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy
from kasane.rules.intake import Disposition
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.plans import Judgement, Occasion, PartKind
from kasane.rules.referrals import NamesBasis, ReferralMove
from kasane.rules.tax import TaxOrigin
from kasane.rules.timing import add_months
from kasane.support_plans.actions import VersionWords, draft_part, monitor
from kasane.support_plans.models import PlanPart
from seeds.town.paper import blank_sheet

HANAKO, TARO = 0, 1


def write_yamada(clock: Clock) -> int:
    """The whole way of one household; returns its case."""
    case = _first_call(clock)
    _to_multi_agency(clock, case)
    mother, son = _persons(clock, case)
    _consents(clock, case, mother, son)
    _second_agency(clock, case, mother)
    _about_the_son(clock, case, mother, son)
    _plan(clock, case, mother)
    return case


def _first_call(clock: Clock) -> int:
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


def _to_multi_agency(clock: Clock, case: int) -> None:
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


def _persons(clock: Clock, case: int) -> tuple[int, int]:
    with clock.acting("tanaka", 147, "11:30"):
        mother = Identity.objects.get(case_id=case, name="山田 花子").person_id
        son = Identity.objects.get(case_id=case, name="山田 太郎").person_id
    return mother, son


def _consents(clock: Clock, case: int, mother: int, son: int) -> None:
    named = ("fukushi-sogo", "shakyo", "houkatsu-nango", "jiritsu")
    agencies = frozenset(Agency.objects.filter(code__in=named).values_list("id", flat=True))
    with clock.acting("tanaka", 140, "14:30") as tanaka:
        record_consent(
            ConsentWords(
                person=mother,
                answer=ConsentAnswer.GIVEN,
                agencies=agencies,
                purposes=frozenset({"support", "sharing"}),
                classes=frozenset({"general", "sensitive"}),
                valid_from=clock.day(140),
                valid_to=add_months(clock.day(140), 12),
                exact_answer="「みなさんで考えてくれるなら、お願いします」",
                method=ConsentMethod.WRITTEN,
                given_by=GivenBy.PERSON,
                text_version="個人情報の共有に関する同意書 第1版",
                asked_at=clock.instant(140, "14:00"),
                paper=blank_sheet(),
            ),
            case=case,
            by=tanaka,
        )
        record_consent(
            ConsentWords(
                person=son,
                answer=ConsentAnswer.REFUSED,
                agencies=frozenset(),
                purposes=frozenset(),
                classes=frozenset(),
                valid_from=None,
                valid_to=None,
                exact_answer="ドア越しに「放っておいてくれ」",
                method=ConsentMethod.WRITTEN,
                given_by=GivenBy.PERSON,
                text_version="個人情報の共有に関する同意書 第1版",
                asked_at=clock.instant(140, "14:00"),
            ),
            case=case,
            by=tanaka,
        )


def _second_agency(clock: Clock, case: int, mother: int) -> None:
    jiritsu = Desk.objects.get(code="jiritsu").pk
    with clock.acting("tanaka", 138, "09:30") as tanaka:
        for record in (
            Identity.objects.get(case_id=case, person_id=mother),
            Membership.objects.get(case_id=case, person_id=mother),
        ):
            lay_open(record, concerns=[mother], by=tanaka)
        # About both: nobody else reads it while the son does not consent.
        both = Note.objects.get(case_id=case, kind="contact")
        lay_open(both, concerns=both.concerns, by=tanaka)
        note = add_note(
            NoteWords(
                kind="home_visit",
                happened_at=clock.instant(139, "15:00"),
                text="母と面談。家計簿を一緒に見た。年金は月11万円、家賃の滞納が2か月。配食を週3回から試したいとのこと。",
                concerns=frozenset({mother}),
            ),
            case=case,
            by=tanaka,
        )
        lay_open(note, concerns=[mother], by=tanaka)
        referral = send(
            SheetWords(
                to_desk=jiritsu,
                basis=NamesBasis.CONSENT,
                persons=frozenset({mother}),
                content="82歳の女性。年金で同居の長男と暮らし、家賃の滞納が2か月あります。",
                asks_for="家計の相談と、住居確保給付金などの検討",
                keeps_doing="全体の調整と、長男への関わりは福祉総合相談担当で続けます",
            ),
            case=case,
            by=tanaka,
        )
    with clock.acting("suzuki", 136, "13:10") as suzuki:
        move(Referral.objects.get(pk=referral), ReferralMove.ACCEPT, by=suzuki)
        add_note(
            NoteWords(
                kind="office_visit",
                happened_at=clock.instant(136, "13:30"),
                text="初回面談。家主と分割の話し合いをすることになった。来週、家主へ同行する。",
                concerns=frozenset({mother}),
            ),
            case=case,
            by=suzuki,
        )
        add_note(
            NoteWords(
                kind="office_visit",
                happened_at=clock.instant(136, "13:50"),
                text="本人が持ってこられた通知書によると、住民税は非課税。",
                concerns=frozenset({mother}),
                information_class=InformationClass.TAX,
                tax_origin=TaxOrigin.SELF_REPORT,
            ),
            case=case,
            by=suzuki,
        )


def _about_the_son(clock: Clock, case: int, mother: int, son: int) -> None:
    with clock.acting("tanaka", 130, "10:00") as tanaka:
        sitting = convene(
            SittingWords(
                kind=MeetingKind.SUPPORT_CONFERENCE,
                purpose=ConferencePurpose.POLICY,
                held_on=clock.day(123),
                starts_at=time(13, 30),
                place="市役所 分庁舎 第2会議室",
                seats=_seats("tanaka", "takahashi", "sato", "ito"),
            ),
            by=tanaka,
        )
        item = put_on_agenda(
            ItemWords(case=case, persons=frozenset({son}), topic="長男への関わり方について"),
            sitting=sitting,
            by=tanaka,
        )
        add_paper(
            item,
            PaperWords(
                "これまでの経過",
                "20年ほど自室で過ごす。深夜に台所へ下りる。手紙は受け取っている。通院歴は不明。",
            ),
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)
    for username, at in (("takahashi", "09:00"), ("sato", "09:30"), ("ito", "12:00"), ("tanaka", "12:30")):
        with clock.acting(username, 123, at) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    with clock.acting("tanaka", 123, "14:50") as tanaka:
        held = Sitting.objects.get(pk=sitting.pk)
        open_sitting(held, present=_called(held), by=tanaka)
        item = AgendaItem.objects.select_related("sitting").get(pk=item.pk)
        write_minutes(
            item,
            text="市立病院から、家族相談の窓口があると紹介。CSWが手紙を続ける。訪問は2名で、午後の遅い時間に。",
            by=tanaka,
        )
        decide_policy(
            item,
            text="会うことを急がない。母への支援を続けながら、CSWが月2回手紙を届け、返事を待つ。",
            review_on=add_months(clock.day(123), 6),
            by=tanaka,
        )
        for code, text in (
            ("shakyo", "月2回、手紙を届ける。返事や様子を福祉総合相談担当に伝える"),
            ("houkatsu-nango", "母の訪問の折に、長男の食事の様子を気にかける"),
            ("byoin", "家族相談の案内を用意する"),
        ):
            desk = Desk.objects.get(code=code).pk
            assign_role(item, desk=desk, text=text, due_on=add_months(clock.day(123), 3), by=tanaka)
        carry_over(
            Minutes.objects.get(item=item),
            item=item,
            text="お母さんへの訪問は、火曜の昼過ぎが落ち着いて話せる。",
            persons=frozenset({mother}),
            by=tanaka,
        )
        conclude(Sitting.objects.get(pk=sitting.pk), by=tanaka)
        publish_minutes(Sitting.objects.get(pk=sitting.pk), by=tanaka)


def _plan(clock: Clock, case: int, mother: int) -> None:
    with clock.acting("tanaka", 118, "10:00") as tanaka:
        part = draft_part(
            VersionWords(
                goal="膝の痛みをやわらげ、自分で買い物に行く。長男のことを一人で抱えない",
                policy="介護・家計・住まいの支えを、四つの機関で重ねる",
                content="介護保険の申請、配食週3回、家賃の分割、月1回のお母さんの話を聞く時間",
                monitoring_on=add_months(clock.day(115), 2),
            ),
            case=case,
            kind=PartKind.MULTI_AGENCY,
            person=mother,
            by=tanaka,
        )
    _decided(
        clock,
        case,
        part,
        ago=115,
        occasion=Occasion.ESTABLISH,
        texts={
            "goal": "本人の目標のとおり確認した",
            "policy": "四つの機関で重ねる方針を確認した",
            "content": "配食は週3回から始める",
            "roles": "包括：介護保険と訪問。自立：家賃。CSW：話を聞く時間。福祉総合：調整",
            "monitoring_date": "2か月後",
        },
    )
    with clock.acting("tanaka", 55, "15:00") as tanaka:
        monitor(
            PlanPart.objects.get(pk=part.pk),
            done_on=clock.day(56),
            situation="要支援1に認定。配食が届き、体重が1kg増えた。家賃は分割で払えている。",
            progress="近くの店まで、シルバーカーで行けた日があった。",
            next_on=add_months(clock.day(56), 3),
            by=tanaka,
        )
        houkatsu = Desk.objects.get(code="houkatsu-nango").pk
        offer_lead(case=case, desk=houkatsu, by=tanaka)
    with clock.acting("sato", 54, "09:15") as sato:
        offer = LeadAgency.objects.get(case_id=case, desk_id=sato.desk, accepted_at=None, ended_at=None)
        answer_lead(case=case, offer=offer.pk, is_accepted=True, by=sato)
        add_note(
            NoteWords(
                kind="home_visit",
                happened_at=clock.instant(54, "10:30"),
                text="訪問。デイサービスの見学に関心を示された。長男の部屋の前に置いた手紙がなくなっていた、とのこと。",
                concerns=frozenset({mother}),
            ),
            case=case,
            by=sato,
        )


def _decided(
    clock: Clock, case: int, part: PlanPart, *, ago: int, occasion: Occasion, texts: dict[str, str]
) -> None:
    with clock.acting("tanaka", ago + 5, "10:30") as tanaka:
        sitting = convene(
            SittingWords(
                kind=MeetingKind.MULTILAYERED,
                purpose=None,
                held_on=clock.day(ago),
                starts_at=time(15, 0),
                place="市役所 本庁舎 会議室4",
                seats=_seats("tanaka", "takahashi", "sato", "suzuki"),
            ),
            by=tanaka,
        )
        version = part.versions.order_by("-number").first()
        item = put_on_agenda(
            ItemWords(
                case=case,
                persons=frozenset({part.person_id}),
                topic=f"多機関協働のプラン（{occasion.label}）",
                part=part,
                version=version,
                occasion=occasion,
            ),
            sitting=sitting,
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)
    for username, at in (("takahashi", "13:00"), ("sato", "13:10"), ("suzuki", "13:20"), ("tanaka", "13:30")):
        with clock.acting(username, ago, at) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    with clock.acting("tanaka", ago, "15:40") as tanaka:
        held = Sitting.objects.get(pk=sitting.pk)
        open_sitting(held, present=_called(held), by=tanaka)
        item = AgendaItem.objects.select_related("sitting", "part").get(pk=item.pk)
        settle(item, texts, by=tanaka)
        write_minutes(item, text="全員が適切と判断した。", by=tanaka)
        decide(item, judgement=Judgement.SUITABLE, by=tanaka)
        conclude(Sitting.objects.get(pk=sitting.pk), by=tanaka)
        publish_minutes(Sitting.objects.get(pk=sitting.pk), by=tanaka)


def _called(sitting: Sitting) -> frozenset[int]:
    return frozenset(Participant.objects.filter(sitting=sitting).values_list("id", flat=True))


def _seats(*usernames: str) -> tuple[int, ...]:
    names = {
        "tanaka": "田中 和子",
        "takahashi": "高橋 健",
        "sato": "佐藤 恵",
        "suzuki": "鈴木 大輔",
        "ito": "伊藤 理恵",
    }
    hats = Assignment.objects.exclude(desk__is_resident_run=True)
    return tuple(hats.get(staff__name=names[username]).pk for username in usernames)
