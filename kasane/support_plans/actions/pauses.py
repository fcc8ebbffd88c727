"""Pausing a part, and coming back to who was not reached."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.undoing import keep, unmarked
from kasane.rooms.queries import refusals
from kasane.rules.plan_ends import may_be_due
from kasane.rules.plans import PartState
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, Verdict, demand, refused
from kasane.support_plans.actions.drafting import beside, named
from kasane.support_plans.facts import state_of
from kasane.support_plans.models import PlanPart, Suspension

BASIS = "実施計画 3-1(3)"


@dataclass(frozen=True)
class SuspensionWords:
    """Why a part is to pause, the notes that tell of attempts, and when somebody tries again."""

    reason: str
    try_again_on: date
    text: str = ""
    attempts: tuple[int, ...] = ()


@transaction.atomic
def prepare_suspension(part: PlanPart, words: SuspensionWords, *, by: Actor) -> Suspension:
    """Write the sheet by which a sitting decides whether a part pauses."""
    if state_of(part) is not PartState.ACTIVE:
        raise Refused(refused("中断を諮れるのは、実施中のプランだけです。", basis=BASIS, rule="P-2"))
    demand(may_be_due(due_on=words.try_again_on, today=by.today))
    sheet = Suspension(
        part=part,
        written_on=by.today,
        reason=words.reason,
        text=words.text,
        attempts=list(words.attempts),
        try_again_on=words.try_again_on,
    )
    beside(part, sheet, by=by)
    tell("prepare_suspension", cases=[part.case_id], records=named(sheet))
    return sheet


@transaction.atomic
def try_again(sheet: Suspension, *, by: Actor) -> None:
    """Somebody of a suspended part was tried again on its day; what came of it is a note."""
    with refusals():
        changed = Suspension.objects.filter(pk=sheet.pk, tried_again_at=None).update(tried_again_at=by.at)
    if changed != 1:
        raise Refused(refused("もう済みになっています。", basis="", rule=""))
    tell("try_again", cases=[sheet.case_id], records=named(sheet))


@transaction.atomic
def take_back_try(sheet: Suspension, *, by: Actor) -> None:
    """Nobody was tried again after all: the day to do so stands as before (U-1)."""
    demand(may_try_be_taken_back(sheet, today=by.today))
    same = Suspension.objects.filter(pk=sheet.pk, tried_again_at=sheet.tried_again_at)
    unmarked(same.update(tried_again_at=None), by=by)
    keep(sheet, "連絡したと記しました。", by=by)
    tell("take_back_try", cases=[sheet.case_id], records=named(sheet))


def may_try_be_taken_back(sheet: Suspension, *, today: date) -> Verdict:
    """Whether the mark that somebody was tried again may go today."""
    tried_on = sheet.tried_again_at.astimezone(TOKYO).date() if sheet.tried_again_at else None
    return may_be_taken_back(done_on=tried_on, today=today)
