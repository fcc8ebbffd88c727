"""Cases as who acts may read them; every list is a keyset page without totals."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from kasane.access.actor import Actor
from kasane.access.seeing import saw
from kasane.cases.models import (
    Case,
    Consultation,
    Informant,
    Issue,
    LeadAgency,
    Note,
    RoleAssignment,
    TeamMember,
)
from kasane.directory.models import Desk
from kasane.people.queries import names_of
from kasane.rooms.models import Grant
from kasane.rooms.queries import rows_of

PAGE = 30


@dataclass(frozen=True)
class CaseLine:
    """One line of the list of cases."""

    case: Case
    names: list[str]


@dataclass(frozen=True)
class Page:
    """Lines of a keyset page; `next_after` is the place to go on from, None at the end."""

    lines: list[CaseLine]
    next_after: tuple[datetime, int] | None


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases who acts may know of. A desk's list starts from its own keys, the coordinator's from the newest."""
    cases = Case.objects.all()
    return cases if actor.is_host else cases.filter(id__in=Grant.objects.values("opens_case"))


def page_of(actor: Actor, after: tuple[datetime, int] | None = None, size: int = PAGE) -> Page:
    cases = visible_to(actor).order_by("-opened_at", "id")
    if after is not None:
        opened_at, number = after
        cases = cases.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, id__gt=number))
    found = list(cases[: size + 1])
    shown = found[:size]
    names = names_of([case.id for case in shown])
    lines = [CaseLine(case, names.get(case.id, [])) for case in shown]
    last = shown[-1] if len(found) > size else None
    return Page(lines, (last.opened_at, last.id) if last else None)


def case_of(number: int, actor: Actor) -> Case | None:
    return visible_to(actor).filter(id=number).first()


@dataclass(frozen=True)
class ConsultationView:
    """A consultation, and who told us where one may know it."""

    consultation: Consultation
    told_by: str


def consultations_of(case: int) -> list[ConsultationView]:
    """Readable consultations, the newest first; the informant comes in the same statement, under their own guard."""
    told_by = Informant.objects.filter(consultation=OuterRef("id"))
    line = Concat("name", Value("　"), "relation", Value("　"), "contact")
    found = Consultation.objects.filter(case_id=case).annotate(
        informant=Subquery(told_by.values("id")[:1]),
        told_by=Subquery(told_by.annotate(line=line).values("line")[:1]),
    )
    views = []
    for one in found.order_by("-received_at"):
        if one.informant is not None:
            saw(Informant._meta.label_lower, one.informant, one.case_id, (one.home_id,))
        views.append(ConsultationView(one, (one.told_by or "").strip()))
    return views


def issues_of(case: int) -> list[Issue]:
    """Readable issues, an own copy once where the sender's was handed over."""
    return list(Issue.objects.filter(case_id=case).order_by("written_at", "sort_order", "id"))


def notes_of(case: int, before: datetime | None = None, size: int = PAGE) -> list[Note]:
    """The newest readable notes of a case before an instant; one more than `size` tells that there are more."""
    notes = Note.objects.filter(case_id=case).order_by("-happened_at", "id")
    if before is not None:
        notes = notes.filter(happened_at__lt=before)
    return list(notes[: size + 1])


@dataclass(frozen=True)
class Helper:
    """One agency that helps, as far as who acts may know it."""

    desk_id: int
    agency_id: int
    name: str
    since: datetime
    is_lead: bool
    is_lead_offered: bool
    offer: int | None


def team_of(case: int) -> list[Helper]:
    """Who is helping: all for the coordinator, those inside the consent for who holds a person's key."""
    leads = LeadAgency.objects.filter(case_id=OuterRef("case_id"), desk_id=OuterRef("desk_id"), ended_at=None)
    seats = (
        TeamMember.objects.filter(case_id=case, left_at=None)
        .annotate(
            name=Subquery(Desk.objects.filter(id=OuterRef("desk_id")).values("name")[:1]),
            lead=Subquery(leads.filter(accepted_at__isnull=False).values("id")[:1]),
            offer=Subquery(leads.filter(accepted_at=None).values("id")[:1]),
        )
        .order_by(F("lead").asc(nulls_last=True), "joined_at")
    )
    return [
        Helper(s.desk_id, s.agency_id, s.name, s.joined_at, s.lead is not None, s.offer is not None, s.offer)
        for s in seats
    ]


def roles_of(case: int) -> list[RoleAssignment]:
    return list(RoleAssignment.objects.filter(case_id=case).order_by("due_on", "written_at"))


@dataclass(frozen=True)
class Unhanded:
    """A desk for which nobody acts any more, and how many open cases it still holds (D-3)."""

    desk: str
    ended_on: date
    is_contract: bool
    cases: int


def unhanded() -> list[Unhanded]:
    """For the coordinator alone; no case is named."""
    return [
        Unhanded(desk, ended_on, because == "contract", cases)
        for desk, ended_on, because, cases in rows_of("unhanded")
    ]


def own_open_roles(actor: Actor) -> list[RoleAssignment]:
    """What this desk took on in a sitting and has not yet done, whether or not it knows the case."""
    own = RoleAssignment.objects.filter(home__desk_id=actor.desk, done_on=None)
    return list(own.order_by("due_on", "written_at"))


def own_role(number: int, actor: Actor) -> RoleAssignment | None:
    return RoleAssignment.objects.filter(id=number, home__desk_id=actor.desk).first()
