"""The evaluation sheet of the version in force."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.directory.queries import desk_names
from kasane.rules.plan_ends import HANDED_OVER, Proposal
from kasane.rules.plans import PartState
from kasane.rules.verdicts import Refused, refused
from kasane.support_plans.actions.drafting import beside, named
from kasane.support_plans.actions.monitoring import OutcomeWords, outcome_of
from kasane.support_plans.facts import in_force, state_of
from kasane.support_plans.models import Evaluation, PlanPart

BASIS = "実施計画 3-1(3)"


@dataclass(frozen=True)
class EvaluationWords:
    """The evaluation sheet of the version in force."""

    done_on: date
    proposal: Proposal
    outcomes: tuple[OutcomeWords, ...] = ()
    changes: tuple[str, ...] = ()
    remaining: str = ""
    wish: str = ""
    closing: str = ""
    needs_follow_up: bool = False


@transaction.atomic
def evaluate(part: PlanPart, words: EvaluationWords, *, by: Actor) -> Evaluation:
    """Write an evaluation sheet of the version in force; a later one takes its place, the former stays."""
    version = in_force(part)
    if version is None or state_of(part) is PartState.ENDED:
        raise Refused(
            refused("評価できるのは、会議で決まって続いているプランだけです。", basis=BASIS, rule="P-3")
        )
    _check_handed_over(words.outcomes)
    sheet = Evaluation(
        part=part,
        version=version,
        done_on=words.done_on,
        changes=list(words.changes),
        remaining=words.remaining,
        wish=words.wish,
        proposal=words.proposal.value,
        closing=words.closing if words.proposal is Proposal.END else "",
        needs_follow_up=words.needs_follow_up,
    )
    beside(part, sheet, by=by)
    desks = desk_names({one.to_desk for one in words.outcomes if one.to_desk is not None})
    for one in words.outcomes:
        outcome = outcome_of(one, evaluation=sheet)
        outcome.handed_to = outcome.handed_to or desks.get(one.to_desk or 0, "")
        beside(part, outcome, by=by)
    tell("evaluate", cases=[part.case_id], records=named(sheet))
    return sheet


def _check_handed_over(outcomes: tuple[OutcomeWords, ...]) -> None:
    if any(one.code == HANDED_OVER and not (one.to_desk or one.to.strip()) for one in outcomes):
        raise Refused(
            refused(
                "引き継いだことに、引き継ぐ先がありません。",
                basis=BASIS,
                rule="P-3",
                remedy="窓口を選ぶか、だれに引き継ぐかを書いてください。",
            )
        )
