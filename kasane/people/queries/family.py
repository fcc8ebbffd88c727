"""The family as who acts may know it: households, ties, events; nothing of whom one may not know."""

from dataclasses import dataclass
from datetime import datetime

from kasane.access.actor import Actor
from kasane.japanese.partial import order
from kasane.people.models import (
    Bond,
    Death,
    Kinship,
    LifeEvent,
    Membership,
    OutsideTie,
    Pet,
    Representative,
)
from kasane.people.models.lasting import Struck
from kasane.people.queries.persons import PersonView
from kasane.people.queries.settled import settled


@dataclass(frozen=True)
class HouseholdView:
    """One household of the case and who of it one may know; number None: who lives apart, or died."""

    number: int | None
    name: str
    people: list[PersonView]


@dataclass(frozen=True)
class Relations:
    """Everything on record between and around those one may know, ended ones too; struck ones not."""

    people: list[PersonView]
    memberships: list[Membership]
    kinships: list[Kinship]
    bonds: list[Bond]
    outside: list[OutsideTie]
    pets: list[Pet]
    representatives: list[Representative]
    events: list[LifeEvent]
    deaths: list[Death]

    @property
    def names(self) -> dict[int, str]:
        return {person.id: person.identity.shown_name for person in self.people}


def households_of(people: list[PersonView]) -> list[HouseholdView]:
    """The households people live in now, by number; those apart and those who died come last, by themselves."""
    groups: dict[int | None, list[PersonView]] = {}
    for person in people:
        groups.setdefault(person.household, []).append(person)
    numbers = sorted(number for number in groups if number is not None)
    views = [HouseholdView(number, _name_of(groups[number]), groups[number]) for number in numbers]
    alive = [person for person in groups.get(None, []) if not person.died]
    dead = [person for person in groups.get(None, []) if person.died]
    views += [HouseholdView(None, "別に暮らしている方", alive)] if alive else []
    return views + ([HouseholdView(None, "亡くなった方", dead)] if dead else [])


def relations_of(case: int, people: list[PersonView]) -> Relations:
    """All ties, households and events of a case among those one may know."""
    known = frozenset(person.id for person in people)
    pairs = (
        [
            k
            for k in settled(Kinship.objects.filter(case_id=case), _pair)
            if {k.person_id, k.other_id} <= known
        ],
        [b for b in settled(Bond.objects.filter(case_id=case), _bond) if {b.person_id, b.other_id} <= known],
    )
    outside = settled(OutsideTie.objects.filter(case_id=case), lambda t: (t.person_id, t.name))
    pets = settled(Pet.objects.filter(case_id=case), lambda p: (p.person_id, p.kind))
    acting = settled(Representative.objects.filter(case_id=case), lambda r: (r.person_id, r.power))
    events = settled(LifeEvent.objects.filter(case_id=case), lambda e: (e.happened, e.text))
    deaths = settled(Death.objects.filter(case_id=case), lambda d: d.person_id)
    memberships = settled(Membership.objects.filter(case_id=case), lambda m: m.person_id)
    return Relations(
        people=people,
        memberships=[m for m in memberships if m.person_id in known],
        kinships=pairs[0],
        bonds=pairs[1],
        outside=[t for t in outside if t.person_id in known],
        pets=[p for p in pets if p.person_id in known],
        representatives=[
            r for r in acting if r.person_id in known and (r.by_person_id or r.person_id) in known
        ],
        events=sorted(
            (e for e in events if frozenset(e.concerns) <= known),
            key=lambda e: (order(e.happened), e.written_at),
        ),
        deaths=[d for d in deaths if d.person_id in known],
    )


def own_record(model: type[Struck], number: int, *, case: int, home: int) -> Struck | None:
    """One record of one's own room that was not struck out."""
    return model._default_manager.filter(pk=number, case_id=case, home_id=home, struck_at=None).first()


def own_membership(number: int, actor: Actor) -> Membership | None:
    """A membership in the acting desk's own rooms that was not struck out."""
    return Membership.objects.filter(pk=number, home__desk_id=actor.desk, struck_at=None).first()


def moves_written(home: int, at: datetime) -> list[Membership]:
    """The memberships that began by one move, known by its instant."""
    found = Membership.objects.filter(home_id=home, written_at=at, struck_at=None).exclude(begun_why="")
    return list(found.order_by("id"))


def _name_of(people: list[PersonView]) -> str:
    """The household's own name, or by whom it is known best: the centre of the consultation, else the eldest."""
    named = next(
        (p.membership.household_name for p in people if p.membership and p.membership.household_name), ""
    )
    if named:
        return named
    first = next((p for p in people if p.position == "head"), people[0])
    return (
        f"{first.identity.name.split()[-1]}さんの世帯"
        if first.identity.name
        else f"{first.identity.called}の世帯"
    )


def _pair(tie: Kinship) -> tuple[int, int, str]:
    return (tie.person_id, tie.other_id, tie.relation)


def _bond(tie: Bond) -> tuple[int, int, str]:
    return (tie.person_id, tie.other_id, tie.kind)
