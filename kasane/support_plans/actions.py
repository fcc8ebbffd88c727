"""Drafting plan parts and their versions, monitoring, and follow-up; states move only by decisions."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.rooms import actions as rooms
from kasane.rules.plans import PartKind, may_be_followed_up, may_be_monitored
from kasane.rules.verdicts import Refused, demand
from kasane.support_plans.facts import state_of
from kasane.support_plans.models import FollowUp, Monitoring, PartVersion, PlanPart


@dataclass(frozen=True)
class VersionWords:
    """What a version of a part says."""

    goal: str
    policy: str
    content: str
    monitoring_on: date
    reason: str = ""


@transaction.atomic
def draft_part(words: VersionWords, *, case: int, kind: PartKind, person: int, by: Actor) -> PlanPart:
    """Draft a part for one person, laid open to the agencies inside that person's consent."""
    doors = rooms.doors_of(case, [person])
    part = PlanPart(kind=kind.value, person_id=person)
    rooms.write(part, home=room_of(case, by), case=case, concerns=[person], doors=doors, by=by)
    _write_version(words, part=part, number=1, by=by)
    tell("draft_part", cases=[case], records={"support_plans.planpart": [part.pk]})
    return part


@transaction.atomic
def draft_version(words: VersionWords, *, part: PlanPart, by: Actor) -> PartVersion:
    """Draft the next version of a part; it counts from the decision that takes it, the old one is kept."""
    number = PartVersion.objects.filter(part=part).count() + 1
    version = _write_version(words, part=part, number=number, by=by)
    tell("draft_version", cases=[part.case_id], records={"support_plans.partversion": [version.pk]})
    return version


@transaction.atomic
def monitor(
    part: PlanPart, *, done_on: date, situation: str, progress: str, next_on: date, by: Actor
) -> Monitoring:
    """Record a monitoring and the next date (P-5)."""
    demand(may_be_monitored(state=state_of(part), situation=situation, next_on=next_on, on=done_on))
    monitoring = Monitoring(
        part=part, done_on=done_on, situation=situation, progress=progress, next_on=next_on
    )
    rooms.write(
        monitoring, home=part.home_id, case=part.case_id, concerns=part.concerns, doors=part.doors, by=by
    )
    tell("monitor", cases=[part.case_id], records={"support_plans.monitoring": [monitoring.pk]})
    return monitoring


@transaction.atomic
def plan_follow_up(part: PlanPart, *, due_on: date, what: str, by: Actor) -> FollowUp:
    """A dated follow-up after the end (P-5)."""
    follow_up = FollowUp(part=part, due_on=due_on, what=what)
    rooms.write(
        follow_up, home=part.home_id, case=part.case_id, concerns=part.concerns, doors=part.doors, by=by
    )
    tell("plan_follow_up", cases=[part.case_id], records={"support_plans.followup": [follow_up.pk]})
    return follow_up


@transaction.atomic
def follow_up_done(follow_up: FollowUp, *, done_on: date, result: str, by: Actor) -> None:
    """A follow-up was made on a day, and what became of it (P-5)."""
    is_done = follow_up.done_at is not None
    demand(may_be_followed_up(is_done=is_done, done_on=done_on, result=result, today=by.today))
    done_at = datetime.combine(done_on, time.min, TOKYO)
    changed = FollowUp.objects.filter(pk=follow_up.pk, done_at=None).update(
        done_at=done_at, result=result.strip()
    )
    if changed != 1:
        raise Refused(may_be_followed_up(is_done=True, done_on=done_on, result=result, today=by.today))
    tell(
        "follow_up_done",
        cases=[follow_up.case_id],
        records={"support_plans.followup": [follow_up.pk]},
    )


def _write_version(words: VersionWords, *, part: PlanPart, number: int, by: Actor) -> PartVersion:
    version = PartVersion(
        part=part,
        number=number,
        goal=words.goal,
        policy=words.policy,
        content=words.content,
        monitoring_on=words.monitoring_on,
        reason=words.reason,
    )
    return rooms.write(
        version, home=part.home_id, case=part.case_id, concerns=part.concerns, doors=part.doors, by=by
    )
