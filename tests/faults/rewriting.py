"""Two shared texts rewritten by many at once, and what the history holds of it afterwards."""

from dataclasses import dataclass

from tests.faults.attempts import STORED
from tests.faults.editors import Editor, Shared, at_work, field_of, lost, note_of
from tests.faults.load import NOTE, writers
from tests.faults.load.where import Where, asked
from tests.faults.place import Place

HISTORY = """
select number, text from cases_noteedition where note_id = %s
union all select edition, text from cases_note where id = %s
"""
FIELD = "select edition, text from meetings_contribution where item_id = %s and participant_id = %s"
AUDITED = """
select count(*) from audit_auditrow where what = 'write_contribution'
and records -> 'meetings.contribution' @> (select to_jsonb(id) from meetings_contribution
                                           where item_id = %s and participant_id = %s)
"""


@dataclass(frozen=True)
class Rewritten:
    """One text after everybody is done."""

    name: str
    stored: int
    outrun: int
    faults: list[str]

    @classmethod
    def by(cls, shared: Shared, people: list[Editor], faults: list[str]) -> "Rewritten":
        stored, outrun = sum(len(one.stored) for one in people), sum(one.outrun for one in people)
        return cls(shared.name, stored, outrun, faults)


def rewrite(place: Place, *, editors: int, edits: int) -> list[Rewritten]:
    """So many people at one note, then at one field of a sitting."""
    with place.served() as served:
        with writers(place, served.port) as people:
            first = next(one for one in people if one.kind == NOTE).act()
            assert first.answer == STORED
        where = Where.of(place)
        (note,) = asked(
            place, "select id from cases_note where text = %s order by written_at desc limit 1", first.mark
        )
        crowd = {"port": served.port, "editors": editors, "edits": edits}
        with at_work(shared := note_of(where, note), **crowd) as at_note:
            faults = lost(at_note, _history(place, note), 1)
            noted = Rewritten.by(shared, at_note, faults)
        before, _ = asked(place, FIELD, where.item, where.seat)
        with at_work(shared := field_of(where), **crowd) as at_field:
            return [noted, Rewritten.by(shared, at_field, _field_faults(place, where, at_field, before))]


def _history(place: Place, note: int) -> dict[int, str]:
    """Edition → what it said, the last one too."""
    with place.superuser() as superuser:
        return dict(superuser.execute(HISTORY, [note, note]).fetchall())


def _field_faults(place: Place, where: Where, people: list[Editor], before: int) -> list[str]:
    """Of a field the last text alone is kept, and a row of the record of seeing for each edition."""
    edition, text = asked(place, FIELD, where.item, where.seat)
    told = {number: mark for one in people for number, mark in one.stored.items()}
    (audited,) = asked(place, AUDITED, where.item, where.seat)
    faults = lost(people, {**told, edition: text}, before)
    return faults + ([] if audited == edition else [f"版は{edition}、操作記録は{audited}"])
