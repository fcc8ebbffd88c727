"""Recording persons as one desk knows them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.people.models import Identity, Kinship, Membership, Person, ProtectedAddress
from kasane.rooms.actions import write
from kasane.rooms.queries import call, refusals
from kasane.rules.protection import BASIS, may_run
from kasane.rules.verdicts import Refused, demand, refused
from kasane.search.actions import index, reindex


@dataclass(frozen=True)
class PersonWords:
    """What was written of somebody; `name` may be empty when `called` tells them apart."""

    name: str = ""
    kana: str = ""
    called: str = ""
    birth_on: date | None = None
    about_age: int | None = None
    sex: str = "unknown"
    address: str = ""
    phone: str = ""
    # A code of the list `kinship`: what they are to the first person written down; empty for the first.
    relation: str = ""
    lives_with: bool = True


def add_people(words: list[PersonWords], *, case: int, home: int, by: Actor) -> list[int]:
    """Store everybody of a household, with their kinship to the first; returns the persons' ids in order."""
    together = sum(1 for one in words if one.lives_with)
    people = [_add(one, together, case=case, home=home, by=by) for one in words]
    for person, one in zip(people[1:], words[1:], strict=True):
        if one.relation:
            kinship = Kinship(person_id=person, other_id=people[0], relation=one.relation)
            write(kinship, home=home, case=case, concerns=[person, people[0]], by=by)
    return people


@transaction.atomic
def correct_identity(identity: Identity, words: PersonWords, *, edition: int, by: Actor) -> None:
    """Write anew who somebody is, in one's own record; refused when somebody else was quicker."""
    with refusals():
        changed = Identity.objects.filter(pk=identity.pk, edition=edition).update(
            name=words.name,
            kana=words.kana,
            called=words.called,
            birth_on=words.birth_on,
            about_age=words.about_age,
            sex=words.sex,
            address=words.address,
            phone=words.phone,
            edition=edition + 1,
        )
    if changed != 1:
        raise Refused(
            refused(
                "書いている間に、ほかの人がこの方の情報を書き直しました。",
                basis="",
                rule="",
                remedy="いまの内容を開き直し、見くらべてからもう一度書いてください。",
            )
        )
    reindex(identity.pk, words.name, words.kana, words.phone)
    tell(
        "correct_identity",
        cases=[identity.case_id],
        records={"people.identity": [identity.pk]},
        detail={"by": by.staff},
    )


@dataclass(frozen=True)
class ProtectionWords:
    """支援措置 as the city decided it: the places nobody else may learn, from whom, from and to which day."""

    address: str
    phone: str
    places: str
    hidden_from: str
    valid_from: date
    valid_to: date


@transaction.atomic
def protect(persons: list[int], words: ProtectionWords, *, case: int, home: int, by: Actor) -> None:
    """Keep the address of somebody and of those protected with them apart from now on, in every room that holds it."""
    demand(may_run(valid_from=words.valid_from, valid_to=words.valid_to))
    stored: list[int] = []
    moved = 0
    for person in persons:
        protection = ProtectedAddress(
            person_id=person,
            information_class=InformationClass.PROTECTED_ADDRESS.value,
            address=words.address,
            phone=words.phone,
            places=words.places,
            hidden_from=words.hidden_from,
            valid_from=words.valid_from,
            valid_to=words.valid_to,
        )
        write(protection, home=home, case=case, concerns=[person], by=by)
        moved += call("set_addresses_apart", person)
        stored.append(protection.pk)
    tell(
        "protect",
        cases=[case],
        records={"people.protectedaddress": stored},
        detail={"moved": moved, "by": by.staff},
    )


@transaction.atomic
def renew_protection(protection: ProtectedAddress, *, valid_to: date, by: Actor) -> None:
    demand(may_run(valid_from=by.today, valid_to=valid_to))
    _change(protection, valid_to=valid_to, renewed_on=by.today)
    tell(
        "renew_protection",
        cases=[protection.case_id],
        records={"people.protectedaddress": [protection.pk]},
    )


@transaction.atomic
def end_protection(protection: ProtectedAddress, *, by: Actor) -> None:
    """解除: from today on the person's address may be recorded as anybody's; what was kept apart stays so."""
    _change(protection, ended_on=by.today)
    tell("end_protection", cases=[protection.case_id], records={"people.protectedaddress": [protection.pk]})


def _change(protection: ProtectedAddress, **values: date) -> None:
    changed = ProtectedAddress.objects.filter(pk=protection.pk, ended_on=None).update(**values)
    if changed != 1:
        raise Refused(
            refused(
                "この支援措置は、すでに解除されています。",
                basis=BASIS,
                rule="S-1",
                remedy="画面を開き直して確かめてください。",
            )
        )


def _add(one: PersonWords, together: int, *, case: int, home: int, by: Actor) -> int:
    person = Person()
    person.save(force_insert=True)
    identity = Identity(
        person_id=person.pk,
        name=one.name,
        kana=one.kana,
        called=one.called,
        birth_on=one.birth_on,
        about_age=one.about_age,
        sex=one.sex,
        address=one.address,
        phone=one.phone,
    )
    write(identity, home=home, case=case, concerns=[person.pk], by=by)
    index(identity, "person", one.name, one.kana, one.phone, by=by)
    others = together - 1 if one.lives_with else 0
    position = one.relation or "head"
    membership = Membership(person_id=person.pk, position=position, co_residents=max(others, 0))
    write(membership, home=home, case=case, concerns=[person.pk], by=by)
    return person.pk
