"""Desks, agencies and staff: reference data every signed-in person may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kasane.access.actor import Actor
from kasane.directory.models import Agency, Assignment, Desk, District, Municipality, Staff


@dataclass(frozen=True)
class Seat:
    """An assignment as a seat at a sitting: who comes, for which desk and agency."""

    assignment_id: int
    staff_id: int
    desk_id: int
    agency_id: int
    name: str
    title: str
    desk_name: str
    agency_name: str


def municipality() -> Municipality:
    return Municipality.objects.get()


def is_demonstration() -> bool:
    """Whether this is the fictional town; asked at the door, before anybody acts."""
    return Municipality.objects.using("door").filter(is_demo=True).exists()


def municipality_name() -> str:
    """What the city is called; asked at the door."""
    told = Municipality.objects.using("door").values_list("name", flat=True).first()
    return str(told or "")


def contact_at_the_door() -> str:
    """Whom to ask, for somebody who has not come in yet; what every page of the city says."""
    host = Desk.objects.using("door").select_related("agency").get(is_host=True)
    return f"{host.name}（{host.reached_at}）" if host.reached_at else host.name


def desk_of(number: int) -> Desk:
    return Desk.objects.select_related("agency").get(id=number)


def host_desk() -> Desk:
    """福祉総合相談担当, who convenes both meetings."""
    return Desk.objects.select_related("agency").get(is_host=True)


def receiving_desks(actor: Actor) -> list[Desk]:
    """The desks a つなぎ can go to: every other desk that takes consultations, the host first."""
    desks = Desk.objects.filter(takes_consultations=True).exclude(id=actor.desk).select_related("agency")
    return list(desks.order_by("-is_host", "agency__sort_order", "name"))


def districts() -> dict[int, str]:
    """The districts' names, in the directory's order."""
    return dict(District.objects.order_by("sort_order").values_list("id", "name"))


def agencies() -> list[Agency]:
    """Every agency a consent can name, in the directory's order."""
    return list(Agency.objects.filter(is_supporting=True).order_by("sort_order", "name"))


def bodies_to_invite() -> list[tuple[int, str]]:
    """Every body somebody may be invited from by name (id, name), those of former guests among them."""
    return list(Agency.objects.order_by("sort_order", "name").values_list("id", "name"))


def standing_agencies() -> list[tuple[int, str]]:
    """主催 and CSW, members of every sitting (id, name)."""
    standing = Desk.objects.filter(Q(is_host=True) | Q(is_csw=True)).select_related("agency")
    return list({desk.agency_id: desk.agency.name for desk in standing.order_by("-is_host")}.items())


def bodies_run_by(desk: int) -> frozenset[str]:
    """The existing bodies whose secretariat a desk is, by codes of the list `existing_body`."""
    return frozenset(Desk.objects.values_list("secretariat_of", flat=True).get(id=desk))


def csw_desks() -> frozenset[int]:
    """The desks of 社協's CSW, standing members of both meetings."""
    return frozenset(Desk.objects.filter(is_csw=True).values_list("id", flat=True))


def agency_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Agency.objects.filter(id__in=set(ids)).values_list("id", "name"))


def desk_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Desk.objects.filter(id__in=set(ids)).values_list("id", "name"))


def staff_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Staff.objects.filter(id__in=set(ids)).values_list("id", "name"))


def hats_of(actor: Actor) -> list[Assignment]:
    """Every desk who acts may act for today."""
    return list(_assigned(actor.today).filter(staff_id=actor.staff).order_by("sort_order", "valid_from"))


def workers_of(actor: Actor) -> list[Assignment]:
    """Who works at the acting desk today."""
    return list(_assigned(actor.today).filter(desk_id=actor.desk).order_by("staff__kana"))


def colleagues_of(actor: Actor) -> list[tuple[int, str]]:
    """Everybody who works at the desk today (id, name), who acts among them."""
    found = _assigned(actor.today).filter(desk_id=actor.desk).order_by("staff__kana")
    return list(found.values_list("staff_id", "staff__name").distinct())


def seats(on: date) -> list[Seat]:
    """Everybody who may be invited to a sitting on a day, by agency."""
    assigned = _assigned(on).exclude(
        role__in=("system_administrator", "privacy_officer", "plan_officer", "guest")
    )
    return [_seat(a) for a in assigned.order_by("desk__agency__sort_order", "desk__name", "staff__kana")]


def seat_of(assignment: int) -> Seat:
    return _seat(Assignment.objects.select_related("staff", "desk__agency").get(id=assignment))


def _assigned(on: date) -> QuerySet[Assignment]:
    valid = Q(valid_to=None) | Q(valid_to__gte=on)
    return Assignment.objects.filter(valid, valid_from__lte=on).select_related("staff", "desk__agency")


def _seat(assignment: Assignment) -> Seat:
    return Seat(
        assignment_id=assignment.pk,
        staff_id=assignment.staff_id,
        desk_id=assignment.desk_id,
        agency_id=assignment.desk.agency_id,
        name=assignment.staff.name,
        title=assignment.staff.title,
        desk_name=assignment.desk.name,
        agency_name=assignment.desk.agency.name,
    )
