"""Cases as who acts may know of them; every list is a keyset page without totals."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from kasane.access.actor import Actor
from kasane.access.seeing import saw
from kasane.cases.models import Case, SafetyLine
from kasane.cases.queries.in_charge import carried_by, names_in_charge
from kasane.people.queries import names_of
from kasane.rooms.models import Grant

PAGE = 30
MOST = 300


@dataclass(frozen=True)
class CaseLine:
    """One line of the list of cases."""

    case: Case
    names: list[str]
    # Who of the acting desk carries it.
    holder: str = ""


@dataclass(frozen=True)
class Page:
    """Lines of a keyset page; `next_after` is the place to go on from, None at the end."""

    lines: list[CaseLine]
    next_after: tuple[datetime, int] | None


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases who acts may know of. A desk's list starts from its own keys, the coordinator's from the newest."""
    cases = Case.objects.all()
    return cases if actor.is_host else cases.filter(id__in=Grant.objects.values("opens_case"))


def page_of(
    actor: Actor, after: tuple[datetime, int] | None = None, size: int = PAGE, worker: int | None = None
) -> Page:
    """A page of the list; with `worker`, of the cases that one of the acting desk carries."""
    cases = Case.objects.order_by("-opened_at", "id")
    opened_at, number = after or (None, None)
    if worker is None:
        cases = cases.filter(id__in=_in_order(opened_at, number, size + 1))
    else:
        cases = cases.filter(id__in=carried_by(worker, actor))
        if after is not None:
            cases = cases.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, id__gt=number))
    found = list(cases[: size + 1])
    shown = found[:size]
    names = names_of([case.id for case in shown])
    holders = names_in_charge((case.id for case in shown), actor)
    lines = [CaseLine(case, names.get(case.id, []), holders.get(case.id, "")) for case in shown]
    last = shown[-1] if len(found) > size else None
    return Page(lines, (last.opened_at, last.id) if last else None)


def _in_order(before: datetime | None, beyond: int | None, most: int) -> RawSQL:
    """Ids of the newest cases one holds a key to, from a place in the list on."""
    return RawSQL("select * from cases_in_order(%s::timestamptz, %s::bigint, %s)", (before, beyond, most))


def case_of(number: int, actor: Actor) -> Case | None:
    """A case with the safety lines that reach every visitor, in one statement."""
    words = JSONObject(id="id", line="line")
    lines = SafetyLine.objects.filter(case_id=OuterRef("id")).annotate(told=words).order_by("begins_at")
    found = visible_to(actor).filter(id=number).annotate(told=ArraySubquery(lines.values("told"))).first()
    if found is not None:
        for told in found.told:
            saw(SafetyLine._meta.label_lower, told["id"], found.pk, ())
        found.safety_lines = tuple(told["line"] for told in found.told)
    return found


def carried_by_many(actor: Actor) -> list[Case]:
    """Open cases 多機関協働 carries, as far as who acts may know them, the longest open first."""
    return list(visible_to(actor).filter(is_multi_agency=True, closed_at=None).order_by("opened_at")[:MOST])
