"""Recording how people are tied to one another and to what is outside the family."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.people.actions.striking import said, store
from kasane.people.models import Bond, Kinship, OutsideTie, Pet
from kasane.people.models.lasting import Struck
from kasane.rules.family import COUPLE, Span, may_be_tied, may_last, may_marry
from kasane.rules.verdicts import demand

VIOLENCE = "violence"


@dataclass(frozen=True)
class KinshipWords:
    """`person` is the `relation` of `other`; days are known in part."""

    person: int
    other: int
    relation: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class BondWords:
    """How `person` stands to `other`: a code of the list `bond`."""

    person: int
    other: int
    kind: str
    note: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class OutsideWords:
    """To whom or what outside the family somebody is tied, and how."""

    person: int
    name: str
    kind: str
    strength: str
    direction: str
    is_in_conflict: bool = False
    note: str = ""
    since: str = ""


@dataclass(frozen=True)
class PetWords:
    person: int
    kind: str
    amount: int = 1
    note: str = ""


@transaction.atomic
def tie(
    words: KinshipWords, *, case: int, home: int, by: Actor, instead_of: Struck | None = None, why: str = ""
) -> Kinship:
    """Record a 続柄; one that corrects another strikes that out."""
    span = Span(words.since, words.until)
    demand(may_be_tied(one=words.person, other=words.other, span=span, today=by.today))
    if not words.until:
        others = _marriages(words, home).exclude(pk=instead_of.pk if instead_of else 0)
        demand(may_marry(relation=words.relation, spouses=others.count()))
    kinship = Kinship(
        person_id=words.person,
        other_id=words.other,
        relation=words.relation,
        since=words.since,
        until=words.until,
    )
    concerns = [words.person, words.other]
    store(kinship, concerns=concerns, case=case, home=home, by=by, instead_of=instead_of, why=why)
    tell("tie", **said(kinship, instead_of))
    return kinship


@transaction.atomic
def bond(
    words: BondWords, *, case: int, home: int, by: Actor, instead_of: Struck | None = None, why: str = ""
) -> Bond:
    """Record how two people stand to one another; that somebody is harmed is 要配慮 (個人情報保護法2条3項)."""
    span = Span(words.since, words.until)
    demand(may_be_tied(one=words.person, other=words.other, span=span, today=by.today))
    kept = InformationClass.SENSITIVE if words.kind == VIOLENCE else InformationClass.GENERAL
    tied = Bond(
        person_id=words.person,
        other_id=words.other,
        kind=words.kind,
        note=words.note,
        since=words.since,
        until=words.until,
        information_class=kept.value,
    )
    concerns = [words.person, words.other]
    store(tied, concerns=concerns, case=case, home=home, by=by, instead_of=instead_of, why=why)
    tell("bond", **said(tied, instead_of))
    return tied


@transaction.atomic
def tie_outside(
    words: OutsideWords, *, case: int, home: int, by: Actor, instead_of: Struck | None = None, why: str = ""
) -> OutsideTie:
    demand(may_last(span=Span(words.since), today=by.today))
    tied = OutsideTie(
        person_id=words.person,
        name=words.name,
        kind=words.kind,
        strength=words.strength,
        direction=words.direction,
        is_in_conflict=words.is_in_conflict,
        note=words.note,
        since=words.since,
    )
    concerns = [words.person]
    store(tied, concerns=concerns, case=case, home=home, by=by, instead_of=instead_of, why=why)
    tell("tie_outside", **said(tied, instead_of))
    return tied


@transaction.atomic
def keep_pet(
    words: PetWords, *, case: int, home: int, by: Actor, instead_of: Struck | None = None, why: str = ""
) -> Pet:
    pet = Pet(person_id=words.person, kind=words.kind, amount=words.amount, note=words.note)
    concerns = [words.person]
    store(pet, concerns=concerns, case=case, home=home, by=by, instead_of=instead_of, why=why)
    tell("keep_pet", **said(pet, instead_of))
    return pet


def _marriages(words: KinshipWords, home: int) -> QuerySet[Kinship]:
    """Unended marriages of either to somebody else, in the same room."""
    both = (words.person, words.other)
    mine = Kinship.objects.filter(home_id=home, relation__in=COUPLE, until="", struck_at=None)
    touching = mine.filter(Q(person_id__in=both) | Q(other_id__in=both))
    return touching.exclude(person_id__in=both, other_id__in=both)
