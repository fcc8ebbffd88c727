"""The plan of the mother, decided by 重層的支援会議, and its first monitoring."""

from datetime import time

from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.team import answer_lead, offer_lead
from kasane.cases.models import LeadAgency
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.items import (
    decide,
    settle,
    write_minutes,
)
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Sitting
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Judgement, Occasion, PartKind
from kasane.rules.readiness import Agreement
from kasane.rules.timing import add_months
from kasane.support_plans.actions.drafting import VersionWords, draft_part
from kasane.support_plans.actions.monitoring import MonitoringWords, OutcomeWords, monitor
from kasane.support_plans.models import PartVersion, PlanPart
from seeds.town.yamada.goals import write_goals
from seeds.town.yamada.seats import called, seats


def plan(clock: Clock, case: int, mother: int) -> None:
    with clock.acting("tanaka", 118, "10:00") as tanaka:
        part = draft_part(
            VersionWords(
                wish="「自分の足で買い物に行きたい。あの子のことを、一人で抱えているのがつらい」",
                agreement=Agreement.AGREED,
                policy="介護・家計・住まいの支えを、四つの機関で重ねる",
                attention="長男の話は、本人が話すときだけ聞く",
                period_from=clock.day(115),
                period_to=add_months(clock.day(115), 12),
                monitoring_on=add_months(clock.day(115), 2),
            ),
            case=case,
            kind=PartKind.MULTI_AGENCY,
            person=mother,
            by=tanaka,
        )
        write_goals(clock, part, by=tanaka)
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
    _followed(clock, case, mother, part)


def _followed(clock: Clock, case: int, mother: int, part: PlanPart) -> None:
    """The first monitoring, and the lead agency that takes over."""
    with clock.acting("tanaka", 55, "15:00") as tanaka:
        walk, money = PartVersion.objects.get(part_id=part.pk).goals.order_by("sort_order")[:2]
        monitor(
            PlanPart.objects.get(pk=part.pk),
            MonitoringWords(
                done_on=clock.day(56),
                situation="要支援1に認定。配食が届き、体重が1kg増えた。家賃は分割で払えている。",
                outcomes=(
                    OutcomeWords(
                        "forward", goal=walk.pk, text="近くの店まで、シルバーカーで行けた日があった"
                    ),
                    OutcomeWords("forward", goal=money.pk, text="分割の2回めまで払えた"),
                ),
                changes=("health", "budget"),
                next_on=add_months(clock.day(56), 3),
            ),
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
                seats=seats("tanaka", "takahashi", "sato", "suzuki"),
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
        open_sitting(held, present=called(held), by=tanaka)
        item = AgendaItem.objects.select_related("sitting", "part").get(pk=item.pk)
        settle(item, texts, by=tanaka)
        write_minutes(item, text="全員が適切と判断した。", by=tanaka)
        decide(item, judgement=Judgement.SUITABLE, by=tanaka)
        conclude(Sitting.objects.get(pk=sitting.pk), by=tanaka)
        publish_minutes(Sitting.objects.get(pk=sitting.pk), by=tanaka)
