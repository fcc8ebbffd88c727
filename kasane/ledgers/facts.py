"""A row of a ledger as the words in which a consultation is taken."""

from datetime import date, datetime

from kasane.access.actor import TOKYO
from kasane.cases.actions.consultations import ConsultationWords, IssueWords
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
    )


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


def issue_words(row: LedgerRow) -> list[IssueWords]:
    return [IssueWords(code, word, (HEAD,)) for code, word in row.fields]
