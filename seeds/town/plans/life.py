"""The mother's other parts: every occasion of the three kinds, judged each way, begun urgently, paused and ended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kasane.access.actor import Actor
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.meetings.actions.minutes import revise_minutes
from kasane.meetings.models import AgendaItem
from kasane.people.models import Identity
from kasane.rules.plan_ends import HANDED_OVER, NO_CONTACT, Proposal
from kasane.rules.plans import Judgement, Occasion, PartKind
from kasane.rules.readiness import Doer
from kasane.rules.timing import add_months
from kasane.support_plans.actions.drafting import write_version
from kasane.support_plans.actions.evaluation import EvaluationWords, evaluate
from kasane.support_plans.actions.follow_ups import follow_up_done, plan_follow_up
from kasane.support_plans.actions.frames import PlanWords, write_plan
from kasane.support_plans.actions.goals import ActionWords, GoalWords, add_goal
from kasane.support_plans.actions.monitoring import MonitoringWords, OutcomeWords, monitor
from kasane.support_plans.actions.pauses import SuspensionWords, prepare_suspension, try_again
from kasane.support_plans.actions.urgent import begin_urgently
from kasane.support_plans.facts import draft_of, in_force
from kasane.support_plans.models import FollowUp, PlanPart, Suspension
from seeds.town.plans.story import Put, Story

# What was tried before the sewing circle was paused: how, what came of it, what was said.
ATTEMPTS = {
    86: ("phone", "absent", "縫いものの集まりの件で電話。三度かけたが、出られない。"),
    84: ("home_visit", "absent", "集まりの日に迎えに行くが、留守。郵便がたまっている。"),
    82: ("other", "absent", "手紙を届けたが、返事がない。集まりの世話役にも連絡がない。"),
}
UNREACHED = {
    "suspend_reason": "連絡不通（電話・訪問・手紙のどれにも返事がない）",
    "attempts": "電話三度、迎えの訪問、手紙。経過のとおり",
}


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
    tried = tuple(_attempt(story, ago, *told) for ago, told in ATTEMPTS.items())
    story.on_part(81, salon, _pause(NO_CONTACT, "集まりの世話役にも返事がない", date_of(story, 70), tried))
    story.change(82, home, "短期入所から戻られたため")
    story.sit(
        80,
        Put(visits, Occasion.SUSPEND),
        Put(salon, Occasion.SUSPEND, told=UNREACHED),
        Put(home, Occasion.CHANGE),
    )
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
    with story.clock.acting("tanaka", 33, "09:30") as tanaka:
        discussed = AgendaItem.objects.select_related("sitting").filter(part_id=part).latest("written_at")
        revise_minutes(
            discussed,
            text="「適当」と判断した。デイサービスの見学には、長女が付き添う。",
            reason="だれが付き添うかが抜けていたため",
            by=tanaka,
        )


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


def _attempt(story: Story, ago: int, kind: str, result: str, text: str) -> int:
    """A try to reach her about the sewing circle that reached nobody."""
    with story.clock.acting("tanaka", ago, "16:00") as tanaka:
        words = NoteWords(
            kind=kind,
            happened_at=story.clock.instant(ago, "15:00"),
            result=result,
            text=text,
            concerns=frozenset({story.person}),
        )
        return add_note(words, case=story.case, by=tanaka).pk


def _pause(
    reason: str, text: str, on: date, tried: tuple[int, ...] = ()
) -> Callable[[PlanPart, Actor], object]:
    return lambda part, by: prepare_suspension(part, SuspensionWords(reason, on, text, tried), by=by)


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
