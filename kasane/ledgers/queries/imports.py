"""Ledgers a desk brought in, and one as it is read now."""

from collections.abc import Iterable
from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.code_lists.queries import choices
from kasane.ledgers.models import ImportBatch, ImportedRow, PendingRow
from kasane.ledgers.queries.register import own_rooms
from kasane.people.models import SEXES
from kasane.rules.intake import Disposition
from kasane.rules.ledger_columns import LedgerField, guess, missing_in
from kasane.rules.ledgers import Choices, LedgerMapping, Reading, read_ledger

MOST = 50


@dataclass(frozen=True)
class Draft:
    """A ledger between preview and 取り込む: its rows, how they are mapped, and how they read so."""

    batch: ImportBatch
    rows: list[PendingRow]
    mapping: LedgerMapping
    choices: Choices
    reading: Reading
    missing: list[LedgerField]


def batches_of(actor: Actor) -> list[ImportBatch]:
    """What the desk brought in, the newest first; what was given up is not told."""
    own = ImportBatch.objects.filter(desk_id=actor.desk).exclude(state="cancelled")
    return [one for one in own.order_by("-started_at")[:MOST] if one.state == "taken" or is_own(one, actor)]


def batch_of(number: int, actor: Actor) -> ImportBatch | None:
    return ImportBatch.objects.filter(id=number, desk_id=actor.desk).first()


def is_own(batch: ImportBatch, actor: Actor) -> bool:
    """Whether who acts may still decide upon it."""
    return batch.staff_id == actor.staff and batch.state == "pending"


def draft_of(batch: ImportBatch, actor: Actor) -> Draft:
    """The ledger as it reads now, by the city's lists of today."""
    rows = list(PendingRow.objects.filter(batch=batch).order_by("number"))
    mapping = mapping_of(batch)
    lists = lists_for(actor)
    known = known_ids(actor, (_external_id(row, mapping) for row in rows))
    lines = [(row.number, row.cells) for row in rows]
    reading = read_ledger(lines, mapping, lists, known=known, on=actor.today)
    return Draft(batch, rows, mapping, lists, reading, missing_in(mapping.columns))


def mapping_of(batch: ImportBatch) -> LedgerMapping:
    columns = {LedgerField(name): int(place) for name, place in batch.columns.items()}
    return LedgerMapping(columns, batch.words)


def first_mapping(headings: list[str], actor: Actor) -> LedgerMapping:
    """How the desk mapped such headings the last time, else what they are likely to mean."""
    former = ImportBatch.objects.filter(desk_id=actor.desk, state="taken").order_by("-started_at").first()
    columns = guess(headings)
    if former is None:
        return LedgerMapping(columns, {})
    for name, place in former.columns.items():
        heading = former.headings[place]
        if heading and heading in headings:
            columns[LedgerField(name)] = headings.index(heading)
    return LedgerMapping(columns, former.words)


def lists_for(actor: Actor) -> Choices:
    """What the words of a ledger may mean, by field."""
    today = actor.today
    return {
        "channel": choices("channel", today),
        "consulter": choices("consulter", today),
        "field": choices("field", today),
        "note": choices("note", today),
        "sex": list(SEXES),
        "disposition": [(kind.value, kind.label) for kind in Disposition],
    }


def known_ids(actor: Actor, external_ids: Iterable[str]) -> frozenset[str]:
    """Which of these numbers the desk has taken in before."""
    asked = {number for number in external_ids if number}
    known = ImportedRow.objects.filter(home__in=own_rooms(actor), external_id__in=asked)
    return frozenset(known.values_list("external_id", flat=True))


def _external_id(row: PendingRow, mapping: LedgerMapping) -> str:
    place = mapping.columns.get(LedgerField.EXTERNAL_ID)
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""
