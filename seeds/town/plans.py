"""The mother's other parts: every occasion of the three kinds, judged each way, begun urgently, paused and ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time

from kasane.access.actor import Actor
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.items import decide, settle, write_minutes
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Participant, Sitting
from kasane.people.models import Identity
from kasane.rules.meetings import MeetingKind
from kasane.rules.plan_ends import HANDED_OVER, Proposal
from kasane.rules.plans import MATTERS, Judgement, Occasion, PartKind
from kasane.rules.readiness import Agreement, Doer
from kasane.rules.timing import add_months
from kasane.support_plans.actions.drafting import VersionWords, draft_part, draft_version, write_version
from kasane.support_plans.actions.evaluation import EvaluationWords, evaluate
from kasane.support_plans.actions.follow_ups import follow_up_done, plan_follow_up
from kasane.support_plans.actions.frames import PlanWords, write_plan
from kasane.support_plans.actions.goals import ActionWords, GoalWords, add_goal, set_no_goal
from kasane.support_plans.actions.monitoring import MonitoringWords, OutcomeWords, monitor
from kasane.support_plans.actions.pauses import SuspensionWords, prepare_suspension, try_again
from kasane.support_plans.actions.urgent import begin_urgently
from kasane.support_plans.facts import draft_of, in_force, serious_issues
from kasane.support_plans.models import FollowUp, PartVersion, PlanPart, Suspension
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
                settle(item, {code: TOLD[code] for code in MATTERS[put.occasion]}, by=tanaka)
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


def write_plans(clock: Clock, yamada: int) -> None:
    with clock.acting("tanaka", 112, "15:00") as tanaka:
        mother = Identity.objects.get(case_id=yamada, name="山田 花子", home__desk_id=tanaka.desk).person_id
        write_plan(
            PlanWords(
                aim="母も長男も、それぞれの居場所と話せる人をもちながら、この家で暮らしていける",
                words="「この家で、最期まで暮らしたい」",
                concerns=frozenset({mother}),
            ),
            case=yamada,
            plan=None,
            by=tanaka,
        )
    story = Story(clock, yamada, mother)
    home, visits, salon = _established(story)
    _changed_and_paused(story, home, visits, salon)
    _ended(story, home, visits, salon)
    _first_part_changed(story)
    _begun_urgently(story, salon)


def _established(story: Story) -> tuple[int, int, int]:
    """The sitting takes one part, asks for another to be corrected, and refuses the third at first."""
    home, visits, salon = _drafted(story)
    story.sit(
        105,
        Put(home, Occasion.ESTABLISH),
        Put(visits, Occasion.ESTABLISH, Judgement.REVISE, "訪問の回数が多すぎるという意見"),
        Put(salon, Occasion.ESTABLISH, Judgement.NOT_SUITABLE, "膝の具合がよくなってから"),
    )

    def fewer(part: PlanPart, by: Actor) -> None:
        draft = draft_of(part)
        if draft is not None:
            words = replace(story.words(103, draft.wish), attention="訪問は、本人のよい日を聞いてから")
            write_version(draft, words, edition=draft.edition, by=by)

    story.on_part(103, visits, fewer)
    story.on_part(103, salon, fewer)
    story.sit(100, Put(visits, Occasion.ESTABLISH), Put(salon, Occasion.ESTABLISH))
    return home, visits, salon


def _drafted(story: Story) -> tuple[int, int, int]:
    """One part of each kind: the house, the visits, the sewing circle."""
    desks = {desk.code: desk.pk for desk in Desk.objects.all()}
    home = story.draft(
        108,
        PartKind.MULTI_AGENCY,
        "「家のあちこちが傷んで、冬が心配」",
        GoalWords(
            "家の傷みを直し、寒い思いをしない",
            "居間と風呂場のすきま風がなくなる",
            actions=(
                ActionWords("家主との修繕の話し合い", Doer.AGENCY, desks["jiritsu"], how_often="月1回"),
            ),
        ),
    )
    visits = story.draft(
        108,
        PartKind.OUTREACH,
        "「来てもらえると、ほっとする」",
        GoalWords(
            "困ったときに、自分から声をかけられる",
            "月に一度は、自分から電話をする",
            actions=(ActionWords("訪問して話を聞く", Doer.AGENCY, desks["shakyo"], how_often="週1回"),),
        ),
    )
    salon = story.draft(
        108,
        PartKind.PARTICIPATION,
        "「むかしは縫いものの会に出ていた」",
        GoalWords(
            "縫いものの集まりに通う",
            "月に2回、自分で通える",
            actions=(
                ActionWords("見学に付き添う", Doer.AGENCY, desks["shakyo"], how_often="はじめの3回"),
                ActionWords("手縫いの布を用意する", Doer.PERSON, how_often="できる日に"),
            ),
        ),
    )
    return home, visits, salon


def _changed_and_paused(story: Story, home: int, visits: int, salon: int) -> None:
    for part in (visits, salon):
        story.change(92, part, "膝の具合がよくなり、出かける日がふえたため")
    story.on_part(91, home, _pause("long_stay", "修繕のあいだ、短期入所を使うため", date_of(story, 70)))
    story.sit(
        90,
        Put(visits, Occasion.CHANGE),
        Put(salon, Occasion.CHANGE, Judgement.CONTINUE),
        Put(home, Occasion.SUSPEND),
    )
    story.on_part(81, visits, _pause("long_stay", "検査のための入院", date_of(story, 70)))
    story.on_part(81, salon, _pause("person_asked", "退院してから考えたい、とのこと", date_of(story, 70)))
    story.change(82, home, "短期入所から戻られたため")
    story.sit(80, Put(visits, Occasion.SUSPEND), Put(salon, Occasion.SUSPEND), Put(home, Occasion.CHANGE))
    with story.clock.acting("tanaka", 70, "10:00") as tanaka:
        for sheet in Suspension.objects.filter(part_id__in=(visits, salon), tried_again_at=None):
            try_again(sheet, by=tanaka)
    for part in (visits, salon):
        story.change(66, part, "退院し、また会いたいと言われたため")
    story.sit(64, Put(visits, Occasion.CHANGE), Put(salon, Occasion.CHANGE))


def _ended(story: Story, home: int, visits: int, salon: int) -> None:
    for part, closing in ((home, "lead"), (visits, "reached"), (salon, "reached")):
        story.on_part(42, part, _evaluation(story, closing))
        story.on_part(41, part, _follow_up(story))
    story.sit(40, Put(home, Occasion.END), Put(visits, Occasion.END), Put(salon, Occasion.END))
    with story.clock.acting("tanaka", 12, "10:00") as tanaka:
        done = FollowUp.objects.filter(part_id=visits).order_by("due_on")[0]
        follow_up_done(
            done, done_on=story.clock.day(12), result="ご自分から包括に電話をされていた。", by=tanaka
        )


def _first_part_changed(story: Story) -> None:
    """The first part goes on in a second version, at the date its monitoring set."""
    with story.clock.acting("tanaka", 38, "09:00"):
        part = PlanPart.objects.filter(case_id=story.case).order_by("written_at")[0].pk
    story.change(38, part, "要支援1に認定され、デイサービスの見学が決まったため")

    def more(of: PlanPart, by: Actor) -> None:
        draft = draft_of(of)
        if draft is not None:
            day_care = ActionWords("デイサービスの見学", Doer.FAMILY, name="長女", how_often="1回")
            goal = GoalWords("昼に出かける先をもつ", "週に一度、迎えを待って出かける", actions=(day_care,))
            add_goal(goal, version=draft, by=by)

    story.on_part(37, part, more)
    story.sit(36, Put(part, Occasion.CHANGE))


def _begun_urgently(story: Story, salon: int) -> None:
    """One beginning a sitting confirmed, and one that still waits for it."""
    again = story.draft(
        35,
        PartKind.PARTICIPATION,
        "「集まりが引っ越して、通えなくなった。続けたい」",
        GoalWords("新しい会場の縫いものの集まりに通う", actions=(_ride(),)),
        former=salon,
    )
    story.on_part(34, again, _urgent(story, 34, "集まりの引っ越しが来週のため", "会場までの送りを始めた"))
    story.sit(32, Put(again, Occasion.ESTABLISH))
    watch = story.draft(
        8,
        PartKind.OUTREACH,
        "「夜がこわい」",
        GoalWords("夜のあいだも、だれかに知らせられる", actions=(_call(),)),
        is_whole=False,
    )
    story.on_part(7, watch, _urgent(story, 7, "夜間に転んで、朝まで動けなかったため", "夜8時の電話を始めた"))


def _ride() -> ActionWords:
    return ActionWords("会場までの送り", Doer.OUTSIDE, name="移動支援のボランティア", how_often="月2回")


def _call() -> ActionWords:
    return ActionWords("夜8時に電話をする", Doer.AGENCY, Desk.objects.get(is_host=True).pk, how_often="毎晩")


def date_of(story: Story, ago: int) -> date:
    return story.clock.day(ago)


def _pause(reason: str, text: str, on: date) -> Callable[[PlanPart, Actor], object]:
    return lambda part, by: prepare_suspension(part, SuspensionWords(reason, on, text), by=by)


def _urgent(story: Story, ago: int, reason: str, what: str) -> Callable[[PlanPart, Actor], object]:
    return lambda part, by: begin_urgently(
        part,
        began_on=story.clock.day(ago),
        decided_by="福祉総合相談担当 係長 清水",
        reason=reason,
        what=what,
        by=by,
    )


def _follow_up(story: Story) -> Callable[[PlanPart, Actor], object]:
    return lambda part, by: plan_follow_up(
        part, due_on=story.clock.day(13), what="包括の訪問のときに様子をうかがう", by=by
    )


def _evaluation(story: Story, closing: str) -> Callable[[PlanPart, Actor], object]:
    def write(part: PlanPart, by: Actor) -> None:
        version = in_force(part)
        if version is None:
            raise LookupError("決まった版がありません。")
        lead = Desk.objects.get(code="houkatsu-nango").pk
        goals = [OutcomeWords("reached", goal=goal.pk) for goal in version.goals.all()]
        actions = [
            OutcomeWords(HANDED_OVER, action=one.pk, to_desk=lead)
            if one.doer == Doer.AGENCY.value
            else OutcomeWords("settled", action=one.pk)
            for one in version.plan_actions.all()
        ]
        monitor(
            part,
            MonitoringWords(
                done_on=story.clock.day(42),
                situation="落ち着いて過ごされている。",
                next_on=add_months(story.clock.day(42), 3),
                changes=("calm", "isolation"),
                calls_for=Occasion.END,
            ),
            by=by,
        )
        words = EvaluationWords(
            done_on=story.clock.day(42),
            proposal=Proposal.END,
            outcomes=(*goals, *actions),
            changes=("calm", "isolation"),
            remaining="長男との暮らしは、多機関協働のプランで続ける",
            wish="「もう大丈夫。困ったら包括さんに電話する」",
            closing=closing,
            needs_follow_up=True,
        )
        evaluate(part, words, by=by)

    return write
