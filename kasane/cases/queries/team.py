"""Who helps in a case, which roles were taken on, and what nobody holds any more."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery

from kasane.access.actor import Actor
from kasane.cases.models import LeadAgency, RoleAssignment, TeamMember
from kasane.directory.models import Desk
from kasane.rooms.queries import rows_of


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
    seat: int
    role: str


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
        Helper(
            s.desk_id,
            s.agency_id,
            s.name,
            s.joined_at,
            s.lead is not None,
            s.offer is not None,
            s.offer,
            seat=s.pk,
            role=s.role_text,
        )
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


def lead_offers(actor: Actor) -> list[LeadAgency]:
    """What the acting desk was asked to lead and has not yet answered (P-4)."""
    offers = LeadAgency.objects.filter(desk_id=actor.desk, accepted_at=None, ended_at=None)
    return list(offers.order_by("offered_at"))


def own_open_roles(actor: Actor) -> list[RoleAssignment]:
    """What this desk took on in a sitting and has not yet done, whether or not it knows the case."""
    own = RoleAssignment.objects.filter(home__desk_id=actor.desk, done_on=None)
    return list(own.order_by("due_on", "written_at"))


def own_role(number: int, actor: Actor) -> RoleAssignment | None:
    return RoleAssignment.objects.filter(id=number, home__desk_id=actor.desk).first()


@dataclass(frozen=True)
class Undecided:
    """Another desk's consultations for which nothing was decided: since when, how many (I-2)."""

    desk: str
    oldest: datetime
    consultations: int


def undecided_elsewhere() -> list[Undecided]:
    """For the coordinator alone; no case is named."""
    return [Undecided(*row) for row in rows_of("undecided_elsewhere")]
