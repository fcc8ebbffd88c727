"""What may leave as a list: the rows a page shows, without the classes that never leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from kasane.access.rooms import STEP_UP_CLASSES, InformationClass
from kasane.cases.models import Note
from kasane.directory.queries import staff_names

# Never in a list, whoever asks and whatever they were asked for again.
STAYING = STEP_UP_CLASSES | {InformationClass.INFORMANT.value}


@dataclass(frozen=True)
class NoteLine:
    note: Note
    writer: str


def exported_notes(case: int, *, most: int) -> tuple[list[NoteLine], bool]:
    """The newest readable notes of a case, oldest first, and whether there were more of them than `most`."""
    notes = Note.objects.filter(case_id=case).exclude(information_class__in=STAYING)
    found = list(notes.order_by("-happened_at", "id")[: most + 1])
    shown = found[:most][::-1]
    writers = staff_names(_writers(shown))
    return [NoteLine(note, writers.get(note.written_by, "")) for note in shown], len(found) > most


def _writers(notes: Iterable[Note]) -> set[int]:
    return {note.written_by for note in notes}
