"""What happened in a life, who may act for somebody, and death."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.people.actions.household import end_memberships
from kasane.people.actions.striking import said, store
from kasane.people.facts.family import life_facts
from kasane.people.models import Bond, Death, LifeEvent, OutsideTie, Representative
from kasane.people.models.lasting import Struck
from kasane.people.queries import people_of
from kasane.rooms.queries import refusals
from kasane.rules.family import (
    LifeFacts,
    Span,
    may_be_told_dead,
    may_last,
    may_represent,
)
from kasane.rules.verdicts import demand

DIED = "亡くなられた"


@dataclass(frozen=True)
class EventWords:
    """`happened` is a day known in part, `kind` a code of the list `life_event`."""

    happened: str
    kind: str
    text: str
    concerns: frozenset[int]
    information_class: InformationClass = InformationClass.GENERAL


@dataclass(frozen=True)
class RepresentativeWords:
    """Who acts for `person`: somebody of the case, or a name from outside; `power` is a code of the list."""

    person: int
    power: str
    by_person: int | None = None
    name: str = ""
    scope: str = ""
    contact: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class DeathWords:
    person: int
    died: str
    told_by: str = ""


@transaction.atomic
def add_event(
    words: EventWords, *, case: int, home: int, by: Actor, instead_of: Struck | None = None, why: str = ""
) -> LifeEvent:
    """A line of the 家族年表."""
    demand(may_last(span=Span(words.happened), today=by.today))
    event = LifeEvent(
        happened=words.happened,
        kind=words.kind,
        text=words.text,
        information_class=words.information_class.value,
    )
    concerns = sorted(words.concerns)
    store(event, concerns=concerns, case=case, home=home, by=by, instead_of=instead_of, why=why)
    tell("add_event", **said(event, instead_of))
    return event


@transaction.atomic
def represent(
    words: RepresentativeWords,
    *,
    case: int,
    home: int,
    by: Actor,
    instead_of: Struck | None = None,
    why: str = "",
) -> Representative:
    """Record who may act for somebody (H-4)."""
    ages = {person.id: person.age for person in people_of(case, by)}
    demand(
        may_represent(
            power=words.power,
            scope=words.scope,
            is_somebody=bool(words.name or words.by_person),
            is_self=words.by_person == words.person,
            age=ages.get(words.person),
            span=Span(words.since, words.until),
            today=by.today,
        )
    )
    acting = Representative(
        person_id=words.person,
        by_person_id=words.by_person,
        name=words.name,
        power=words.power,
        scope=words.scope,
        contact=words.contact,
        since=words.since,
        until=words.until,
    )
    concerns = [words.person, *([words.by_person] if words.by_person else [])]
    store(acting, concerns=concerns, case=case, home=home, by=by, instead_of=instead_of, why=why)
    tell("represent", **said(acting, instead_of))
    return acting


@transaction.atomic
def record_death(words: DeathWords, *, case: int, home: int, by: Actor) -> Death:
    """Record that somebody died; their consents and the keys from them end with it, in the database (H-3)."""
    known = next((life_facts(p) for p in people_of(case, by) if p.id == words.person), LifeFacts("この方"))
    demand(may_be_told_dead(life=known, died=words.died, today=by.today))
    death = Death(person_id=words.person, died=words.died, told_by=words.told_by)
    store(death, concerns=[words.person], case=case, home=home, by=by)
    end_memberships(words.person, until=words.died, why=DIED, case=case, home=home)
    _end_ties(words, home)
    tell("record_death", **said(death))
    return death


def _end_ties(words: DeathWords, home: int) -> None:
    """Whom they acted for, who acted for them (民法111条), and how they stood to others."""
    either = Q(person_id=words.person) | Q(other_id=words.person)
    acting = Q(person_id=words.person) | Q(by_person_id=words.person)
    with refusals():
        for model, touched in (
            (Representative, acting),
            (Bond, either),
            (OutsideTie, Q(person_id=words.person)),
        ):
            standing = model._default_manager.filter(touched, home_id=home, until="", struck_at=None)
            standing.update(until=words.died, ended_why=DIED)
