"""Monitoring a part: the situation, progress goal by goal, and the next date (P-5)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.rules.plans import Occasion, may_be_monitored
from kasane.rules.verdicts import demand
from kasane.support_plans.actions.drafting import beside, named
from kasane.support_plans.facts import state_of
from kasane.support_plans.models import Evaluation, Monitoring, Outcome, PlanPart


@dataclass(frozen=True)
class OutcomeWords:
    """What became of one goal or one action; an action handed over names to which desk or to whom."""

    code: str
    goal: int | None = None
    action: int | None = None
    text: str = ""
    to_desk: int | None = None
    to: str = ""


@dataclass(frozen=True)
class MonitoringWords:
    """What a monitoring found; `calls_for` is the occasion a sitting is asked for."""

    done_on: date
    situation: str
    next_on: date
    progress: str = ""
    outcomes: tuple[OutcomeWords, ...] = ()
    changes: tuple[str, ...] = ()
    calls_for: Occasion | None = None


@transaction.atomic
def monitor(part: PlanPart, words: MonitoringWords, *, by: Actor) -> Monitoring:
    """Record a monitoring with the progress of each goal, and the next date (P-5)."""
    demand(
        may_be_monitored(
            state=state_of(part), situation=words.situation, next_on=words.next_on, on=words.done_on
        )
    )
    monitoring = Monitoring(
        part=part,
        done_on=words.done_on,
        situation=words.situation,
        progress=words.progress,
        changes=list(words.changes),
        next_on=words.next_on,
        calls_for=words.calls_for.value if words.calls_for else "",
    )
    beside(part, monitoring, by=by)
    for one in words.outcomes:
        beside(part, outcome_of(one, monitoring=monitoring), by=by)
    tell("monitor", cases=[part.case_id], records=named(monitoring))
    return monitoring


def outcome_of(words: OutcomeWords, **sheet: Monitoring | Evaluation) -> Outcome:
    """What became of one goal or action, as a row of its sheet."""
    return Outcome(
        goal_id=words.goal,
        action_id=words.action,
        code=words.code,
        text=words.text,
        handed_to_desk=words.to_desk,
        handed_to=words.to,
        **sheet,
    )
