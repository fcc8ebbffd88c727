"""The desk's own room in a case: writing into it, adding a person to it, laying a record of it open."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from kasane.access.actor import Actor
from kasane.attachments.models import Attachment
from kasane.audit.actions import record as tell
from kasane.cases.models import Note, NoteAddendum
from kasane.people.actions.persons import add_people
from kasane.people.actions.ties import KinshipWords, tie
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import call, own_room
from kasane.rules.verdicts import Refused, refused
from kasane.search.actions import follow


@transaction.atomic
def add_person(
    words: PersonWords,
    *,
    case: int,
    by: Actor,
    relations: Mapping[int, str] | None = None,
    since: str = "",
) -> int:
    """Record one more person of the household; where 多機関協働 carries the case, they get a door.

    `relations`: person of the case → what the new one is to them (a code of the list `kinship`),
    from `since` on, a day known in part.
    """
    home = room_of(case, by)
    (person,) = add_people([words], case=case, home=home, by=by, is_new_file=False)
    for other, relation in (relations or {}).items():
        told = KinshipWords(person=person, other=other, relation=relation, since=since)
        tie(told, case=case, home=home, by=by)
    call("open_doors", case)
    tell("add_person", cases=[case])
    return person


@transaction.atomic
def lay_open(record: Record, *, concerns: Iterable[int], by: Actor) -> None:
    """Lay one's own record open to the agencies inside the consent of everybody it concerns."""
    known = frozenset(Identity.objects.filter(case_id=record.case_id).values_list("person_id", flat=True))
    about = frozenset(concerns)
    for one in (record, *_hanging_on(record)):
        rooms.lay_open(one, concerns=about, known=known, by=by)
        one.refresh_from_db(fields=["case_id", "home", "doors", "concerns", "laid_open_at"])
        follow(one)


def _hanging_on(record: Record) -> list[Record]:
    """What goes with a note when it is laid open: its papers and what was added; never who told, nor former wordings."""
    if not isinstance(record, Note):
        return []
    papers = Attachment.objects.filter(of_record=record.pk, home=record.home_id, doors=[]).defer("content")
    return [*papers, *NoteAddendum.objects.filter(note=record, doors=[])]


def room_of(case: int, by: Actor) -> int:
    """The own room to write in; raises Refused for who reads the case without a part in it."""
    home = own_room(case, by)
    if home is None:
        raise Refused(
            refused(
                "このケースには、この窓口の記録の場所がまだありません。",
                basis="実施計画 3-1(2)",
                rule="F-1",
                remedy="つなぎを受け付けると、この窓口の記録として書けるようになります。",
            )
        )
    return home
