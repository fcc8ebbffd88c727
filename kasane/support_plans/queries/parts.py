"""Plan parts as who acts may read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from kasane.access.actor import Actor
from kasane.consents.models import Consent
from kasane.people.models import Death
from kasane.rules.consents import ConsentAnswer
from kasane.rules.plans import PartKind, PartState
from kasane.support_plans.models import (
    Monitoring,
    PartStateChange,
    PartVersion,
    Plan,
    PlanPart,
    UrgentStart,
)

MOST = 50
# Why a consent ended, as the trigger `end_consents_of_the_dead` writes it.
DIED = "亡くなられた"


@dataclass(frozen=True)
class PartLine:
    """A part with the state its decisions gave it and its next monitoring date.

    `is_unconfirmed`: help began before any sitting decided the part.
    """

    part: PlanPart
    kind: PartKind
    state: PartState
    next_on: date | None
    is_unconfirmed: bool = False


def plan_of(case: int) -> Plan | None:
    """The frame of a household's plan, where somebody wrote one that may be read."""
    return Plan.objects.filter(case_id=case).order_by("written_at").first()


def parts_of(case: int) -> list[PartLine]:
    """Readable parts of a case, oldest first, in one statement."""
    return _lines(_annotated(PlanPart.objects.filter(case_id=case)).order_by("written_at"))


def parts_of_cases(cases: list[int]) -> list[PartLine]:
    """Readable parts of some cases, in one statement."""
    return _lines(_annotated(PlanPart.objects.filter(case_id__in=cases)))


def running_persons() -> set[tuple[int, int]]:
    """(case, person) of every readable part that runs: whom the plan supports."""
    running = _annotated(PlanPart.objects.all()).filter(standing=PartState.ACTIVE.value)
    return set(running.values_list("case_id", "person_id"))


def part_of(number: int) -> PartLine | None:
    found = _lines(_annotated(PlanPart.objects.select_related("former").filter(id=number)))
    return found[0] if found else None


def monitoring_due(until: date) -> list[PartLine]:
    """At most fifty active parts whose next monitoring is due by a day, the longest waiting first."""
    due = _annotated(PlanPart.objects.all()).filter(standing=PartState.ACTIVE.value, next_on__lte=until)
    return _lines(due.order_by("next_on")[:MOST])


def parts_of_the_dead(actor: Actor) -> list[PartLine]:
    """Parts the acting desk holds that still run though the person died (P-2b).

    Known from a death that may be read and was not struck out, or from a consent of the desk's own that ended with
    the death and that no later answer goes on from: the death itself may be written in a room one may not open.
    """
    running = _annotated(PlanPart.objects.filter(home__desk_id=actor.desk)).filter(
        standing__in=(PartState.ACTIVE.value, PartState.SUSPENDED.value)
    )
    of_person = {"case_id": OuterRef("case_id"), "person_id": OuterRef("person_id")}
    died = Death.objects.filter(**of_person, struck_at=None)
    later = Consent.objects.filter(**of_person, answer=ConsentAnswer.GIVEN.value, ended_at=None)
    ended = Consent.objects.filter(**of_person, home__desk_id=actor.desk, ended_why=DIED)
    return _lines(running.filter(Exists(died) | Exists(ended) & ~Exists(later)).order_by("written_at")[:MOST])


def unconfirmed_starts(desk: int) -> list[UrgentStart]:
    """Urgent beginnings of a desk that no sitting has confirmed yet, the oldest first."""
    waiting = UrgentStart.objects.filter(home__desk_id=desk, part__changes=None).select_related("part")
    return list(waiting.order_by("began_on", "id")[:MOST])


def changes_of(part: PlanPart) -> list[PartStateChange]:
    return list(PartStateChange.objects.filter(part=part).order_by("-decided_on", "-written_at"))


def urgent_starts_of(part: PlanPart) -> list[UrgentStart]:
    return list(UrgentStart.objects.filter(part=part).order_by("began_on"))


def _annotated(parts: QuerySet[PlanPart]) -> QuerySet[Any]:
    """Parts with the state of their last decision and their next monitoring date."""
    last = PartStateChange.objects.filter(part=OuterRef("pk")).order_by("-decided_on", "-written_at")
    taken = last.filter(version__isnull=False)
    done = Monitoring.objects.filter(part=OuterRef("pk")).order_by("-done_on")
    version = PartVersion.objects.filter(part=OuterRef("pk")).order_by("-number")
    in_force = Subquery(taken.values("version__monitoring_on")[:1])
    return parts.annotate(
        standing=Subquery(last.values("state_after")[:1]),
        has_begun=Exists(UrgentStart.objects.filter(part=OuterRef("pk"))),
        next_on=Greatest(
            Subquery(done.values("next_on")[:1]),
            Coalesce(in_force, Subquery(version.values("monitoring_on")[:1])),
        ),
    )


def _lines(annotated: QuerySet[Any]) -> list[PartLine]:
    lines = []
    for part in annotated:
        state = PartState(part.standing) if part.standing else PartState.DRAFT
        is_unconfirmed = part.has_begun and state is PartState.DRAFT
        lines.append(PartLine(part, PartKind(part.kind), state, part.next_on, is_unconfirmed))
    return lines
