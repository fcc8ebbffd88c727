"""Ledgers a desk brought in, and one as it is read now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from kasane.access.actor import Actor
from kasane.code_lists.queries import choices, deadline_days
from kasane.ledgers.models import ImportBatch, ImportedRow, PendingRow
from kasane.ledgers.queries.register import own_rooms
from kasane.people.models import SEXES
from kasane.rooms.queries import rows_of
from kasane.rules.intake import Disposition
from kasane.rules.ledger_columns import LedgerField, guess, missing_in
from kasane.rules.ledgers import Choices, LedgerMapping, Reading, read_ledger

MOST = 50
# States in which a ledger is the desk's own history; in the others it is still its uploader's.
ENDED = ("taken", "taken_back")


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
    found = own.order_by("-started_at")[:MOST]
    return [one for one in found if one.state in ENDED or is_own(one, actor)]


def batch_of(number: int, actor: Actor) -> ImportBatch | None:
    return ImportBatch.objects.filter(id=number, desk_id=actor.desk).first()


def is_own(batch: ImportBatch, actor: Actor) -> bool:
    """Whether who acts may still decide upon it."""
    return batch.staff_id == actor.staff and batch.state in ("pending", "taking")


def draft_of(batch: ImportBatch, actor: Actor, some: list[PendingRow] | None = None) -> Draft:
    """The ledger, or some rows of it, as it reads now, by the city's lists of today."""
    rows = list(PendingRow.objects.filter(batch=batch).order_by("number")) if some is None else some
    mapping = mapping_of(batch)
    lists = lists_for(actor)
    known = known_ids(actor, (_external_id(row, mapping) for row in rows))
    lines = [(row.number, row.cells) for row in rows]
    reading = read_ledger(lines, mapping, lists, known=known, on=actor.today)
    return Draft(batch, rows, mapping, lists, reading, missing_in(mapping.columns))


def next_rows(batch: ImportBatch, most: int) -> list[PendingRow]:
    """The next rows to be written, with everybody who shares a household number with one of them."""
    left = PendingRow.objects.filter(batch=batch).order_by("number")
    rows = list(left[:most])
    place = mapping_of(batch).columns.get(LedgerField.HOUSEHOLD)
    if place is None or not rows:
        return rows
    numbers = {row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()}
    beside = left.filter(**{f"cells__{place}__in": sorted(numbers)}).exclude(id__in=[row.pk for row in rows])
    return [*rows, *beside]


def left_in(batch: ImportBatch) -> int:
    """How many rows are still to be written."""
    return PendingRow.objects.filter(batch=batch).count()


def blocks_of(batch: ImportBatch) -> list[str]:
    """What was written on top of a ledger's rows, in words: 外部番号 and kind."""
    found: dict[str, list[str]] = {}
    for external_id, what in rows_of("import_blocks", batch.pk):
        found.setdefault(external_id, []).append(_kind(what))
    return [f"{number}：{'、'.join(dict.fromkeys(kinds))}" for number, kinds in sorted(found.items())]


def back_days() -> int:
    """Within how many days a ledger may be taken back."""
    return deadline_days("import_back")


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
        "route": choices("route", today),
        "urgency": choices("urgency", today),
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


def _kind(table: str) -> str:
    """What a table holds, in the words of its model; another desk's is not told apart."""
    names = {model._meta.db_table: str(model._meta.verbose_name) for model in apps.get_models()}
    return names.get(table, "ほかの窓口の記録")
