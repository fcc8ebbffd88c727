"""Where the load is written: ids of the town that its forms need."""

from dataclasses import dataclass
from typing import Any

import psycopg

from kasane.access.ids import encode_id
from tests.faults.place import Place


@dataclass(frozen=True)
class Where:
    """石川's case at 佐藤's desk, the desk a つなぎ goes to, and the field of a sitting that is being held."""

    place: Place
    case: int
    person: int
    desk: int
    agency: int
    item: int
    seat: int

    @classmethod
    def of(cls, place: Place) -> "Where":
        case, person = asked(
            place,
            "select i.case_id, i.person_id from people_identity i join rooms_compartment c on c.id = i.home_id"
            " join directory_desk d on d.id = c.desk_id where i.name = '石川 トメ' and d.code = 'houkatsu-nango'"
            " order by i.written_at, i.id limit 1",
        )
        desk, agency = asked(place, "select id, agency_id from directory_desk where code = 'sumai'")
        item, seat = asked(
            place,
            "select c.item_id, c.participant_id from meetings_contribution c"
            " join meetings_agendaitem i on i.id = c.item_id join meetings_sitting s on s.id = i.sitting_id"
            " where s.state = 'open' order by i.sort_order, c.id limit 1",
        )
        return cls(place, case, person, desk, agency, item, seat)

    @property
    def path(self) -> str:
        return f"/cases/{encode_id(self.case)}"


def asked(place: Place, query: str, *values: object) -> tuple[Any, ...]:
    """One row, read past the walls; raises where there is none."""
    with place.superuser() as superuser:
        row = superuser.execute(query, values).fetchone()
    assert row is not None, query
    return row


def found(place: Place, query: str, *values: object) -> str:
    """The id in that row as an address writes it; empty where there is none, or the database is away."""
    try:
        return encode_id(int(asked(place, query, *values)[0]))
    except (psycopg.Error, AssertionError):
        return ""
