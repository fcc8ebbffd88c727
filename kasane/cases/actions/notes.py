"""Writing notes (支援経過)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Note
from kasane.rooms import actions as rooms
from kasane.rules.tax import TaxOrigin, may_be_written
from kasane.rules.verdicts import demand
from kasane.search.actions import index


@dataclass(frozen=True)
class NoteWords:
    """A note; 税情報 says where it comes from and, if so, by which consent."""

    kind: str
    happened_at: datetime
    text: str
    concerns: frozenset[int] = frozenset()
    information_class: InformationClass = InformationClass.GENERAL
    tax_origin: TaxOrigin | None = None
    tax_consent: int | None = None


@transaction.atomic
def add_note(words: NoteWords, *, case: int, by: Actor) -> Note:
    """Write a note (支援経過) into one's own desk's room."""
    demand(
        may_be_written(
            information_class=words.information_class.value,
            origin=words.tax_origin,
            consent_id=words.tax_consent,
        )
    )
    note = Note(
        kind=words.kind,
        happened_at=words.happened_at,
        text=words.text,
        information_class=words.information_class.value,
        tax_origin=words.tax_origin.value if words.tax_origin else "",
        tax_consent=words.tax_consent,
    )
    rooms.write(note, home=room_of(case, by), case=case, concerns=words.concerns, by=by)
    index(note, "note", words.text, by=by)
    tell("add_note", cases=[case], records={"cases.note": [note.pk]})
    return note
