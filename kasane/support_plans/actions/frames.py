"""The household's frame: where all of them want to be, in their own words."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.rooms import actions as rooms
from kasane.rooms.queries import refusals
from kasane.rules.verdicts import Refused, refused
from kasane.support_plans.models import Plan


@dataclass(frozen=True)
class PlanWords:
    """The long-term aim and the household's own words, and whom they speak of."""

    aim: str
    words: str
    concerns: frozenset[int]


@transaction.atomic
def write_plan(words: PlanWords, *, case: int, plan: Plan | None, edition: int = 0, by: Actor) -> Plan:
    """Write the frame of a household's plan; laid open to who holds the doors of everybody it speaks of."""
    doors = rooms.doors_of(case, words.concerns)
    if plan is None:
        plan = Plan(aim=words.aim, words=words.words)
        try:
            with transaction.atomic():
                rooms.write(
                    plan, home=room_of(case, by), case=case, concerns=words.concerns, doors=doors, by=by
                )
        except IntegrityError as error:
            raise _conflict() from error
    else:
        with refusals():
            changed = Plan.objects.filter(pk=plan.pk, edition=edition).update(
                aim=words.aim,
                words=words.words,
                concerns=sorted(words.concerns),
                doors=doors,
                laid_open_at=by.at,
                edition=edition + 1,
                corrected_by=by.staff,
            )
        if changed != 1:
            raise _conflict()
    tell("write_plan", cases=[case], records={"support_plans.plan": [plan.pk]})
    return plan


def _conflict() -> Refused:
    return Refused(
        refused(
            "書いている間に、ほかの人が書き直しました。",
            basis="",
            rule="",
            remedy="画面を開き直して、見くらべてください。",
        )
    )
