"""Every state, occasion, kind of part and standing of the consent: the rule, the database and the page say the same."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.meetings.actions import items
from kasane.meetings.models import AgendaItem, Decision
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.plan_ends import Proposal
from kasane.rules.plans import MATTERS, PART_TABLE, Judgement, Occasion, PartKind, PartState
from kasane.rules.readiness import Agreement, Doer
from kasane.rules.sittings import SittingState
from kasane.rules.timing import add_months
from kasane.rules.verdicts import Refused
from kasane.support_plans.actions.drafting import VersionWords, draft_part, draft_version
from kasane.support_plans.actions.evaluation import EvaluationWords, evaluate
from kasane.support_plans.actions.goals import ActionWords, GoalWords, add_goal
from kasane.support_plans.actions.monitoring import OutcomeWords
from kasane.support_plans.actions.pauses import SuspensionWords, prepare_suspension
from kasane.support_plans.facts import in_force, serious_issues
from kasane.support_plans.models import PartVersion, PlanPart
from kasane.support_plans.queries import draft_among, part_of, versions_of
from kasane.web.plans.shown import steps_of
from tests.world import World

OVER = {
    "withdrawn": "ended_at = now(), ended_why = '本人の申し出'",
    "moved_away": "ended_at = now(), ended_why = '転出された'",
    "died": "ended_at = now(), ended_why = '亡くなられた'",
    "expired": "valid_to = current_date - 30",
}
CONSENTS = ("covered", "narrower", *OVER)
PLACES = list(product(PartKind, PartState, Occasion))


def test_rule_database_and_page_agree_on_every_occasion(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {(kind, state): a_part(town, kind, state) for kind, state in product(PartKind, PartState)}
    known = {
        wide: {
            place: an_item(town, a_sitting(town, with_hospital=wide), parts[place[:2]], place[2])
            for place in PLACES
        }
        for wide in (False, True)
    }
    wrong = []
    for consent in CONSENTS:
        with standing(town, consent), town.acting("tanaka", at="18:00") as tanaka:
            for place, number in known[consent == "narrower"].items():
                _, state, occasion = place
                moves = PART_TABLE.next_state(state, occasion) is not None
                is_free = consent in OVER and occasion in (Occasion.END, Occasion.SUSPEND)
                expected = moves and (consent == "covered" or is_free)
                told = {
                    "rule": rule_allows(number, tanaka, monkeypatch),
                    "database": database_allows(number, tanaka),
                }
                if consent == "covered":
                    told["page"] = page_offers(parts[place[:2]], occasion)
                wrong += [(consent, place, who, said) for who, said in told.items() if said is not expected]
    assert wrong == []


def rule_allows(number: int, by: Actor, monkeypatch: pytest.MonkeyPatch) -> bool:
    """What the action's verdict says, with the database's own check left out."""
    item = AgendaItem.objects.select_related("sitting", "part", "version").get(pk=number)
    with monkeypatch.context() as patched, undone():
        patched.setattr(items, "call", lambda *_: None)
        try:
            items.decide(item, judgement=Judgement.SUITABLE, by=by)
        except Refused:
            return False
        return True


def database_allows(number: int, by: Actor) -> bool:
    """What the database says of a decision that was stored without asking the rule."""
    item = AgendaItem.objects.select_related("sitting").get(pk=number)
    decision = Decision(item=item, judgement="suitable", decided_on=item.sitting.held_on)
    with undone():
        rooms.write(
            decision, home=item.home_id, case=item.case_id, concerns=item.concerns, doors=item.doors, by=by
        )
        try:
            with transaction.atomic():
                call("carry_out_decision", decision.pk, new_id())
        except Refused:
            return False
        return True


def page_offers(part: int, occasion: Occasion) -> bool:
    line = part_of(part)
    assert line is not None
    steps = {step.occasion: step for step in steps_of(line, draft_among(versions_of(line.part)))}
    return occasion in steps and bool(steps[occasion].verdict)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def standing(town: World, consent: str) -> Iterator[None]:
    """The mother's consent as it stands in one column of the table; put back afterwards."""
    before = town.superuser.execute(
        "select id, valid_to from consents_consent where answer = 'given' and person_id = %s", [mother(town)]
    ).fetchall()
    if consent in OVER:
        town.superuser.execute(
            f"update consents_consent set {OVER[consent]} where id = any (%s)", [[n for n, _ in before]]
        )
    try:
        yield
    finally:
        for number, until in before:
            town.superuser.execute(
                "update consents_consent set ended_at = null, ended_why = '', valid_to = %s where id = %s",
                [until, number],
            )


def mother(town: World) -> object:
    return town.one("select person_id from people_identity where name = '山田 花子' limit 1")


def a_part(town: World, kind: PartKind, state: PartState) -> int:
    """A part of the mother's in a state, with everything written that any occasion asks for."""
    with town.acting("tanaka", 6) as tanaka:
        who = Identity.objects.get(name="山田 花子", home__desk_id=tanaka.desk)
        words = VersionWords(
            wish="買い物に行きたい",
            agreement=Agreement.AGREED,
            policy="重ねて支える",
            period_from=tanaka.today,
            period_to=add_months(tanaka.today, 6),
            monitoring_on=add_months(tanaka.today, 3),
        )
        part = draft_part(words, case=who.case_id, kind=kind, person=who.person_id, by=tanaka)
        action = ActionWords("朝歩く", Doer.PERSON, how_often="毎日")
        issues = frozenset(issue.pk for issue in serious_issues(part))
        goal = GoalWords("買い物に行く", issues=issues, actions=(action,))
        add_goal(goal, version=PartVersion.objects.get(part=part), by=tanaka)
    if state is not PartState.DRAFT:
        put_in(town, part.pk, PartState.ACTIVE, 5)
        prepare(town, part.pk)
    if state not in (PartState.DRAFT, PartState.ACTIVE):
        put_in(town, part.pk, state, 3, "16:00")
    return part.pk


def prepare(town: World, number: int) -> None:
    """The next draft, the evaluation sheet and the sheet for a pause."""
    with town.acting("tanaka", 4, "15:00") as tanaka:
        part = PlanPart.objects.get(pk=number)
        version = in_force(part)
        assert version is not None
        draft_version(part=part, reason="体力が戻ったため", by=tanaka)
        done = [OutcomeWords("reached", goal=goal.pk) for goal in version.goals.all()]
        done += [OutcomeWords("settled", action=action.pk) for action in version.plan_actions.all()]
        words = EvaluationWords(tanaka.today, Proposal.END, tuple(done), closing="reached")
        evaluate(part, words, by=tanaka)
        prepare_suspension(part, SuspensionWords("long_stay", add_months(tanaka.today, 1)), by=tanaka)


def put_in(town: World, part: int, state: PartState, ago: int, hour: str = "12:00") -> None:
    """A state as a decision would have left it; the sheets stay newer than what put the part in force."""
    at = town.clock.instant(ago, hour)
    town.superuser.execute(
        "insert into support_plans_partstatechange (id, case_id, home_id, doors, information_class, concerns,"
        " written_by, written_at, laid_open_at, part_id, version_id, occasion, state_before, state_after,"
        " decision_id, decided_on) select new_id(), p.case_id, p.home_id, p.doors, p.information_class, p.concerns,"
        " p.written_by, %(at)s, p.laid_open_at, p.id, case when %(state)s = 'active' then v.id end, 'establish',"
        " 'draft', %(state)s, new_id(), %(on)s from support_plans_planpart p join support_plans_partversion v"
        " on v.part_id = p.id and v.number = 1 where p.id = %(part)s",
        {"at": at, "state": state.value, "on": at.date(), "part": part},
    )


def a_sitting(town: World, *, with_hospital: bool) -> int:
    """An open 重層的支援会議 of today with the four agencies inside the mother's consent, perhaps one outside it."""
    found = town.one("select id from meetings_sitting where place = %s", f"試し{with_hospital}")
    if found is not None:
        return int(str(found))
    old = town.one("select id from meetings_sitting where kind = 'multilayered' order by held_on limit 1")
    sitting = new_id()
    told = {
        "id": sitting,
        "held_on": town.clock.day(0).isoformat(),
        "state": SittingState.OPEN.value,
        "closed_at": None,
        "place": f"試し{with_hospital}",
    }
    copy(town, "meetings_sitting", f"id = {old}", told)
    for (seat,) in town.superuser.execute(
        "select id from meetings_participant where sitting_id = %s", [old]
    ).fetchall():
        copy(town, "meetings_participant", f"id = {seat}", {"id": new_id(), "sitting_id": sitting})
    if with_hospital:
        ito = "staff_id = (select id from directory_staff where name = '伊藤 理恵')"
        copy(town, "meetings_participant", ito, {"id": new_id(), "sitting_id": sitting})
    return sitting


def an_item(town: World, sitting: int, part: int, occasion: Occasion) -> int:
    """A part on the agenda, as if the gate had let it in, with every matter of the occasion settled."""
    number = new_id()
    version = town.one(
        "select id from support_plans_partversion where part_id = %s order by number desc limit 1", part
    )
    old = "id = (select item_id from meetings_settledmatter where code = 'goal' order by written_at limit 1)"
    told = {"id": number, "sitting_id": sitting, "part_id": part, "version_id": version}
    copy(town, "meetings_agendaitem", old, {**told, "occasion": occasion.value})
    for code in MATTERS[occasion]:
        copy(town, "meetings_settledmatter", "true", {"id": new_id(), "item_id": number, "code": code})
    return number


def copy(town: World, table: str, where: str, changed: dict[str, object]) -> None:
    town.superuser.execute(
        f"insert into {table} select (jsonb_populate_record(null::{table}, to_jsonb(t) || %s::jsonb)).*"
        f" from {table} t where {where} limit 1",
        [json.dumps(changed)],
    )
