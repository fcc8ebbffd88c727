"""Recording a person's answer, and ending what came from it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kasane.access.actor import Actor
from kasane.attachments.actions import take_in
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.consents.facts import consent_facts
from kasane.consents.models import Consent
from kasane.directory.queries import municipality
from kasane.people.queries import PersonView, people_of
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy, may_be_recorded, may_be_withdrawn
from kasane.rules.verdicts import demand


@dataclass(frozen=True)
class ConsentWords:
    """What somebody was asked and answered; `agencies` are ids of the directory, of that day."""

    person: int
    answer: ConsentAnswer
    method: ConsentMethod
    given_by: GivenBy
    text_version: str
    asked_at: datetime
    agencies: frozenset[int]
    purposes: frozenset[str]
    classes: frozenset[str]
    valid_from: date | None
    valid_to: date | None
    giver_name: str = ""
    exact_answer: str = ""
    witness: str = ""
    # Kinds of agency that were named; `agencies` already holds those of that day.
    kinds: frozenset[str] = frozenset()
    # The signed paper as scanned.
    paper: bytes | None = None
    # Whether harm by the parent who answers is suspected (C-1: they cannot consent then).
    suspects_parent: bool = False


@transaction.atomic
def record(words: ConsentWords, *, case: int, by: Actor) -> Consent:
    """Store what a person answered; a given consent opens their door to the agencies it names, at once."""
    person = next((p for p in people_of(case, by) if p.id == words.person), None)
    demand(
        may_be_recorded(
            answer=words.answer,
            method=words.method,
            given_by=words.given_by,
            person_age=person.age if person is not None else None,
            has_died=person is not None and bool(person.died),
            has_scope=person is not None and _has_scope(person, words.given_by),
            consent_age=municipality().consent_age,
            has_own_yes=_has_own_yes(case, words.person),
            classes=words.classes,
            exact_answer=words.exact_answer,
            read_aloud_version=words.text_version,
            witness=words.witness,
            valid_from=words.valid_from,
            valid_to=words.valid_to,
            agencies=words.agencies,
            suspects_parent=words.suspects_parent,
        )
    )
    consent = Consent(
        person_id=words.person,
        answer=words.answer.value,
        method=words.method.value,
        given_by=words.given_by.value,
        giver_name=words.giver_name,
        text_version=words.text_version,
        asked_at=words.asked_at,
        exact_answer=words.exact_answer,
        witness=words.witness,
        purposes=sorted(words.purposes),
        agencies=sorted(words.agencies),
        kinds=sorted(words.kinds),
        classes=sorted(words.classes),
        valid_from=words.valid_from,
        valid_to=words.valid_to,
    )
    home = room_of(case, by)
    if words.paper is not None:
        consent.paper = take_in(
            words.paper, label="同意書", home=home, case=case, concerns=[words.person], by=by
        )
    rooms.write(consent, home=home, case=case, concerns=[words.person], by=by)
    call("issue_consent_keys", case)
    tell("record_consent", cases=[case], records={"consents.consent": [consent.pk]})
    return consent


@transaction.atomic
def withdraw(consent: int, *, case: int, why: str, by: Actor) -> int:
    """End a consent and every key that came from it; returns how many keys ended.

    Whoever recorded it may, and the coordinator, to whom somebody may say so as well.
    """
    known = next((facts for facts in consent_facts(case) if facts.id == consent), None)
    demand(
        may_be_withdrawn(
            is_given=known is not None and known.is_given,
            has_ended=known is not None and known.ended_on is not None,
        )
    )
    ended = int(call("withdraw_consent", consent, why))
    tell(
        "withdraw_consent",
        cases=[case],
        records={"consents.consent": [consent]},
        detail={"keys_ended": ended, "by": by.staff},
    )
    return ended


def _has_scope(person: PersonView, given_by: GivenBy) -> bool:
    """Whether who answered for somebody stands on record with what they may decide."""
    return any(r.power == given_by.value and r.scope for r in person.representatives)


def _has_own_yes(case: int, person: int) -> bool:
    """Whether the person said yes themselves, in an answer who acts may read."""
    own = Consent.objects.filter(case_id=case, person_id=person, given_by=GivenBy.PERSON.value, ended_at=None)
    return own.filter(answer=ConsentAnswer.GIVEN.value).exists()
