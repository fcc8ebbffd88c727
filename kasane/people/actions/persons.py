"""Recording persons as one desk knows them."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.people.actions.counting import Counted
from kasane.people.actions.matching import compare, phone_digits
from kasane.people.facts import PersonWords
from kasane.people.models import Identity, Kinship, Membership, Person
from kasane.rooms.actions import place, write, write_all
from kasane.rooms.queries import refusals
from kasane.rules.verdicts import Refused, refused
from kasane.search.actions import entry_of, reindex
from kasane.search.models import SearchEntry


def add_people(
    words: list[PersonWords], *, case: int, home: int, by: Actor, is_new_file: bool = True
) -> list[int]:
    """Store everybody of a household, with their kinship to the first; returns the persons' ids in order.

    The first of a new file is who the consultation is about.
    """
    counted = Counted(case, home)
    people = [
        _add(one, "head" if is_new_file and place == 0 else one.relation, case=case, home=home, by=by)
        for place, one in enumerate(words)
    ]
    for person, one in zip(people[1:], words[1:], strict=True):
        if one.relation:
            kinship = Kinship(person_id=person, other_id=people[0], relation=one.relation)
            write(kinship, home=home, case=case, concerns=[person, people[0]], by=by)
    counted.come(one.household for one in words if one.lives_with)
    counted.write()
    return people


@transaction.atomic
def correct_identity(identity: Identity, words: PersonWords, *, edition: int, by: Actor) -> None:
    """Write anew who somebody is, in one's own record; refused when somebody else was quicker."""
    with refusals():
        changed = Identity.objects.filter(pk=identity.pk, edition=edition).update(
            name=words.name,
            kana=words.kana,
            called=words.called,
            former_surname=words.former_surname,
            birth_on=words.birth_on,
            birth_year=words.birth_year,
            birth_month=words.birth_month,
            about_age=words.about_age,
            sex=words.sex,
            address=words.address,
            phone=words.phone,
            communication=list(words.communication),
            communication_words=words.communication_words,
            edition=edition + 1,
            corrected_by=by.staff,
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
    reindex(identity.pk, *_found_by(words))
    compare(identity.pk, words, by=by)
    tell(
        "correct_identity",
        cases=[identity.case_id],
        records={"people.identity": [identity.pk]},
        detail={"by": by.staff},
    )


def _found_by(words: PersonWords) -> tuple[str, ...]:
    """What somebody is found by: their names, and their number as it is written and as it is dialled."""
    return (words.name, words.former_surname, words.kana, words.phone, phone_digits(words.phone))


def _add(one: PersonWords, position: str, *, case: int, home: int, by: Actor) -> int:
    person = Person()
    person.save(force_insert=True)
    identity, *beside = told_of(person, one, position, case=case, home=home, by=by)
    write_all([identity, *beside])
    compare(identity.pk, one, by=by)
    return person.pk


def told_of(
    person: Person, one: PersonWords, position: str, *, case: int, home: int, by: Actor
) -> tuple[Identity, SearchEntry, Membership]:
    """What is recorded of one person, at its place and not stored yet."""
    identity = Identity(
        person_id=person.pk,
        name=one.name,
        kana=one.kana,
        called=one.called,
        former_surname=one.former_surname,
        birth_on=one.birth_on,
        birth_year=one.birth_year,
        birth_month=one.birth_month,
        about_age=one.about_age,
        due=one.due,
        sex=one.sex,
        address=one.address,
        phone=one.phone,
        communication=list(one.communication),
        communication_words=one.communication_words,
    )
    place(identity, home=home, case=case, concerns=[person.pk], by=by)
    membership = Membership(
        person_id=person.pk,
        position=position,
        household=one.household if one.lives_with else None,
        household_name=one.household_name if one.lives_with else "",
    )
    place(membership, home=home, case=case, concerns=[person.pk], by=by)
    return identity, entry_of(identity, "person", *_found_by(one), by=by), membership
