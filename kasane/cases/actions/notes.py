"""Writing notes (支援経過): writing, correcting, adding to, approving, moving a misfiled one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from psycopg.types.json import Jsonb

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.attachments.actions import take_in
from kasane.audit.actions import record as tell
from kasane.cases.actions.consultations import InformantWords
from kasane.cases.actions.rooms import room_of
from kasane.cases.actions.undoing import keep, unmarked
from kasane.cases.models import Informant, Note, NoteAddendum
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.notes import may_be_added_to, may_be_approved, may_be_corrected, may_be_moved
from kasane.rules.tax import TaxOrigin, may_be_written
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, demand, refused
from kasane.search.actions import entry_of, index, reindex
from kasane.search.models import SearchEntry


@dataclass(frozen=True)
class NoteWording:
    """What is written of one contact; `met_with` and `result` are codes of choice lists."""

    kind: str
    happened_at: datetime
    text: str
    concerns: frozenset[int] = frozenset()
    minutes: int | None = None
    met_with: tuple[str, ...] = ()
    met_words: str = ""
    place: str = ""
    result: str = ""
    finding: str = ""
    next_on: date | None = None
    next_words: str = ""


@dataclass(frozen=True)
class NoteWords(NoteWording):
    """A new note; 税情報 says where it comes from and, if so, by which consent.

    `papers` are scanned papers put to it; `informant` is who told what must be kept apart from it.
    """

    information_class: InformationClass = InformationClass.GENERAL
    tax_origin: TaxOrigin | None = None
    tax_consent: int | None = None
    papers: tuple[bytes, ...] = ()
    informant: InformantWords | None = None


@transaction.atomic
def add_note(words: NoteWords, *, case: int, by: Actor) -> Note:
    """Write a note (支援経過) into one's own desk's room."""
    note, entry = note_of(words, home=room_of(case, by), case=case, by=by)
    rooms.write_all([note, entry])
    put_papers(note, words.papers, by=by)
    if words.informant is not None:
        _told_by(words.informant, note, by=by)
    tell("add_note", cases=[case], records={"cases.note": [note.pk]})
    return note


def note_of(words: NoteWords, *, home: int, case: int, by: Actor) -> tuple[Note, SearchEntry]:
    """A note and what makes it findable, at its place and not stored yet."""
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
        minutes=words.minutes,
        met_with=list(words.met_with),
        met_words=words.met_words,
        place=words.place,
        result=words.result,
        text=words.text,
        finding=words.finding,
        next_on=words.next_on,
        next_words=words.next_words,
        information_class=words.information_class.value,
        tax_origin=words.tax_origin.value if words.tax_origin else "",
        tax_consent=words.tax_consent,
    )
    rooms.place(note, home=home, case=case, concerns=words.concerns, by=by)
    return note, entry_of(note, "note", words.text, words.finding, by=by)


@transaction.atomic
def correct_note(note: Note, words: NoteWording, *, edition: int, by: Actor) -> None:
    """Write a note anew until it is approved; the former wording stays. Refused when somebody was quicker."""
    demand(
        may_be_corrected(
            is_approved=note.approved_at is not None,
            is_writer=note.written_by == by.staff,
            is_manager=by.is_manager,
        )
    )
    told = {name: getattr(words, name) for name in NoteWording.__dataclass_fields__}
    told["concerns"] = sorted(words.concerns)
    call("correct_note", note.pk, edition, Jsonb(told, dumps=DjangoJSONEncoder(ensure_ascii=False).encode))
    reindex(note.pk, words.text, words.finding)
    tell("correct_note", cases=[note.case_id], records={"cases.note": [note.pk]}, detail={"edition": edition})


@transaction.atomic
def add_to_note(note: Note, text: str, *, papers: Iterable[bytes] = (), by: Actor) -> NoteAddendum:
    """Add to an approved note; read by whoever reads the note."""
    demand(may_be_added_to(is_approved=note.approved_at is not None))
    addendum = NoteAddendum(note=note, text=text, information_class=note.information_class)
    rooms.write(
        addendum, home=note.home_id, case=note.case_id, concerns=note.concerns, by=by, doors=note.doors
    )
    index(addendum, "note", text, by=by)
    put_papers(note, papers, by=by)
    tell("add_to_note", cases=[note.case_id], records={"cases.noteaddendum": [addendum.pk]})
    return addendum


@transaction.atomic
def approve_notes(editions: dict[int, int], *, by: Actor) -> int:
    """Approve notes of one's own desk, each in the edition that was read; returns how many."""
    demand(may_be_approved(is_manager=by.is_manager))
    done = int(call("approve_notes", Jsonb({str(note): edition for note, edition in editions.items()})))
    cases = set(Note.objects.filter(pk__in=editions).values_list("case_id", flat=True))
    tell(
        "approve_notes", cases=sorted(cases), records={"cases.note": list(editions)}, detail={"by": by.staff}
    )
    return done


@transaction.atomic
def finish_next(note: Note, *, by: Actor) -> None:
    """What was planned next is done; the line stays in the note."""
    changed = Note.objects.filter(pk=note.pk, next_done_on=None).update(next_done_on=by.today)
    if changed != 1:
        raise Refused(
            refused(
                "この予定は、すでに済みになっています。",
                basis="",
                rule="",
                remedy="今日の画面を開き直してください。",
            )
        )
    tell("finish_next", cases=[note.case_id], records={"cases.note": [note.pk]})


@transaction.atomic
def take_back_next(note: Note, *, by: Actor) -> None:
    """What was planned next is not done after all; that it was marked so stays known (U-1)."""
    done_on = note.next_done_on
    demand(may_be_taken_back(done_on=done_on, today=by.today))
    unmarked(Note.objects.filter(pk=note.pk, next_done_on=done_on).update(next_done_on=None), by=by)
    keep(note, f"次の予定「{note.next_words}」を済みにしました。", by=by)
    tell("take_back_next", cases=[note.case_id], records={"cases.note": [note.pk]})


@transaction.atomic
def move_note(note: Note, *, to_case: int, concerns: Iterable[int], why: str, by: Actor) -> None:
    """Move a misfiled note, with all that hangs on it, to another case of one's own desk; a shell stays."""
    demand(
        may_be_moved(
            is_laid_open=note.is_laid_open,
            is_writer=note.written_by == by.staff,
            is_manager=by.is_manager,
            has_tax_consent=note.tax_consent is not None,
        )
    )
    call("move_note", note.pk, to_case, sorted(concerns), why)
    tell(
        "move_note", cases=[note.case_id, to_case], records={"cases.note": [note.pk]}, detail={"by": by.staff}
    )


def put_papers(note: Note, papers: Iterable[bytes], *, by: Actor) -> None:
    """Put scanned papers to a note, under the note's own guard."""
    for number, content in enumerate(papers, start=1):
        take_in(
            content,
            label=f"添付{number}",
            home=note.home_id,
            case=note.case_id,
            concerns=note.concerns,
            by=by,
            of_record=note.pk,
            information_class=note.information_class,
            doors=note.doors,
        )


def _told_by(words: InformantWords, note: Note, *, by: Actor) -> None:
    """Who told, and what they told, in a record of its own that is never laid open."""
    informant = Informant(
        note=note,
        information_class=InformationClass.INFORMANT.value,
        name=words.name,
        relation=words.relation,
        contact=words.contact,
        told=words.told,
    )
    rooms.write(informant, home=note.home_id, case=note.case_id, concerns=note.concerns, by=by)
