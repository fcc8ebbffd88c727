"""Help that begins before a sitting can decide."""

from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.rules.plans import PartState
from kasane.rules.readiness import may_begin_urgently
from kasane.rules.verdicts import demand
from kasane.support_plans.actions.drafting import beside, named
from kasane.support_plans.facts import state_of
from kasane.support_plans.models import PlanPart, UrgentStart


@transaction.atomic
def begin_urgently(
    part: PlanPart, *, began_on: date, decided_by: str, reason: str, what: str, by: Actor
) -> UrgentStart:
    """Write down what began before a sitting could decide; it stays unconfirmed until one establishes the part."""
    demand(
        may_begin_urgently(
            is_draft=state_of(part) is PartState.DRAFT,
            reason=reason,
            what=what,
            decided_by=decided_by,
            began_on=began_on,
            today=by.today,
        )
    )
    start = UrgentStart(part=part, began_on=began_on, decided_by=decided_by, reason=reason, what=what)
    beside(part, start, by=by)
    tell("begin_urgently", cases=[part.case_id], records=named(start))
    return start
