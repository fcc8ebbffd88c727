"""Dated tasks after the end (P-5)."""

from datetime import date, datetime, time

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.undoing import keep, unmarked
from kasane.rules.plans import may_be_followed_up
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, demand
from kasane.support_plans.actions.drafting import beside, named
from kasane.support_plans.models import FollowUp, PlanPart


@transaction.atomic
def plan_follow_up(part: PlanPart, *, due_on: date, what: str, by: Actor) -> FollowUp:
    """A dated follow-up after the end (P-5)."""
    follow_up = FollowUp(part=part, due_on=due_on, what=what)
    beside(part, follow_up, by=by)
    tell("plan_follow_up", cases=[part.case_id], records=named(follow_up))
    return follow_up


@transaction.atomic
def follow_up_done(follow_up: FollowUp, *, done_on: date, result: str, by: Actor) -> None:
    """A follow-up was made on a day, and what became of it (P-5)."""
    is_done = follow_up.done_at is not None
    demand(may_be_followed_up(is_done=is_done, done_on=done_on, result=result, today=by.today))
    done_at = datetime.combine(done_on, time.min, TOKYO)
    changed = FollowUp.objects.filter(pk=follow_up.pk, done_at=None).update(
        done_at=done_at, result=result.strip(), told_at=by.at
    )
    if changed != 1:
        raise Refused(may_be_followed_up(is_done=True, done_on=done_on, result=result, today=by.today))
    tell(
        "follow_up_done",
        cases=[follow_up.case_id],
        records={"support_plans.followup": [follow_up.pk]},
    )


@transaction.atomic
def take_back_follow_up(follow_up: FollowUp, *, by: Actor) -> None:
    """A follow-up was not made after all; what was written of it stays known (U-1)."""
    told_at = follow_up.told_at
    demand(may_be_taken_back(done_on=marked_on(follow_up), today=by.today))
    same = FollowUp.objects.filter(pk=follow_up.pk, told_at=told_at)
    unmarked(same.update(done_at=None, result="", told_at=None), by=by)
    keep(follow_up, f"済みにしました。結果：{follow_up.result}", by=by)
    tell("take_back_follow_up", cases=[follow_up.case_id], records=named(follow_up))


def marked_on(follow_up: FollowUp) -> date | None:
    """The day on which it was marked as done; None where it is not."""
    return follow_up.told_at.astimezone(TOKYO).date() if follow_up.told_at else None
