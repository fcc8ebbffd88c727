"""Cautions, visits and silence, as far as one may know of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from kasane.access.actor import Actor
from kasane.cases.models import Caution, Note, Visit
from kasane.rules.cautions import CautionKind
from kasane.rules.silence import WITH_SOMEBODY
from kasane.rules.visits import VisitState

MOST = 50
LAST_CONTACTS = 3
# Contacts and attempts alike: what a visitor wants to know of the last times.
ATTEMPT = Q(kind__in=WITH_SOMEBODY) | ~Q(result="")


def cautions_of(case: int) -> list[Caution]:
    """Every readable caution of a case, safety first, the newest first."""
    order = {kind.value: place for place, kind in enumerate(CautionKind)}
    found = Caution.objects.filter(case_id=case).order_by("-written_at")
    return sorted(found, key=lambda caution: order[caution.kind])


def caution_of(number: int, case: int) -> Caution | None:
    return Caution.objects.filter(id=number, case_id=case).first()


def cautions_to_agree(actor: Actor) -> list[Caution]:
    """Proposals of one's own desk, for the manager who agrees."""
    return list(_own_cautions(actor).filter(agreed_at=None).order_by("written_at"))


def cautions_to_review(actor: Actor, until: date) -> list[Caution]:
    """Cautions in force whose day of review has come, for the manager."""
    due = _own_cautions(actor).filter(agreed_at__isnull=False, review_on__lte=until)
    return list(due.order_by("review_on"))


def visits_of(case: int) -> list[Visit]:
    """Readable visits of a case, the latest day first."""
    return list(Visit.objects.filter(case_id=case).order_by("-planned_on", "-starts_at")[:MOST])


def visit_of(number: int) -> Visit | None:
    return Visit.objects.filter(id=number).first()


def own_visit(number: int, actor: Actor) -> Visit | None:
    return Visit.objects.filter(id=number, home__desk_id=actor.desk).first()


def visits_between(first: date, last: date, actor: Actor) -> list[Visit]:
    """The visits of one's own desk on some days, both included, in their order."""
    own = Visit.objects.filter(home__desk_id=actor.desk, planned_on__range=(first, last))
    return list(own.order_by("planned_on", "starts_at", "id"))


def visits_due(actor: Actor, until: date) -> list[Visit]:
    """Visits of one's own desk still planned up to a day, those forgotten first."""
    own = Visit.objects.filter(home__desk_id=actor.desk, state=VisitState.PLANNED.value)
    return list(own.filter(planned_on__lte=until).order_by("planned_on", "starts_at", "id")[:MOST])


def last_contacts(case: int) -> list[Note]:
    """The last times somebody was met or tried to be, absences too."""
    return list(Note.objects.filter(ATTEMPT, case_id=case).order_by("-happened_at")[:LAST_CONTACTS])


def goers_of(visits: Iterable[Visit]) -> set[int]:
    return {staff for visit in visits for staff in visit.goers}


def _own_cautions(actor: Actor) -> Any:
    return Caution.objects.filter(home__desk_id=actor.desk, ended_at=None)
