"""Bringing in a desk's former ledger: nothing is stored until it is taken in, and then all of it or nothing."""

import json
from collections.abc import Sequence

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.ledgers.actions.files import draw_up, write_files
from kasane.ledgers.facts import files_of
from kasane.ledgers.models import ImportBatch, ImportedRow
from kasane.ledgers.queries.imports import (
    back_days,
    blocks_of,
    draft_of,
    first_mapping,
    left_in,
    next_rows,
)
from kasane.rooms.queries import call
from kasane.rules.ledger_columns import LedgerField, heading_place
from kasane.rules.ledger_returns import may_be_taken_back
from kasane.rules.ledgers import (
    MOST_ROWS,
    REMARK,
    LedgerMapping,
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
    write_files([draw_up(file, batch, note_kind, by) for file in files_of(draft.reading.rows)], by=by)
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
