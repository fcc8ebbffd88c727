"""Drafting plan parts and their versions; states move only by decisions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.code_lists.queries import deadline_days
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import refusals
from kasane.rules.plans import PartKind, PartState
from kasane.rules.readiness import Agreement, may_be_drafted, may_be_rewritten, may_last
from kasane.rules.verdicts import Refused, demand, refused
from kasane.support_plans.facts import draft_of, in_force, is_decided, state_of
from kasane.support_plans.models import Goal, GoalNotSet, PartVersion, PlanAction, PlanPart

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class VersionWords:
    """What a version of a part says beside its goals and actions."""

    wish: str
    policy: str
    monitoring_on: date
    period_from: date
    period_to: date
    agreement: Agreement | None = None
    disagreement: str = ""
    attention: str = ""
    reason: str = ""

    def told(self) -> dict[str, Any]:
        return {
            "wish": self.wish,
            "agreement": self.agreement.value if self.agreement else "",
            "disagreement": self.disagreement,
            "policy": self.policy,
            "attention": self.attention,
            "period_from": self.period_from,
            "period_to": self.period_to,
            "monitoring_on": self.monitoring_on,
            "reason": self.reason,
        }


@transaction.atomic
def draft_part(
    words: VersionWords, *, case: int, kind: PartKind, person: int, former: PlanPart | None = None, by: Actor
) -> PlanPart:
    """Draft a part for one person, laid open to the agencies inside that person's consent.

    `former`: an ended part of the same person that this one takes up again; it stays ended.
    """
    _check_period(words)
    if former is not None and (former.person_id != person or state_of(former) is not PartState.ENDED):
        raise Refused(
            refused(
                "前のプランに選べるのは、同じ方の、終結したプランだけです。",
                basis="実施計画 3-1(2)6",
                rule="P-2",
                remedy="中断しているプランは、変更の会議で再開できます。",
            )
        )
    doors = rooms.doors_of(case, [person])
    part = PlanPart(kind=kind.value, person_id=person, former=former)
    rooms.write(part, home=room_of(case, by), case=case, concerns=[person], doors=doors, by=by)
    beside(part, PartVersion(part=part, number=1, **words.told()), by=by)
    tell("draft_part", cases=[case], records={"support_plans.planpart": [part.pk]})
    return part


@transaction.atomic
def draft_version(*, part: PlanPart, reason: str, by: Actor) -> PartVersion:
    """Draft the next version from the one in force; it counts from the decision that takes it, the old one is kept."""
    former = in_force(part)
    demand(
        may_be_drafted(
            has_draft=former is None or draft_of(part) is not None, is_over=state_of(part) is PartState.ENDED
        )
    )
    if former is None:
        raise LookupError("a part without a version in force has its first draft")
    told = {field: getattr(former, field) for field in COPIED}
    number = PartVersion.objects.filter(part=part).count() + 1
    version = beside(part, PartVersion(part=part, number=number, reason=reason, **told), by=by)
    _copy_goals(former, version, part=part, by=by)
    tell("draft_version", cases=[part.case_id], records=named(version))
    return version


COPIED = (
    "wish",
    "agreement",
    "disagreement",
    "policy",
    "attention",
    "period_from",
    "period_to",
    "monitoring_on",
)


def _copy_goals(former: PartVersion, version: PartVersion, *, part: PlanPart, by: Actor) -> None:
    for old in former.goals.filter(is_dropped=False).order_by("sort_order"):
        goal = Goal(
            version=version,
            sort_order=old.sort_order,
            text=old.text,
            measure=old.measure,
            issues=old.issues,
            follows=old,
        )
        beside(part, goal, by=by)
        for line in old.actions.filter(is_dropped=False).order_by("sort_order"):
            action = PlanAction(
                version=version,
                goal=goal,
                sort_order=line.sort_order,
                doer=line.doer,
                desk_id=line.desk_id,
                doer_name=line.doer_name,
                what=line.what,
                due_on=line.due_on,
                how_often=line.how_often,
                follows=line,
            )
            beside(part, action, by=by)
    for left_out in former.not_set.filter(is_dropped=False):
        beside(part, GoalNotSet(version=version, issue=left_out.issue, reason=left_out.reason), by=by)


@transaction.atomic
def write_version(version: PartVersion, words: VersionWords, *, edition: int, by: Actor) -> None:
    """Write what a draft says anew, on the edition it was read in."""
    demand(may_be_rewritten(is_decided=is_decided(version)))
    _check_period(words)
    change(version, edition, by=by, **words.told())
    tell("write_version", cases=[version.case_id], records=named(version))


def beside(part: PlanPart, record: R, *, by: Actor) -> R:
    """Store a record in the part's own home, laid open as the part is."""
    return rooms.write(
        record, home=part.home_id, case=part.case_id, concerns=part.concerns, doors=part.doors, by=by
    )


def named(*records: Record) -> dict[str, list[int]]:
    """The records of one kind as the record of seeing names them."""
    return {records[0]._meta.label_lower: [record.pk for record in records]}


def change(record: PartVersion | Goal, edition: int, *, by: Actor, **told: object) -> None:
    """Write a row of a draft anew where it still stands as it was read; refused when somebody was quicker."""
    with refusals():
        changed = (
            type(record)
            ._default_manager.filter(pk=record.pk, edition=edition)
            .update(**told, edition=edition + 1, corrected_by=by.staff)
        )
    if changed != 1:
        raise Refused(
            refused(
                "書いている間に、ほかの人が書き直しました。",
                basis="",
                rule="",
                remedy="画面を開き直して、見くらべてください。",
            )
        )


def _check_period(words: VersionWords) -> None:
    longest = deadline_days("plan_period")
    demand(may_last(period_from=words.period_from, period_to=words.period_to, longest_months=longest))
