"""Notes as far as one may read them, and what hangs on them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kasane.access.actor import Actor
from kasane.access.rooms import CompartmentKind
from kasane.access.seeing import saw
from kasane.attachments.models import Attachment
from kasane.attachments.queries import attachments_of
from kasane.cases.models import Case, Informant, MovedNote, Note, NoteAddendum, NoteEdition
from kasane.cases.queries.cases import PAGE, visible_to
from kasane.directory.models import Staff
from kasane.directory.queries import staff_names
from kasane.rooms.models import Compartment

MOST = 50


@dataclass(frozen=True)
class NoteView:
    """A note with its papers, what was added to it, who told, and who wrote and approved it."""

    note: Note
    writer: str
    approver: str
    papers: list[Attachment] = field(default_factory=list)
    addenda: list[NoteAddendum] = field(default_factory=list)
    # Who told what is kept apart: one informant where one may know them.
    informant: dict[str, Any] | None = None
    names: dict[int, str] = field(default_factory=dict)


def notes_of(case: int, before: datetime | None = None, size: int = PAGE) -> list[Note]:
    """The newest readable notes of a case before an instant; one more than `size` tells that there are more."""
    notes = Note.objects.filter(case_id=case).order_by("-happened_at", "id")
    if before is not None:
        notes = notes.filter(happened_at__lt=before)
    return list(notes[: size + 1])


def views_of(case: int, before: datetime | None = None, size: int = PAGE) -> list[NoteView]:
    """As `notes_of`, each with what hangs on it, in a constant number of statements."""
    notes = Note.objects.filter(case_id=case).order_by("-happened_at", "id")
    if before is not None:
        notes = notes.filter(happened_at__lt=before)
    return _views(_told(notes, size + 1))


def view_of(number: int, case: int) -> NoteView | None:
    """One note of a case with what hangs on it; None when there is none one may read."""
    found = _told(Note.objects.filter(id=number, case_id=case))
    return _views(found)[0] if found else None


def editions_of(note: Note) -> list[NoteEdition]:
    """What a note said before it was corrected, the newest first; in its own room alone."""
    return list(NoteEdition.objects.filter(note=note).order_by("-number"))


def moved_from(case: int, actor: Actor) -> list[tuple[MovedNote, str, int | None]]:
    """Shells of notes that were moved away: who moved them, and where to, for who may know of that case."""
    known = visible_to(actor).filter(id=OuterRef("to_case")).values("id")
    mover = Staff.objects.filter(id=OuterRef("written_by")).values("name")
    shells = MovedNote.objects.filter(case_id=case).annotate(target=Subquery(known), mover=Subquery(mover))
    return [(shell, shell.mover, shell.target) for shell in shells.order_by("-written_at")]


def waiting_for_approval(actor: Actor) -> list[NoteView]:
    """Notes of one's own desk that no manager has approved yet, the oldest first."""
    waiting = Note.objects.filter(home__desk_id=actor.desk, approved_at=None).order_by("written_at", "id")
    return _views(_told(waiting, MOST))


def approvals_waiting(actor: Actor) -> int:
    """How many notes wait for the manager who asks; none for anybody else."""
    if not actor.is_manager:
        return 0
    return Note.objects.filter(home__desk_id=actor.desk, approved_at=None).count()


def next_steps(actor: Actor, until: date) -> list[Note]:
    """What the notes of one's own desk plan next up to a day and nobody has done yet, the earliest first."""
    planned = Note.objects.filter(home__desk_id=actor.desk, next_on__lte=until, next_done_on=None)
    return list(planned.order_by("next_on", "id")[:MOST])


def own_note(number: int, actor: Actor) -> Note | None:
    return Note.objects.filter(id=number, home__desk_id=actor.desk).first()


def movable_to(note: Note, actor: Actor) -> list[Case]:
    """Other cases of which one's own desk keeps a file, the newest first."""
    rooms = Compartment.objects.filter(kind=CompartmentKind.DESK.value, desk_id=actor.desk)
    cases = Case.objects.filter(id__in=rooms.values("case_id")).exclude(id=note.case_id)
    return list(cases.order_by("-opened_at", "id")[:MOST])


def _told(notes: QuerySet[Note], most: int = 1) -> list[tuple[Note, dict[str, Any] | None]]:
    """Each note with its informant, in the note's own statement, under the informant's own guard."""
    words = JSONObject(id="id", name="name", relation="relation", contact="contact", told="told")
    told_by = Informant.objects.filter(note=OuterRef("id")).annotate(line=words).values("line")[:1]
    return [(note, note.told_by) for note in notes.annotate(told_by=Subquery(told_by))[:most]]


def _views(found: list[tuple[Note, dict[str, Any] | None]]) -> list[NoteView]:
    notes = [note for note, _ in found]
    numbers = [note.pk for note in notes]
    papers = attachments_of(numbers)
    addenda: dict[int, list[NoteAddendum]] = {}
    for one in NoteAddendum.objects.filter(note__in=numbers).order_by("written_at"):
        addenda.setdefault(one.note_id, []).append(one)
    staff = {n for note in notes for n in (note.written_by, note.approved_by, note.corrected_by) if n}
    names = staff_names(staff | {one.written_by for added in addenda.values() for one in added})
    for note, told_by in found:
        if told_by:
            saw(Informant._meta.label_lower, told_by["id"], note.case_id, (note.home_id,))
    return [
        NoteView(
            note=note,
            writer=names.get(note.written_by, ""),
            approver=names.get(note.approved_by or 0, ""),
            papers=papers.get(note.pk, []),
            addenda=addenda.get(note.pk, []),
            informant=told_by,
            names=names,
        )
        for note, told_by in found
    ]
