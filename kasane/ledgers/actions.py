"""Bringing in a desk's former ledger: nothing is stored until it is taken in, and then all of it or nothing."""

import json
from collections.abc import Sequence

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.cases.actions.consultations import TakenWith, take, take_again
from kasane.cases.actions.notes import NoteWords, add_note
from kasane.cases.actions.rooms import add_person
from kasane.cases.models import Consultation
from kasane.ledgers.facts import (
    consultation_words,
    files_of,
    informant_words,
    issue_words,
    person_words,
    persons_of,
    received_at,
)
from kasane.ledgers.models import ImportBatch, ImportedRow
from kasane.ledgers.queries.imports import (
    back_days,
    blocks_of,
    draft_of,
    first_mapping,
    left_in,
    next_rows,
)
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.intake import Disposition
from kasane.rules.ledger_columns import LedgerField, heading_place
from kasane.rules.ledger_returns import may_be_taken_back
from kasane.rules.ledgers import (
    MOST_ROWS,
    REMARK,
    LedgerMapping,
    LedgerRow,
    may_be_taken_in,
    may_import,
)
from kasane.rules.verdicts import Verdict, demand


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
def start_import(batch: ImportBatch, *, by: Actor) -> None:
    """Begin to take a ledger in: every row reads well, and from now on its mapping stands."""
    demand(may_import(is_manager=by.is_manager))
    call("hold_import", batch.pk)
    batch.refresh_from_db()
    draft = draft_of(batch, by)
    demand(may_be_taken_in(draft.reading, draft.missing))
    call("start_import", batch.pk)
    tell("start_import", records={"ledgers.importbatch": [batch.pk]}, detail={"rows": len(draft.rows)})


@transaction.atomic
def carry_on_import(batch: ImportBatch, *, by: Actor, most: int) -> bool:
    """Write the next rows; nobody has their keys until the last one is written. Returns whether it was."""
    demand(may_import(is_manager=by.is_manager))
    call("hold_import", batch.pk)
    batch.refresh_from_db()
    rows = next_rows(batch, most)
    draft = draft_of(batch, by, rows)
    if draft.reading.faults:
        demand(may_be_taken_in(draft.reading, draft.missing))
    note_kind = draft.mapping.words.get(LedgerField.NOTE.value, {}).get(REMARK, "")
    for file in files_of(draft.reading.rows):
        _take_file(file, batch, note_kind, by)
    written, known = len(draft.reading.rows), len(draft.reading.known)
    call("withhold_rows", batch.pk, [row.pk for row in rows], written, known)
    if left_in(batch):
        return False
    call("end_import", batch.pk, "taken")
    batch.refresh_from_db()
    told = {"taken": batch.taken, "known": batch.known}
    tell("take_import", records={"ledgers.importbatch": [batch.pk]}, detail=told)
    return True


@transaction.atomic
def take_import(batch: ImportBatch, *, by: Actor) -> tuple[int, int]:
    """Take a ledger in at one go; returns how many rows became consultations, and how many were known."""
    start_import(batch, by=by)
    while not carry_on_import(batch, by=by, most=MOST_ROWS):
        pass
    return batch.taken, batch.known


@transaction.atomic
def cancel_import(batch: ImportBatch, *, by: Actor) -> None:
    """Give a ledger up; its rows, those already written too, are gone at once."""
    call("end_import", batch.pk, "cancelled")
    tell("cancel_import", records={"ledgers.importbatch": [batch.pk]}, detail={"by": by.staff})


@transaction.atomic
def take_back_import(batch: ImportBatch, *, why: str, by: Actor) -> None:
    """Strike a whole ledger that was taken in by mistake: nobody reads its rows any more, and they are kept."""
    demand(may_take_back(batch, why=why, by=by))
    call("take_back_import", batch.pk, why.strip())
    cases = ImportedRow.objects.filter(batch=batch).values_list("case_id", flat=True).distinct()
    tell(
        "take_back_import",
        records={"ledgers.importbatch": [batch.pk]},
        detail={"rows": batch.taken, "why": why.strip()},
        cases=list(cases),
    )


def may_take_back(batch: ImportBatch, *, why: str, by: Actor) -> Verdict:
    """Whether a ledger of the desk may be taken back, and which rows stand in the way."""
    ended = batch.ended_at or by.at
    return may_be_taken_back(
        is_manager=by.is_manager,
        taken_on=ended.astimezone(TOKYO).date(),
        days=back_days(),
        blocks=blocks_of(batch),
        why=why,
        on=by.today,
    )


def clear_imports() -> None:
    """Sweep the rows that nobody decided upon within a day; the keeper's."""
    call("clear_imports")


def _store(batch: int, mapping: LedgerMapping) -> None:
    columns = {one.value: place for one, place in mapping.columns.items()}
    words = {code: dict(said) for code, said in mapping.words.items()}
    call("map_import", batch, json.dumps(columns), json.dumps(words))


def _take_file(file: Sequence[LedgerRow], batch: ImportBatch, note_kind: str, by: Actor) -> None:
    """A household's rows: one file, its persons, and a consultation for every row about its own person."""
    first = file[0]
    case = take(
        consultation_words(first),
        people=[person_words(first, by.today)],
        issues=issue_words(first),
        dispositions=[Disposition(code) for code in first.dispositions],
        informant=informant_words(first),
        by=by,
    )
    call("date_file", case, received_at(first))
    (head,) = Identity.objects.filter(case_id=case).values_list("person_id", flat=True)
    made = Consultation.objects.get(case_id=case)
    _follow_up(first, made, head, batch, note_kind, by)
    persons, written = {0: head}, [made.pk]
    for row, place in list(zip(file, persons_of(file), strict=True))[1:]:
        if place not in persons:
            persons[place] = add_person(person_words(file[place], by.today), case=case, by=by)
        about = persons[place]
        taken = TakenWith(
            tuple(issue_words(row)),
            tuple(Disposition(code) for code in row.dispositions),
            informant_words(row),
        )
        take_again(consultation_words(row), taken, case=case, people=[about], order=[about], by=by)
        made = Consultation.objects.exclude(id__in=written).get(case_id=case)
        written.append(made.pk)
        _follow_up(row, made, about, batch, note_kind, by)


def _follow_up(
    row: LedgerRow, consultation: Consultation, person: int, batch: ImportBatch, note_kind: str, by: Actor
) -> None:
    """A row's note, and the number by which the row is known from now on."""
    case = consultation.case_id
    if row.note:
        words = NoteWords(
            kind=note_kind, happened_at=received_at(row), text=row.note, concerns=frozenset({person})
        )
        add_note(words, case=case, by=by)
    imported = ImportedRow(batch=batch, consultation=consultation, external_id=row.external_id)
    rooms.write(imported, home=consultation.home_id, case=case, concerns=consultation.concerns, by=by)
