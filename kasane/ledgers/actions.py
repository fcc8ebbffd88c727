"""Bringing in a desk's former ledger: nothing is stored until it is taken in, and then all of it or nothing."""

import json
from collections.abc import Sequence

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.cases.actions.consultations import take
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.models import Consultation
from kasane.ledgers.facts import consultation_words, issue_words, person_words, received_at
from kasane.ledgers.models import ImportBatch, ImportedRow
from kasane.ledgers.queries.imports import draft_of, first_mapping
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.intake import Disposition
from kasane.rules.ledger_columns import LedgerField, heading_place
from kasane.rules.ledgers import REMARK, LedgerMapping, LedgerRow, may_be_taken_in, may_import
from kasane.rules.verdicts import demand


@transaction.atomic
def begin_import(lines: Sequence[tuple[int, Sequence[str]]], *, title: str, by: Actor) -> int:
    """Keep the rows of a ledger for a day, for who uploaded it alone; returns the batch's id."""
    demand(may_import(is_manager=by.is_manager))
    place = heading_place(lines)
    width = max(len(cells) for _, cells in lines)
    headings = [*lines[place][1], *[""] * width][:width]
    batch = new_id()
    call("begin_import", batch, title, headings, json.dumps(lines[place + 1 :]))
    _store(batch, first_mapping(headings, by))
    tell("begin_import", records={"ledgers.importbatch": [batch]}, detail={"lines": len(lines) - place - 1})
    return batch


@transaction.atomic
def map_import(batch: ImportBatch, mapping: LedgerMapping, *, by: Actor) -> None:
    """Say which column is which, and what the ledger's own words mean."""
    demand(may_import(is_manager=by.is_manager))
    _store(batch.pk, mapping)
    tell("map_import", records={"ledgers.importbatch": [batch.pk]})


@transaction.atomic
def take_import(batch: ImportBatch, *, by: Actor) -> tuple[int, int]:
    """Take every new row in as a consultation of one's own desk; returns how many, and how many were known."""
    demand(may_import(is_manager=by.is_manager))
    call("hold_import", batch.pk)
    batch.refresh_from_db()
    draft = draft_of(batch, by)
    demand(may_be_taken_in(draft.reading, draft.missing))
    note_kind = draft.mapping.words.get(LedgerField.NOTE.value, {}).get(REMARK, "")
    for row in draft.reading.rows:
        _take_row(row, batch, note_kind, by)
    taken, known = len(draft.reading.rows), len(draft.reading.known)
    call("end_import", batch.pk, "taken", taken, known)
    tell("take_import", records={"ledgers.importbatch": [batch.pk]}, detail={"taken": taken, "known": known})
    return taken, known


@transaction.atomic
def cancel_import(batch: ImportBatch, *, by: Actor) -> None:
    """Give a ledger up; its rows are gone at once."""
    call("end_import", batch.pk, "cancelled", 0, 0)
    tell("cancel_import", records={"ledgers.importbatch": [batch.pk]}, detail={"by": by.staff})


def clear_imports() -> None:
    """Sweep the rows that nobody decided upon within a day; the keeper's."""
    call("clear_imports")


def _store(batch: int, mapping: LedgerMapping) -> None:
    columns = {one.value: place for one, place in mapping.columns.items()}
    words = {code: dict(said) for code, said in mapping.words.items()}
    call("map_import", batch, json.dumps(columns), json.dumps(words))


def _take_row(row: LedgerRow, batch: ImportBatch, note_kind: str, by: Actor) -> None:
    """One row: the consultation, its note, and the number by which it is known from now on."""
    case = take(
        consultation_words(row),
        people=[person_words(row, by.today)],
        issues=issue_words(row),
        dispositions=[Disposition(code) for code in row.dispositions],
        by=by,
    )
    call("date_file", case, received_at(row))
    consultation = Consultation.objects.get(case_id=case)
    if row.note:
        persons = Identity.objects.filter(case_id=case).values_list("person_id", flat=True)
        words = NoteWords(
            kind=note_kind, happened_at=received_at(row), text=row.note, concerns=frozenset(persons)
        )
        add_note(words, case=case, by=by)
    imported = ImportedRow(batch=batch, consultation=consultation, external_id=row.external_id)
    rooms.write(imported, home=consultation.home_id, case=case, concerns=consultation.concerns, by=by)
