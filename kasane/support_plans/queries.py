"""Plan parts as who acts may read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from kasane.rules.plans import PartKind, PartState
from kasane.support_plans.models import FollowUp, Monitoring, PartStateChange, PartVersion, PlanPart

MOST = 50


@dataclass(frozen=True)
class PartLine:
    """A part with the state its decisions gave it and its next monitoring date."""

    part: PlanPart
    kind: PartKind
    state: PartState
    next_on: date | None


def parts_of(case: int) -> list[PartLine]:
    """Readable parts of a case, oldest first, in one statement."""
    return _lines(_annotated(PlanPart.objects.filter(case_id=case)).order_by("written_at"))


def parts_of_cases(cases: list[int]) -> list[PartLine]:
    """Readable parts of some cases, in one statement."""
    return _lines(_annotated(PlanPart.objects.filter(case_id__in=cases)))


def part_of(number: int) -> PartLine | None:
    found = _lines(_annotated(PlanPart.objects.filter(id=number)))
    return found[0] if found else None


def monitoring_due(until: date) -> list[PartLine]:
    """At most fifty active parts whose next monitoring is due by a day, the longest waiting first."""
    due = _annotated(PlanPart.objects.all()).filter(standing=PartState.ACTIVE.value, next_on__lte=until)
    return _lines(due.order_by("next_on")[:MOST])


def versions_of(part: PlanPart) -> list[PartVersion]:
    return list(PartVersion.objects.filter(part=part).order_by("-number"))


def changes_of(part: PlanPart) -> list[PartStateChange]:
    return list(PartStateChange.objects.filter(part=part).order_by("-decided_on", "-written_at"))


def monitorings_of(part: PlanPart) -> list[Monitoring]:
    return list(Monitoring.objects.filter(part=part).order_by("-done_on"))


def follow_ups_of(part: PlanPart) -> list[FollowUp]:
    return list(FollowUp.objects.filter(part=part).order_by("due_on"))


def _annotated(parts: QuerySet[PlanPart]) -> QuerySet[Any]:
    """Parts with the state of their last decision and their next monitoring date."""
    last = PartStateChange.objects.filter(part=OuterRef("pk")).order_by("-decided_on", "-written_at")
    done = Monitoring.objects.filter(part=OuterRef("pk")).order_by("-done_on")
    version = PartVersion.objects.filter(part=OuterRef("pk")).order_by("-number")
    return parts.annotate(
        standing=Subquery(last.values("state_after")[:1]),
        next_on=Greatest(Subquery(done.values("next_on")[:1]), Subquery(version.values("monitoring_on")[:1])),
    )


def _lines(annotated: QuerySet[Any]) -> list[PartLine]:
    return [
        PartLine(p, PartKind(p.kind), PartState(p.standing) if p.standing else PartState.DRAFT, p.next_on)
        for p in annotated
    ]
