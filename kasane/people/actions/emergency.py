"""緊急の閲覧: opening what is known of somebody in danger, and the finding afterwards."""

from dataclasses import dataclass

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.directory.queries import municipality
from kasane.japanese.likeness import name_likeness
from kasane.people.actions.matching import street_of
from kasane.rooms.models import EmergencyAccess
from kasane.rooms.queries import call
from kasane.rules.emergency import Finding, may_be_reviewed, may_begin
from kasane.rules.verdicts import demand


@dataclass(frozen=True)
class EmergencyWords:
    """Whom it is about, as they were already known, and why their file must be opened now.

    `danger` is a code of the list `danger`.
    """

    name: str
    kana: str
    address: str
    danger: str
    reason: str


@transaction.atomic
def begin_emergency(words: EmergencyWords, *, by: Actor) -> list[int]:
    """Open what desks know of the one person meant, for 72 hours; returns the cases."""
    demand(
        may_begin(
            name=words.name or words.kana, address=words.address, danger=words.danger, reason=words.reason
        )
    )
    alike = name_likeness(words.name, words.kana)
    access = new_id()
    cases = call(
        "begin_emergency",
        access,
        alike.letters,
        alike.sounds,
        street_of(words.address, municipality().name),
        words.danger,
        words.reason,
    )
    tell("begin_emergency", cases=cases, detail={"access": access, "by": by.staff})
    return list(cases)


@transaction.atomic
def review_emergency(access: EmergencyAccess, finding: Finding, *, words: str, by: Actor) -> int:
    """The privacy officer's finding; returns how many keys it ended."""
    demand(may_be_reviewed(is_reviewed=bool(access.finding), is_own=access.staff_id == by.staff, words=words))
    ended = int(call("review_emergency", access.pk, finding.value, words))
    tell("review_emergency", cases=access.cases, detail={"access": access.pk, "finding": finding.value})
    return ended
