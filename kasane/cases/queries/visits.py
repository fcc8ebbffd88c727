"""Cautions, visits and silence, as far as one may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import CompartmentKind
from kasane.cases.models import Case, Caution, Note, Visit
from kasane.code_lists.queries import deadline_days
from kasane.rooms.models import Compartment
from kasane.rules.cautions import CautionKind
from kasane.rules.silence import HOUSEHOLD, REACHED, WITH_SOMEBODY, Silence, is_silent, silence
from kasane.rules.visits import VisitState

MOST = 50
LAST_CONTACTS = 3
# As `rules.silence.is_contact` says it, for the database.
CONTACT = Q(result__in=REACHED) | Q(result="", kind__in=WITH_SOMEBODY) & (
    Q(met_with=[]) | Q(met_with__overlap=sorted(HOUSEHOLD))
)
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


@dataclass(frozen=True)
class SilentCase:
    """A case of one's own desk in which nobody of the household was reached for too long."""

    case: Case
    silence: Silence


def silent_cases(actor: Actor, today: date) -> list[SilentCase]:
    """O-2: open cases of one's own desk that have been quiet for the city's number of days, the longest first."""
    limit = deadline_days("silence")
    before = datetime.combine(today - timedelta(days=limit - 1), datetime.min.time(), TOKYO)
    rooms = Compartment.objects.filter(kind=CompartmentKind.DESK.value, desk_id=actor.desk)
    reached = Note.objects.filter(CONTACT, case_id=OuterRef("id")).order_by("-happened_at")
    cases = Case.objects.filter(id__in=rooms.values("case_id"), closed_at=None, opened_at__lt=before)
    dated = cases.annotate(last=Subquery(reached.values("happened_at")[:1]))
    quiet = dated.filter(Q(last=None) | Q(last__lt=before))
    found = [
        SilentCase(case, silence(_day(case.last), opened_on=_day(case.opened_at), today=today))
        for case in quiet
    ]
    silent = [one for one in found if is_silent(one.silence, limit=limit)]
    return sorted(silent, key=lambda one: one.silence.days, reverse=True)[:MOST]


def goers_of(visits: Iterable[Visit]) -> set[int]:
    return {staff for visit in visits for staff in visit.goers}


def _day(moment: Any) -> Any:
    return moment.astimezone(TOKYO).date() if moment else None


def _own_cautions(actor: Actor) -> Any:
    return Caution.objects.filter(home__desk_id=actor.desk, ended_at=None)
