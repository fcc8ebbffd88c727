"""A row of a ledger as the words in which a consultation is taken."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from kasane.access.actor import TOKYO
from kasane.cases.actions.consultations import ConsultationWords, InformantWords, IssueWords
from kasane.japanese.names import normalise
from kasane.japanese.wareki import PartialDate
from kasane.people.facts import PersonWords
from kasane.rules.ledgers import LedgerRow

UNNAMED = "名前の記載がない人"
HEAD = 0


def received_at(row: LedgerRow) -> datetime:
    return datetime.combine(row.received_on, row.received_at, TOKYO)


def consultation_words(row: LedgerRow) -> ConsultationWords:
    return ConsultationWords(
        received_at=received_at(row),
        channel=row.channel,
        consulter=row.consulter,
        content=row.content,
        wish=row.wish,
        route=row.route,
        urgency=row.urgency,
    )


def informant_words(row: LedgerRow) -> InformantWords | None:
    """Who came or told, where the ledger says so; kept apart, as any informant is."""
    if not (row.informant or row.relation):
        return None
    return InformantWords(name=row.informant or UNNAMED, relation=row.relation)


def files_of(rows: Iterable[LedgerRow]) -> list[list[LedgerRow]]:
    """The rows of each file, the earliest first: those of one household number together, any other alone."""
    files: dict[tuple[str, int], list[LedgerRow]] = {}
    for row in rows:
        files.setdefault((row.household, 0) if row.household else ("", row.number), []).append(row)
    return [sorted(file, key=lambda row: (received_at(row), row.number)) for file in files.values()]


def persons_of(file: Sequence[LedgerRow]) -> list[int]:
    """For each row of a file the place of the row that first tells of its person."""
    first: dict[tuple[object, ...], int] = {}
    return [
        first.setdefault((normalise(row.name), row.born) if row.name else (place,), place)
        for place, row in enumerate(file)
    ]


def person_words(row: LedgerRow, on: date) -> PersonWords:
    """The one person a row tells of; a birthday as far as it is known."""
    born = row.born or PartialDate(None, None, None)
    year = None if born.whole or born.is_about else born.year
    about = on.year - born.year if born.is_about and born.year else row.age
    return PersonWords(
        name=row.name,
        kana=row.kana,
        called="" if row.name else UNNAMED,
        birth_on=born.whole,
        birth_year=year,
        birth_month=born.month if year else None,
        about_age=about if born.whole is None and year is None else None,
        sex=row.sex,
        address=row.address,
        phone=row.phone,
    )


def issue_words(row: LedgerRow, place: int = HEAD) -> list[IssueWords]:
    return [IssueWords(code, word, (place,)) for code, word in row.fields]
