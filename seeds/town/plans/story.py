"""How a household's parts are drafted, changed and put to a sitting, on the days the clock says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time

from kasane.access.actor import Actor
from kasane.cli.clock import Clock
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.items import decide, settle, write_minutes
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import MATTERS, Judgement, Occasion, PartKind
from kasane.rules.readiness import Agreement
from kasane.rules.timing import add_months
from kasane.support_plans.actions.drafting import VersionWords, draft_part, draft_version
from kasane.support_plans.actions.goals import GoalWords, add_goal, set_no_goal
from kasane.support_plans.facts import draft_of, in_force, serious_issues
from kasane.support_plans.models import PartVersion, PlanPart
from seeds.town.yamada.seats import seats

TOLD = {
    "goal": "本人の目標のとおり確認した",
    "policy": "方針を確認した",
    "content": "内容を確認した",
    "roles": "だれが何をするかを確認した",
    "monitoring_date": "プランの日のとおり",
    "situation_change": "暮らしの変化を確認した",
    "evaluation": "うまくいったことを続ける",
    "attainment": "評価シートのとおり",
    "supporters": "主担当と支える人を確認した",
    "end_evaluation": "終えてよいと評価した",
    "follow_up": "予定のとおり様子をうかがう",
    "suspend_reason": "中断の用紙のとおり",
}


@dataclass(frozen=True)
class Put:
    """One part put to a sitting, and how the sitting judged it."""

    part: int
    occasion: Occasion
    judgement: Judgement = Judgement.SUITABLE
    dissent: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """The clock, the household, and the person whose plan it is."""

    clock: Clock
    case: int
    person: int

    def draft(
        self,
        ago: int,
        kind: PartKind,
        wish: str,
        goal: GoalWords,
        *,
        former: int | None = None,
        is_whole: bool = True,
    ) -> int:
        with self.clock.acting("tanaka", ago, "10:00") as tanaka:
            part = draft_part(
                self.words(ago, wish),
                case=self.case,
                kind=kind,
                person=self.person,
                former=PlanPart.objects.get(pk=former) if former else None,
                by=tanaka,
            )
            version = PartVersion.objects.get(part=part)
            add_goal(goal, version=version, by=tanaka)
            for issue in serious_issues(part) if is_whole else ():
                set_no_goal(
                    version=version, issue=issue, reason="はじめのプランの目標で支えているため", by=tanaka
                )
            return part.pk

    def words(self, ago: int, wish: str) -> VersionWords:
        begins = self.clock.day(ago)
        return VersionWords(
            wish=wish,
            agreement=Agreement.AGREED,
            policy="できることから、本人の歩みに合わせて",
            period_from=begins,
            period_to=add_months(begins, 6),
            monitoring_on=add_months(begins, 3),
        )

    def change(self, ago: int, part: int, reason: str) -> None:
        with self.clock.acting("tanaka", ago, "11:00") as tanaka:
            draft_version(part=PlanPart.objects.get(pk=part), reason=reason, by=tanaka)

    def on_part(self, ago: int, part: int, do: Callable[[PlanPart, Actor], object]) -> None:
        with self.clock.acting("tanaka", ago, "13:00") as tanaka:
            do(PlanPart.objects.get(pk=part), tanaka)

    def sit(self, ago: int, *puts: Put) -> None:
        """One sitting of 重層的支援会議 on several parts."""
        with self.clock.acting("tanaka", ago + 2, "10:30") as tanaka:
            sitting = convene(
                SittingWords(
                    kind=MeetingKind.MULTILAYERED,
                    purpose=None,
                    held_on=self.clock.day(ago),
                    starts_at=time(15, 0),
                    place="市役所 本庁舎 会議室4",
                    seats=seats("tanaka", "takahashi", "sato", "suzuki"),
                ),
                by=tanaka,
            )
            items = [self._put(put, sitting, tanaka) for put in puts]
            send_notice(sitting, by=tanaka)
        for username in ("takahashi", "sato", "suzuki", "tanaka"):
            with self.clock.acting(username, ago, "14:00") as member:
                pledge(Sitting.objects.get(pk=sitting.pk), by=member)
        with self.clock.acting("tanaka", ago, "15:40") as tanaka:
            held = Sitting.objects.get(pk=sitting.pk)
            came = frozenset(Participant.objects.filter(sitting=held).values_list("id", flat=True))
            open_sitting(held, present=came, by=tanaka)
            for put, number in zip(puts, items, strict=True):
                item = AgendaItem.objects.select_related("sitting", "part", "version").get(pk=number)
                settle(item, {code: TOLD[code] for code in MATTERS[put.occasion]} | dict(put.told), by=tanaka)
                write_minutes(item, text=f"「{put.judgement.label}」と判断した。", by=tanaka)
                decide(item, judgement=put.judgement, dissent=put.dissent, by=tanaka)
            conclude(Sitting.objects.get(pk=sitting.pk), by=tanaka)
            publish_minutes(Sitting.objects.get(pk=sitting.pk), by=tanaka)

    def _put(self, put: Put, sitting: Sitting, by: Actor) -> int:
        part = PlanPart.objects.get(pk=put.part)
        item = put_on_agenda(
            ItemWords(
                case=self.case,
                persons=frozenset({self.person}),
                topic=f"{PartKind(part.kind).label}のプラン（{put.occasion.label}）",
                part=part,
                version=draft_of(part) or in_force(part),
                occasion=put.occasion,
            ),
            sitting=sitting,
            by=by,
        )
        return item.pk
