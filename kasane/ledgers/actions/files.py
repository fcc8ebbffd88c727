"""The files of a step: each drawn up as an intake would write it, then all of them stored a table at a time.

A row alone took some thirty statements, each planned anew under the walls; a step takes as many for all its rows
(decision 0014).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import Told, tell_all
from kasane.cases.actions.consultations import TakenWith
from kasane.cases.actions.consultations import told_of as consultation_of
from kasane.cases.actions.in_charge import charge_of
from kasane.cases.actions.notes import NoteWords, note_of
from kasane.ledgers.facts import (
    consultation_words,
    informant_words,
    issue_words,
    person_words,
    persons_of,
    received_at,
)
from kasane.ledgers.models import ImportBatch, ImportedRow
from kasane.people.actions.matching import compare_all
from kasane.people.actions.persons import told_of as person_of
from kasane.people.facts import PersonWords
from kasane.people.models import Membership, Person
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import refusals
from kasane.rules.intake import Disposition, may_be_taken
from kasane.rules.ledgers import LedgerRow
from kasane.rules.verdicts import demand

HEAD = "head"


@dataclass
class File:
    """A household's file before it is stored: its persons, its records, and what is told of their writing."""

    rows: Sequence[LedgerRow]
    case: int = field(default_factory=new_id)
    home: int = field(default_factory=new_id)
    persons: list[Person] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    compared: list[tuple[int, PersonWords]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


def draw_up(rows: Sequence[LedgerRow], batch: ImportBatch, note_kind: str, by: Actor) -> File:
    """A household's rows: one file, its persons, and a consultation for every row about its own person."""
    file = File(rows)
    members: dict[int, Person] = {}
    for row, place in zip(rows, persons_of(rows), strict=True):
        if place not in members:
            members[place] = _draw_person(file, person_words(rows[place], by.today), by)
            if len(members) > 1:
                file.told.append(Told("add_person", (file.case,)))
        _draw_row(file, row, members[place].pk, batch, note_kind, by)
        if row is rows[0]:
            file.records.append(charge_of(by.staff, case=file.case, home=file.home, by=by))
    for record in file.records:
        if isinstance(record, Membership):
            record.co_residents = len(members) - 1
    return file


def write_files(files: Sequence[File], *, by: Actor) -> None:
    """Store every file of a step; what the database refuses of one takes the others back with it."""
    _open(files)
    Person.objects.bulk_create(person for file in files for person in file.persons)
    rooms.write_all(record for file in files for record in file.records)
    compare_all((pair for file in files for pair in file.compared), by=by)
    tell_all(told for file in files for told in file.told)


def _open(files: Sequence[File]) -> None:
    """Each file has its room and its key before anything is written into it, and dates from its first receipt."""
    cases, homes = [file.case for file in files], [file.home for file in files]
    dates = [received_at(file.rows[0]) for file in files]
    with refusals(), connection.cursor() as cursor:
        cursor.execute(
            "select open_file(c, r) from unnest(%s::bigint[], %s::bigint[]) f(c, r)", [cases, homes]
        )
        cursor.execute(
            "select date_file(c, d) from unnest(%s::bigint[], %s::timestamptz[]) f(c, d)", [cases, dates]
        )


def _draw_person(file: File, words: PersonWords, by: Actor) -> Person:
    person = Person()
    position = HEAD if not file.persons else words.relation
    identity, *beside = person_of(person, words, position, case=file.case, home=file.home, by=by)
    file.persons.append(person)
    file.records += [identity, *beside]
    file.compared.append((identity.pk, words))
    return person


def _draw_row(file: File, row: LedgerRow, person: int, batch: ImportBatch, note_kind: str, by: Actor) -> None:
    """A row's consultation, its note, and the number by which the row is known from now on."""
    demand(may_be_taken(content=row.content))
    taken = TakenWith(
        tuple(issue_words(row)), tuple(Disposition(code) for code in row.dispositions), informant_words(row)
    )
    told = consultation_of(
        consultation_words(row), taken, home=file.home, case=file.case, about=[person], order=[person], by=by
    )
    file.records += told
    file.told.append(Told("take_consultation", (file.case,), {"cases.consultation": [told[0].pk]}))
    if row.note:
        words = NoteWords(note_kind, received_at(row), row.note, concerns=frozenset({person}))
        note, entry = note_of(words, home=file.home, case=file.case, by=by)
        file.records += [note, entry]
        file.told.append(Told("add_note", (file.case,), {"cases.note": [note.pk]}))
    imported = ImportedRow(batch=batch, consultation=told[0], external_id=row.external_id)
    file.records.append(rooms.place(imported, home=file.home, case=file.case, concerns=[person], by=by))
