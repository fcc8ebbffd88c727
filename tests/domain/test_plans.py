"""花子さん's plan: drafted, decided, changed, paused and ended, and who is refused on the way."""

import importlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from kasane.access.actor import Actor
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.people.models import Identity
from kasane.rules.plan_ends import HANDED_OVER, NO_CONTACT, EndGap, Proposal, SuspensionGap, end_gaps
from kasane.rules.plans import Occasion, PartKind, PartState
from kasane.rules.readiness import Agreement, Doer, Gap
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Refused
from kasane.support_plans.actions.drafting import VersionWords, draft_part, draft_version, write_version
from kasane.support_plans.actions.evaluation import EvaluationWords, evaluate
from kasane.support_plans.actions.follow_ups import follow_up_done, plan_follow_up
from kasane.support_plans.actions.goals import (
    ActionWords,
    GoalWords,
    add_goal,
    drop_goal,
    set_no_goal,
    take_up_goal,
    write_goal,
)
from kasane.support_plans.actions.monitoring import OutcomeWords
from kasane.support_plans.actions.pauses import SuspensionWords, prepare_suspension
from kasane.support_plans.actions.urgent import begin_urgently
from kasane.support_plans.facts import (
    attempts_on_record,
    draft_of,
    end_facts,
    in_force,
    missing_for_suspension,
    missing_of,
    ready,
    serious_issues,
    state_of,
)
from kasane.support_plans.models import Goal, PartVersion, PlanAction, PlanPart
from kasane.support_plans.queries import (
    attempts_to_reach,
    in_force_among,
    to_try_again,
    unconfirmed_starts,
    versions_of,
)
from tests.world import World


def words(by: Actor) -> VersionWords:
    return VersionWords(
        wish="買い物に行きたい",
        agreement=Agreement.AGREED,
        policy="重ねて支える",
        period_from=by.today,
        period_to=add_months(by.today, 6),
        monitoring_on=add_months(by.today, 3),
    )


def hanako(by: Actor) -> Identity:
    return Identity.objects.get(name="山田 花子", home__desk_id=by.desk)


def drafted(by: Actor, kind: PartKind = PartKind.PARTICIPATION) -> PlanPart:
    who = hanako(by)
    return draft_part(words(by), case=who.case_id, kind=kind, person=who.person_id, by=by)


def first(state: PartState, kind: PartKind | None = None) -> PlanPart:
    """A part of the town's in a state."""
    parts = PlanPart.objects.order_by("written_at")
    return next(p for p in parts if state_of(p) is state and kind in (None, PartKind(p.kind)))


def test_a_draft_says_what_is_missing_until_nothing_is(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        part = drafted(tanaka)
        version = PartVersion.objects.get(part=part)
        assert missing_of(version) == (Gap.GOALS, Gap.ISSUES)
        goal = add_goal(GoalWords("サロンに通う"), version=version, by=tanaka)
        assert missing_of(version) == (Gap.ACTIONS, Gap.ISSUES)
        nobody = ActionWords("見学に行く")
        write_goal(goal, GoalWords("サロンに通う", actions=(nobody,)), edition=goal.edition, by=tanaka)
        assert missing_of(version) == (Gap.DOERS, Gap.DUE, Gap.ISSUES)
        one = PlanAction.objects.get(goal=goal)
        told = ActionWords("見学に行く", Doer.FAMILY, name="長女", how_often="1回", action=one.pk)
        goal.refresh_from_db()
        write_goal(goal, GoalWords("サロンに通う", actions=(told,)), edition=goal.edition, by=tanaka)
        assert missing_of(version) == (Gap.ISSUES,)
        (care,) = serious_issues(part)
        with pytest.raises(Refused, match="置かないわけ"):
            set_no_goal(version=version, issue=care, reason=" ", by=tanaka)
        set_no_goal(version=version, issue=care, reason="はじめのプランで支えている", by=tanaka)
        assert missing_of(version) == ()
        assert ready(part, version, Occasion.ESTABLISH)
        drop_goal(Goal.objects.get(pk=goal.pk), by=tanaka)
        assert missing_of(version) == (Gap.GOALS,)
        take_up_goal(Goal.objects.get(pk=goal.pk), by=tanaka)
        assert missing_of(version) == (), "it stands as it stood, with what is done for it"


def test_a_change_begins_from_the_version_in_force_and_only_once(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        part = first(PartState.ACTIVE)
        before = in_force_among(versions_of(part))
        assert before is not None
        version = draft_version(part=part, reason="体力が戻ったため", by=tanaka)
        copied = [goal.follows_id for goal in version.goals.order_by("sort_order")]
        assert copied == [one.goal.pk for one in before.goals]
        assert {one.follows_id for one in version.plan_actions.all()} == {a.pk for a in before.actions}
        assert in_force(part) == before.version, "until a sitting decides, the old one counts"
        with pytest.raises(Refused, match="まだ決まっていない案があります"):
            draft_version(part=part, reason="もう一度", by=tanaka)


def test_what_a_sitting_decided_stays_even_past_the_action(town: World) -> None:
    """In the database itself: neither the words, nor a goal, nor an action, nor one more goal."""
    with town.acting("tanaka") as tanaka:
        part = first(PartState.ACTIVE)
        version = in_force(part)
        assert version is not None
        with pytest.raises(Refused, match="決まった版は、書き直せません"):
            write_version(version, words(tanaka), edition=version.edition, by=tanaka)
        for rows in (
            PartVersion.objects.filter(pk=version.pk).values("wish"),
            Goal.objects.filter(version=version).values("text"),
            PlanAction.objects.filter(version=version).values("what"),
        ):
            (column,) = rows.query.values_select
            with pytest.raises(DatabaseError, match="決まった版は、書き直せません"), transaction.atomic():
                rows.update(**{column: "x"})
        draft = draft_version(part=part, reason="体力が戻ったため", by=tanaka)
        assert Goal.objects.filter(version=draft).update(text="x"), "the draft beside it may be"


def test_two_people_at_a_draft_do_not_overwrite_one_another(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        version = PartVersion.objects.get(part=drafted(tanaka))
        write_version(version, replace(words(tanaka), wish="サロンへ"), edition=version.edition, by=tanaka)
        with pytest.raises(Refused, match="ほかの人が書き直しました"):
            write_version(version, words(tanaka), edition=version.edition, by=tanaka)
        assert PartVersion.objects.get(pk=version.pk).wish == "サロンへ"


def test_an_ended_part_is_taken_up_by_another_of_the_same_person(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        who = hanako(tanaka)
        ended, active = first(PartState.ENDED), first(PartState.ACTIVE)
        again = draft_part(
            words(tanaka),
            case=who.case_id,
            kind=PartKind(ended.kind),
            person=who.person_id,
            former=ended,
            by=tanaka,
        )
        assert (again.former_id, state_of(ended)) == (ended.pk, PartState.ENDED)
        with pytest.raises(Refused, match="同じ方の、終結したプランだけです"):
            draft_part(
                words(tanaka),
                case=who.case_id,
                kind=PartKind.OUTREACH,
                person=who.person_id,
                former=active,
                by=tanaka,
            )
        with pytest.raises(Refused, match="終結したプランは、書き直せません"):
            draft_version(part=ended, reason="再開", by=tanaka)


def test_a_period_is_no_longer_than_a_year(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        who = hanako(tanaka)
        long = replace(words(tanaka), period_to=add_months(tanaka.today, 12) + timedelta(days=1))
        with pytest.raises(Refused, match="12か月までです"):
            draft_part(long, case=who.case_id, kind=PartKind.OUTREACH, person=who.person_id, by=tanaka)


def test_an_urgent_beginning_waits_until_a_sitting_establishes_the_part(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        waiting = {start.what for start in unconfirmed_starts(tanaka.desk)}
        assert waiting == {"夜8時の電話を始めた"}, "the ride to the salon was confirmed"
        with pytest.raises(Refused, match="もう会議で決まっています"):
            begin_urgently(
                first(PartState.ACTIVE),
                began_on=tanaka.today,
                decided_by="係長",
                reason="急ぐため",
                what="電話",
                by=tanaka,
            )


def test_losing_contact_is_shown_by_the_notes_on_record(town: World) -> None:
    """A note of a visit in vain counts; one of a visit that found her does not."""
    with town.acting("tanaka") as tanaka:
        part = first(PartState.ACTIVE)
        before = {note.pk for note in attempts_to_reach(part)}
        for result in ("absent", "met"):
            told = NoteWords(
                kind="home_visit",
                happened_at=tanaka.at - timedelta(days=1),
                text=f"訪ねた（{result}）",
                concerns=frozenset({part.person_id}),
                result=result,
            )
            add_note(told, case=part.case_id, by=tanaka)
        tried = [note for note in attempts_to_reach(part) if note.pk not in before]
        assert [note.text for note in tried] == ["訪ねた（absent）"]
        soon = add_months(tanaka.today, 1)
        assert missing_for_suspension(part) == (SuspensionGap.SHEET,)
        prepare_suspension(part, SuspensionWords(NO_CONTACT, soon), by=tanaka)
        assert missing_for_suspension(part) == (SuspensionGap.ATTEMPTS,)
    with town.acting("tanaka", at="11:00") as tanaka:
        attempts = tuple(note.pk for note in tried)
        prepare_suspension(part, SuspensionWords(NO_CONTACT, soon, attempts=attempts), by=tanaka)
        assert missing_for_suspension(part) == ()
        (matter,) = attempts_on_record(part)
        assert (matter.code, "経過の記録" in matter.text) == ("attempts", True)
        with pytest.raises(Refused, match="今日より先の日"):
            prepare_suspension(part, SuspensionWords("other", tanaka.today), by=tanaka)


def test_only_who_is_still_paused_is_tried_again(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        far = tanaka.today + timedelta(days=400)
        assert to_try_again(tanaka.desk, far) == [], "every pause of the town was taken up again"
        part = first(PartState.ACTIVE)
        prepare_suspension(part, SuspensionWords("long_stay", add_months(tanaka.today, 1)), by=tanaka)
        assert to_try_again(tanaka.desk, far) == [], "the sitting has not decided"
    town.superuser.execute(
        "insert into support_plans_partstatechange select (jsonb_populate_record(null::support_plans_partstatechange,"
        " to_jsonb(c) || jsonb_build_object('id', 77, 'decision_id', 77, 'version_id', null, 'state_after',"
        " 'suspended', 'decided_on', current_date, 'written_at', now()))).* from support_plans_partstatechange c"
        " where c.part_id = %s limit 1",
        [part.pk],
    )
    with town.acting("tanaka") as tanaka:
        assert [sheet.part_id for sheet in to_try_again(tanaka.desk, far)] == [part.pk]
        assert to_try_again(tanaka.desk, tanaka.today) == []


def test_a_part_ends_once_all_is_settled_or_handed_over(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        part = first(PartState.ACTIVE, PartKind.PARTICIPATION)
        version = in_force(part)
        assert version is not None
        (goal,), (action,) = version.goals.all(), version.plan_actions.all()
        outcomes = (OutcomeWords("reached", goal=goal.pk), OutcomeWords(HANDED_OVER, action=action.pk))
        sheet = EvaluationWords(tanaka.today, Proposal.END, outcomes, closing="reached", needs_follow_up=True)
        assert end_gaps(end_facts(part)) == (EndGap.EVALUATION,)
        with pytest.raises(Refused, match="引き継ぐ先がありません"):
            evaluate(part, sheet, by=tanaka)
        named = replace(outcomes[1], to="移動支援のボランティア")
        evaluate(part, replace(sheet, outcomes=(outcomes[0], named)), by=tanaka)
        assert end_gaps(end_facts(part)) == (EndGap.FOLLOW_UP,)
        follow_up = plan_follow_up(part, due_on=add_months(tanaka.today, 1), what="電話", by=tanaka)
        assert end_gaps(end_facts(part)) == ()
        follow_up_done(follow_up, done_on=tanaka.today, result="元気だった", by=tanaka)
        assert end_gaps(end_facts(part)) == (EndGap.FOLLOW_UP,), "the one there was is over"


def test_what_was_written_in_two_texts_becomes_a_goal_and_an_action(town: World) -> None:
    """Versions that have rows already, and those that never had texts, are left alone."""
    carry_over = importlib.import_module("kasane.support_plans.migrations.0005_goals_as_rows").carry_over
    with town.acting("tanaka") as tanaka:
        part = drafted(tanaka)
        version = draft_of(part)
        assert version is not None
        rows = Goal.objects.count()
    town.superuser.execute(
        "update support_plans_partversion set goal = '買い物に行く', content = '配食週3回' where id = %s",
        [version.pk],
    )
    with town.acting("tanaka"):
        carry_over(apps, None)
        carry_over(apps, None)
        goal = Goal.objects.get(version=version)
        action = PlanAction.objects.get(goal=goal)
        assert (goal.text, action.what, action.who) == ("買い物に行く", "配食週3回", "（まだ）")
        assert (goal.home_id, goal.doors, goal.concerns) == (part.home_id, part.doors, part.concerns)
        assert Goal.objects.count() == rows + 1
        assert (version.goal, version.content) == ("買い物に行く", "（まだ）：配食週3回")


def test_the_agencies_inside_her_consent_read_the_plan_and_nobody_else(town: World) -> None:
    """鈴木 is inside the consent; 渡辺 holds a desk of the same kind and none of its keys."""
    with town.acting("suzuki"):
        assert {goal.text for goal in Goal.objects.all()} >= {"家賃の心配をなくす"}
    with town.acting("watanabe", desk="shogai-sodan-1"):
        assert (Goal.objects.count(), PlanAction.objects.count(), PlanPart.objects.count()) == (0, 0, 0)
