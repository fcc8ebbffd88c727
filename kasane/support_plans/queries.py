"""Plan parts as who acts may read them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from kasane.rules.plans import PartKind, PartState
from kasane.support_plans.models import FollowUp, Monitoring, PartStateChange, PartVersion, PlanPart


@dataclass(frozen=True)
class PartLine:
    """A part with the state its decisions gave it and its next monitoring date."""

    part: PlanPart
    kind: PartKind
    state: PartState
    next_on: date | None


def parts_of(case: int) -> list[PartLine]:
    """Readable parts of a case, oldest first, in one statement."""
    return _lines(PlanPart.objects.filter(case_id=case))


def part_of(number: int) -> PartLine | None:
    found = _lines(PlanPart.objects.filter(id=number))
    return found[0] if found else None


def monitoring_due(until: date) -> list[PartLine]:
    """Active parts whose next monitoring is due by a day, the longest waiting first."""
    active = [line for line in _lines(PlanPart.objects.all()) if line.state is PartState.ACTIVE]
    due = [line for line in active if line.next_on and line.next_on <= until]
    return sorted(due, key=lambda line: line.next_on or until)


def versions_of(part: PlanPart) -> list[PartVersion]:
    return list(PartVersion.objects.filter(part=part).order_by("-number"))


def changes_of(part: PlanPart) -> list[PartStateChange]:
    return list(PartStateChange.objects.filter(part=part).order_by("-decided_on", "-written_at"))


def monitorings_of(part: PlanPart) -> list[Monitoring]:
    return list(Monitoring.objects.filter(part=part).order_by("-done_on"))


def follow_ups_of(part: PlanPart) -> list[FollowUp]:
    return list(FollowUp.objects.filter(part=part).order_by("due_on"))


def _lines(parts: QuerySet[PlanPart]) -> list[PartLine]:
    own = {"part": OuterRef("pk")}
    last = PartStateChange.objects.filter(**own).order_by("-decided_on", "-written_at")
    annotated = parts.annotate(
        standing=Subquery(last.values("state_after")[:1]),
        next_on=Greatest(
            Subquery(Monitoring.objects.filter(**own).order_by("-done_on").values("next_on")[:1]),
            Subquery(PartVersion.objects.filter(**own).order_by("-number").values("monitoring_on")[:1]),
        ),
    ).order_by("written_at")
    return [
        PartLine(p, PartKind(p.kind), PartState(p.standing) if p.standing else PartState.DRAFT, p.next_on)
        for p in annotated
    ]
