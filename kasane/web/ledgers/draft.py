"""The mapping of a ledger as a page shows it, and as it comes back."""

from dataclasses import dataclass

from django.http import QueryDict

from kasane.ledgers.models import ImportBatch
from kasane.ledgers.queries.imports import Draft
from kasane.rules.ledger_columns import NEEDED, LedgerField
from kasane.rules.ledgers import Fault, LedgerMapping

LISTS = {
    "channel": "受付方法",
    "consulter": "相談した人",
    "sex": "性別",
    "field": "分野",
    "disposition": "対応",
    "note": "経過の方法",
    "route": "相談経路",
    "urgency": "急ぎ具合",
}
MOST_WORDS = 400


@dataclass(frozen=True)
class ColumnChoice:
    """One field, whether it must be mapped, and the columns it may be: (place, label, whether it is)."""

    name: str
    label: str
    is_needed: bool
    options: list[tuple[int, str, bool]]


@dataclass(frozen=True)
class WordChoice:
    """One word of the ledger, and the items it may mean: (code, label, whether it does)."""

    name: str
    list_label: str
    word: str
    options: list[tuple[str, str, bool]]

    @property
    def is_open(self) -> bool:
        return not any(is_chosen for _, _, is_chosen in self.options)


@dataclass(frozen=True)
class Shown:
    """A ledger on its page: how it is mapped, its first rows, and everything in the way."""

    columns: list[ColumnChoice]
    words: list[WordChoice]
    headings: list[str]
    rows: list[tuple[int, list[str], str]]
    count: int
    new: int
    known: int
    faults: list[Fault]
    alike: list[Fault]


def shown(draft: Draft, first: int = 20) -> Shown:
    reading, batch = draft.reading, draft.batch
    ready, known = {row.number for row in reading.rows}, set(reading.known)

    def state(number: int) -> str:
        return "取り込む" if number in ready else "取り込み済み" if number in known else "直すところあり"

    return Shown(
        columns=_columns(draft),
        words=_words(draft),
        headings=list(batch.headings),
        rows=[(row.number, list(row.cells), state(row.number)) for row in draft.rows[:first]],
        count=len(draft.rows),
        new=len(reading.rows),
        known=len(reading.known),
        faults=sorted(reading.faults, key=lambda fault: fault.row),
        alike=list(reading.alike),
    )


def mapping_in(told: QueryDict, batch: ImportBatch) -> LedgerMapping:
    """The mapping as the form says it; what names no column or no word is left out."""
    columns = {}
    for one in LedgerField:
        place = told.get(f"column-{one.value}", "")
        if place.isascii() and place.isdecimal() and len(place) < 4 and int(place) < len(batch.headings):
            columns[one] = int(place)
    words: dict[str, dict[str, str]] = {code: dict(said) for code, said in batch.words.items()}
    for code in LISTS:
        for number in range(MOST_WORDS):
            word = told.get(f"word-{code}-{number}")
            if word is None:
                break
            words.setdefault(code, {})[word] = told.get(f"means-{code}-{number}", "")
    return LedgerMapping(columns, words)


def _columns(draft: Draft) -> list[ColumnChoice]:
    chosen = draft.mapping.columns
    return [
        ColumnChoice(
            name=one.value,
            label=one.label,
            is_needed=one in NEEDED,
            options=[
                (place, f"{place + 1}列目　{heading or '（見出しなし）'}", chosen.get(one) == place)
                for place, heading in enumerate(draft.batch.headings)
            ],
        )
        for one in LedgerField
    ]  # fmt: skip


def _words(draft: Draft) -> list[WordChoice]:
    """Every word that names no item by itself, those already given a meaning too."""
    return [
        WordChoice(
            name=f"{code}-{number}",
            list_label=label,
            word=word,
            options=[
                (item, text, draft.mapping.words.get(code, {}).get(word) == item)
                for item, text in draft.choices[code]
            ],
        )
        for code, label in LISTS.items()
        for number, word in enumerate(draft.reading.asked.get(code, ())[:MOST_WORDS])
    ]
