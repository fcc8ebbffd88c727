"""Recording that a resource was not there (R-2)."""

from dataclasses import dataclass

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.models import ResourceGap
from kasane.code_lists.queries import choices
from kasane.people.queries import people_of
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.gaps import may_record_gap
from kasane.rules.verdicts import demand

KINDS = "resource_gap"


@dataclass(frozen=True)
class GapWords:
    """What was lacking: a code of the list `resource_gap`, a line, and the district where one is known."""

    kind: str
    text: str
    district: int | None = None


@transaction.atomic
def record_gap(words: GapWords, *, case: int, home: int, by: Actor) -> ResourceGap:
    """One record in the room where it was noticed, and one row for the city without anything of the case."""
    demand(
        may_record_gap(
            kind=words.kind,
            kinds=frozenset(code for code, _ in choices(KINDS, by.today)),
            text=words.text,
            names=tuple(
                name
                for p in people_of(case, by)
                for name in (p.identity.name, p.identity.name.replace(" ", ""))
            ),
        )
    )
    gap = ResourceGap(kind=words.kind, text=words.text.strip(), district_id=words.district)
    rooms.write(gap, home=home, case=case, concerns=(), by=by)
    call("note_gap", gap.pk)
    tell("record_gap", cases=[case], records={"cases.resourcegap": [gap.pk]})
    return gap
