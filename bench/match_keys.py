"""What blind matching compares of the generated city's people; run once, as the owner's own process."""

import sys
from datetime import date, datetime

from django.db import connection

from bench.residents import Registered
from kasane.access.actor import TOKYO
from kasane.access.ids import new_id
from kasane.directory.queries import municipality
from kasane.people.actions.matching import match_keys
from kasane.people.facts import PersonWords

COLUMNS = "id identity_id person_id name kana given_name given_kana letters sounds born_from born_to sex phone street building"


def rows(
    one: Registered, identity: int, person: int, on: date, city: str
) -> list[tuple[int | str | None, ...]]:
    """The lines of one registration, in the order of COLUMNS."""
    words = PersonWords(
        name=one.name,
        kana=one.kana,
        former_surname=one.former_surname,
        birth_on=one.birth_on,
        birth_year=one.birth_year,
        birth_month=one.birth_month,
        sex=one.sex,
        address=one.address,
        phone=one.phone,
    )
    told = COLUMNS.split()[3:]
    return [
        (new_id(), identity, person, *(key[name] for name in told)) for key in match_keys(words, on, city)
    ]


def main() -> int:
    today, city = datetime.now(TOKYO).date(), municipality().name
    connection.ensure_connection()
    raw = connection.connection
    assert raw is not None
    with raw.cursor() as reading:
        reading.execute(
            "select name, kana, former_surname, birth_on, birth_year, birth_month, sex, address, phone, id, person_id"
            " from people_identity order by id"
        )
        people = reading.fetchall()
    with (
        raw.cursor() as writing,
        writing.copy(f"copy people_matchkey ({COLUMNS.replace(' ', ', ')}) from stdin") as copy,
    ):
        for *told, identity, person in people:
            for row in rows(Registered(*told), identity, person, today, city):
                copy.write_row(row)
    raw.execute("vacuum analyze people_matchkey")
    return 0


if __name__ == "__main__":
    sys.exit(main())
