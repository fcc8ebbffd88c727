"""Who of the acting desk carries which case, and which files belong together."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from kasane.access.actor import Actor
from kasane.cases.models import CaseLink, WorkerInCharge
from kasane.directory.models import Staff


def in_charge_of(cases: Iterable[int], actor: Actor) -> dict[int, int]:
    """For each case, the staff of the acting desk that carries it now."""
    now = WorkerInCharge.objects.filter(case_id__in=set(cases), home__desk_id=actor.desk, until_on=None)
    return {one.case_id: one.staff_id for one in now}


def names_in_charge(cases: Iterable[int], actor: Actor) -> dict[int, str]:
    """For each case, the name of who of the acting desk carries it now."""
    now = WorkerInCharge.objects.filter(case_id__in=set(cases), home__desk_id=actor.desk, until_on=None)
    name = Staff.objects.filter(id=OuterRef("staff_id")).values("name")
    told = now.annotate(told_name=Subquery(name)).only("case_id", "home_id", "doors")
    return {one.case_id: one.told_name for one in told}


def carried_by(worker: int, actor: Actor) -> QuerySet[WorkerInCharge, int]:
    """The cases one of the acting desk carries now."""
    now = WorkerInCharge.objects.filter(staff_id=worker, home__desk_id=actor.desk, until_on=None)
    return now.values_list("case_id", flat=True)


def charges_of(case: int, actor: Actor) -> list[WorkerInCharge]:
    """Everybody of the acting desk who ever carried the case, the one who does now first."""
    own = WorkerInCharge.objects.filter(case_id=case, home__desk_id=actor.desk)
    return list(own.order_by("-since_on", "-written_at"))


def linked_to(case: int) -> list[int]:
    """Cases that belong together with one, as far as who acts may see them."""
    pairs = CaseLink.objects.filter(Q(case_id=case) | Q(other_id=case)).order_by("made_at")
    return [pair.other_id if pair.case_id == case else pair.case_id for pair in pairs]
