"""The timeline of a case: consultations and notes as one line each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kasane.access.rooms import InformationClass
from kasane.cases.models import Consultation, Note, NoteEdition
from kasane.cases.queries import ConsultationView, NoteView
from kasane.code_lists.queries import Labels

GENERAL = InformationClass.GENERAL.value
NOTE_LISTS = ("note", "met_with", "contact_result")


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    kind: str
    text: str
    is_laid_open: bool = False
    # Who told us, where one may know it.
    told_by: str = ""
    # The class, where it is not an ordinary record.
    class_label: str = ""
    note: Note | None = None
    # With whom, where, how long.
    details: str = ""
    result: str = ""
    # What hangs on the note, where it was asked for.
    view: NoteView | None = None


def timeline(consultations: Iterable[ConsultationView], notes: Iterable[Note], labels: Labels) -> list[Entry]:
    """Consultations and notes, the newest first."""
    entries = [_consultation(view, labels) for view in consultations]
    entries += [note_entry(note, labels) for note in notes]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def note_entry(note: Note, labels: Labels, view: NoteView | None = None) -> Entry:
    is_plain = note.information_class == GENERAL
    then = labels.at(note.happened_at)
    return Entry(
        note.happened_at,
        then.get(("note", note.kind), ""),
        note.text,
        note.is_laid_open,
        class_label="" if is_plain else InformationClass(note.information_class).label,
        note=note,
        details=details_of(note, labels),
        result=then.get(("contact_result", note.result), ""),
        view=view,
    )


def details_of(note: Note | NoteEdition, labels: Labels) -> str:
    """With whom, where and how long, as far as it was written."""
    then = labels.at(note.happened_at)
    with_whom = "、".join(then.get(("met_with", code), "") for code in note.met_with)
    words = f"（{note.met_words}）" if note.met_words and with_whom else note.met_words
    minutes = f"{note.minutes}分" if note.minutes else ""
    return "　".join(part for part in (f"{with_whom}{words}", note.place, minutes) if part)


def _consultation(view: ConsultationView, labels: Labels) -> Entry:
    one = view.consultation
    kind = f"相談（{labels.at(one.received_at).get(('channel', one.channel), '')}）"
    return Entry(one.received_at, kind, _spoken(one), one.is_laid_open, told_by=view.told_by)


def _spoken(consultation: Consultation) -> str:
    return f"{consultation.content}\n希望：{consultation.wish}" if consultation.wish else consultation.content
