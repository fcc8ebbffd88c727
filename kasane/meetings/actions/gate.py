"""The one-way gate: from a sealed room into what is laid open, one thing at a time, under the consents in force."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Note
from kasane.consents.facts import consent_facts
from kasane.meetings.models import AgendaItem, CarriedOver
from kasane.people.queries import people_of
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rules.consents import is_in_force, may_be_carried_over
from kasane.rules.verdicts import demand


@transaction.atomic
def carry_over(source: Record, *, item: AgendaItem, text: str, persons: frozenset[int], by: Actor) -> Note:
    """Write a note anew from something sealed and lay it open; its origin stays sealed beside the original."""
    about = {p.id: p.identity.addressed for p in people_of(item.case_id, by) if p.id in persons}
    consents = consent_facts(item.case_id)
    demand(may_be_carried_over(persons=about, consents=consents, on=by.today))
    note = add_note(
        NoteWords(kind="contact", happened_at=by.at, text=text, concerns=frozenset(about)),
        case=item.case_id,
        by=by,
    )
    lay_open(note, concerns=about, by=by)
    origin = CarriedOver(
        item=item,
        source_kind=str(source._meta.model_name),
        source_id=source.pk,
        note=note,
        consents=sorted(c.id for c in consents if c.person in about and is_in_force(c, by.today)),
    )
    rooms.write(origin, home=item.home_id, case=item.case_id, concerns=item.concerns, by=by)
    tell("carry_over", cases=[item.case_id], records={"meetings.carriedover": [origin.pk]})
    return note
