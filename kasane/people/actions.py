"""Recording persons as one desk knows them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.people.models import Identity, Kinship, Membership, Person
from kasane.rooms.actions import write
from kasane.rules.verdicts import Refused, refused
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
