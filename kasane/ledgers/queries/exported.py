"""What may leave as a list: the rows a page shows, without the classes that never leave."""

from dataclasses import dataclass

from kasane.access.rooms import STEP_UP_CLASSES, InformationClass
from kasane.cases.models import Note, NoteAddendum
from kasane.directory.queries import staff_names

# Never in a list, whoever asks and whatever they were asked for again.
STAYING = STEP_UP_CLASSES | {InformationClass.INFORMANT.value}


@dataclass(frozen=True)
class NoteLine:
    """A note with what was added to it, who wrote it and who approved it."""

    note: Note
    addenda: tuple[NoteAddendum, ...]
    writer: str
    approver: str


def exported_notes(case: int, *, most: int) -> tuple[list[NoteLine], bool]:
    """The newest readable notes of a case, oldest first, and whether there were more of them than `most`."""
    notes = Note.objects.filter(case_id=case).exclude(information_class__in=STAYING)
    found = list(notes.order_by("-happened_at", "id")[: most + 1])
    shown = found[:most][::-1]
    staff = {who for note in shown for who in (note.written_by, note.approved_by) if who}
    names, added = staff_names(staff), _addenda(shown)
    lines = [
        NoteLine(
            note,
            tuple(added.get(note.pk, ())),
            names.get(note.written_by, ""),
            names.get(note.approved_by or 0, ""),
        )
        for note in shown
    ]
    return lines, len(found) > most


def _addenda(shown: list[Note]) -> dict[int, list[NoteAddendum]]:
    added: dict[int, list[NoteAddendum]] = {}
    found = NoteAddendum.objects.filter(note__in=shown).exclude(information_class__in=STAYING)
    for one in found.order_by("written_at"):
        added.setdefault(one.note_id, []).append(one)
    return added
