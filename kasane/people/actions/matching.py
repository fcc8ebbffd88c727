"""Blind matching: what is compared of somebody, and the coordinator's decision whether two are one."""

import json
from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from kasane.access.actor import Actor
from kasane.audit.actions import Told, tell_all
from kasane.audit.actions import record as tell
from kasane.directory.queries import municipality
from kasane.japanese.addresses import address_key
from kasane.japanese.likeness import born_between, name_likeness
from kasane.japanese.names import normalise
from kasane.japanese.phones import normalise_phone
from kasane.people.facts import PersonWords
from kasane.people.models import MatchTask
from kasane.rooms.queries import call, refusals
from kasane.rules.matching import MatchDecision, may_be_decided
from kasane.rules.verdicts import demand


def compare(identity: int, words: PersonWords, *, by: Actor) -> None:
    """Store what is compared of an identity, and look through the whole city for who is likely the same.

    Who is found becomes the coordinator's task; the desk learns nothing but `queries.is_hinted`.
    """
    call("store_match_keys", identity, json.dumps(match_keys(words, by.today, municipality().name)))
    if call("check_matches", identity):
        tell("match_hint", records={"people.identity": [identity]}, detail={"by": by.staff})


def compare_all(told: Iterable[tuple[int, PersonWords]], *, by: Actor) -> None:
    """`compare` for several, each against everybody before it, in one statement and one for those who were hinted at."""
    city = municipality().name
    keys = [
        {"id": identity, "told": json.dumps(match_keys(words, by.today, city))} for identity, words in told
    ]
    with refusals(), connection.cursor() as cursor:
        cursor.execute(
            "select k.id, store_match_keys(k.id, k.told::jsonb), check_matches(k.id)"
            " from jsonb_to_recordset(%s::jsonb) as k(id bigint, told text)",
            [json.dumps(keys)],
        )
        hinted = [identity for identity, _, is_hinted in cursor.fetchall() if is_hinted]
    tell_all(
        Told("match_hint", records={"people.identity": [identity]}, detail={"by": by.staff})
        for identity in hinted
    )


def match_keys(words: PersonWords, on: date, city: str) -> list[dict[str, str | None]]:
    """One line for every name somebody is known by, in the form the database compares; `city` is its own name."""
    surname, _, given = words.name.partition(" ")
    names = [(words.name, words.kana)]
    if words.former_surname and given:
        names.append((f"{words.former_surname} {given}", ""))
    born = born_between(
        birth_on=words.birth_on,
        year=words.birth_year,
        month=words.birth_month,
        about_age=words.about_age,
        on=on,
    )
    contact = {
        "born_from": born[0].isoformat() if born else None,
        "born_to": born[1].isoformat() if born else None,
        "sex": words.sex,
        "phone": phone_digits(words.phone),
        "street": street_of(words.address, city),
        "building": address_key(words.address).building if words.address else "",
    }
    return [{**vars(name_likeness(name, kana)), **contact} for name, kana in names if surname or kana]


@transaction.atomic
def decide_match(task: MatchTask, decision: MatchDecision, *, why: str, by: Actor) -> None:
    """同じ人 sets one pointer, 別人 is remembered; either may be taken back."""
    demand(may_be_decided(decision, is_open=task.state == MatchDecision.OPEN.value, why=why))
    call("decide_match", task.pk, decision.value, why)
    tell(
        "decide_match",
        records={"people.identity": [task.identity_id, task.other_identity_id]},
        detail={"decision": decision.value, "by": by.staff},
    )


def street_of(address: str, city: str) -> str:
    """The street with its numbers as it is compared, without the city's own name."""
    return address_key(address).street.removeprefix(normalise(city)) if address else ""


def phone_digits(phone: str) -> str:
    """The number as it is compared; what is no number (内線, 不明) is not compared."""
    try:
        return normalise_phone(phone) if phone else ""
    except ValueError:
        return ""
