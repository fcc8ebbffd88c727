"""What is read with an identity in one statement, each under its own guard: a death, and who may act for the person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kasane.access.seeing import saw
from kasane.japanese.partial import earliest
from kasane.people.models import Death, Identity, Representative
from kasane.people.models.lasting import Struck

GUARDED = {"id": "id", "case": "case_id", "home": "home_id", "doors": "doors"}


@dataclass(frozen=True)
class RepresentativeView:
    """Who may act for somebody; `by_person` when it is somebody of the case, else `name`."""

    id: int
    power: str
    by_person: int | None
    name: str
    scope: str
    contact: str
    since: str
    until: str

    def is_current(self, on: date) -> bool:
        has_begun = not self.since or earliest(self.since) <= on
        return has_begun and (not self.until or earliest(self.until) > on)


def with_life(identities: QuerySet[Identity]) -> QuerySet[Identity]:
    """The same, each with the newest readable death and every readable representative of the person."""
    deaths = _of_person(Death).order_by("doors", "-written_at")
    acting = _of_person(Representative).order_by("written_at")
    fields = {name: name for name in ("power", "name", "scope", "contact", "since", "until")}
    return identities.annotate(
        death=Subquery(deaths.values(told=JSONObject(**GUARDED, died="died"))[:1]),
        acting=ArraySubquery(acting.values(told=JSONObject(**GUARDED, **fields, by_person="by_person_id"))),
    )


def died(identity: Any) -> str:
    """When the person of an identity died, as a day known in part; empty while they live or it is not known."""
    if identity.death is None:
        return ""
    _told(Death, identity.death)
    return str(identity.death["died"])


def representatives(identity: Any) -> tuple[RepresentativeView, ...]:
    """Who may act for the person, one line for what several desks recorded alike."""
    views: dict[tuple[Any, ...], RepresentativeView] = {}
    for told in identity.acting:
        _told(Representative, told)
        view = RepresentativeView(**{name: told[name] for name in RepresentativeView.__dataclass_fields__})
        views.setdefault((view.power, view.by_person, view.name), view)
    return tuple(views.values())


def _of_person(model: type[Death] | type[Representative]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.all()
    return rows.filter(case_id=OuterRef("case_id"), person_id=OuterRef("person_id"), struck_at=None)


def _told(model: type[Struck], row: dict[str, Any]) -> None:
    saw(model._meta.label_lower, row["id"], row["case"], (row["home"], *row["doors"]))
