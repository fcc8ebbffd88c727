"""Taking a consultation: the desk's file is opened, everybody and everything told is written into it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.cases.actions.in_charge import take_charge
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Consultation, Disposition, Informant, Issue
from kasane.people.actions.persons import add_people
from kasane.people.facts import PersonWords
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import call
from kasane.rules.intake import Disposition as DispositionKind
from kasane.rules.intake import may_be_disposed, may_be_taken
from kasane.rules.verdicts import demand
from kasane.search.actions import entry_of


@dataclass(frozen=True)
class ConsultationWords:
    """A consultation as it was written down.

    Codes of choice lists: `channel`, `consulter`, `route`, `told_concerns` (list `concern`), `most_serious` (one of
    them), `urgency`, `not_spoken_why` (list `not_spoken`).
    """

    received_at: datetime
    channel: str
    consulter: str
    content: str
    wish: str = ""
    route: str = ""
    route_detail: str = ""
    told_concerns: tuple[str, ...] = ()
    most_serious: str = ""
    urgency: str = ""
    was_spoken_to: bool | None = None
    not_spoken_why: str = ""


@dataclass(frozen=True)
class IssueWords:
    """One concern; `concerns` are places in the list of people written with it."""

    field: str
    text: str
    concerns: tuple[int, ...]


@dataclass(frozen=True)
class InformantWords:
    """Who told us, when it was not the person: kept apart, and protected."""

    name: str
    relation: str = ""
    contact: str = ""
    # What they told, where it must not stand in the record itself.
    told: str = ""


@dataclass(frozen=True)
class TakenWith:
    """What was written down together with a consultation."""

    issues: tuple[IssueWords, ...] = ()
    dispositions: tuple[DispositionKind, ...] = ()
    informant: InformantWords | None = None


@transaction.atomic
def take(
    words: ConsultationWords,
    *,
    people: list[PersonWords],
    issues: Iterable[IssueWords],
    dispositions: Iterable[DispositionKind],
    informant: InformantWords | None = None,
    by: Actor,
) -> int:
    """Take a consultation of anybody about anything (I-1); returns the id of the desk's new file."""
    demand(may_be_taken(content=words.content))
    case, home = new_id(), new_id()
    call("open_file", case, home)
    ids = add_people(people, case=case, home=home, by=by)
    taken = TakenWith(tuple(issues), tuple(dispositions), informant)
    _write(words, taken, home=home, case=case, about=ids, order=ids, by=by)
    take_charge(case=case, home=home, by=by)
    return case


@transaction.atomic
def take_again(
    words: ConsultationWords,
    taken: TakenWith,
    *,
    case: int,
    people: Collection[int],
    order: list[int],
    by: Actor,
) -> None:
    """Take one more consultation in a file the desk has; `people` of the household are those it is about.

    The issues' places are places in `order`, the household's people as they were shown.
    """
    demand(may_be_taken(content=words.content))
    home = room_of(case, by)
    _write(words, taken, home=home, case=case, about=people, order=order, by=by)


def _write(
    words: ConsultationWords,
    taken: TakenWith,
    *,
    home: int,
    case: int,
    about: Collection[int],
    order: list[int],
    by: Actor,
) -> None:
    consultation, *beside = told_of(words, taken, home=home, case=case, about=about, order=order, by=by)
    rooms.write_all([consultation, *beside])
    tell("take_consultation", cases=[case], records={"cases.consultation": [consultation.pk]})


def told_of(
    words: ConsultationWords,
    taken: TakenWith,
    *,
    home: int,
    case: int,
    about: Collection[int],
    order: list[int],
    by: Actor,
) -> tuple[Consultation, *tuple[Record, ...]]:
    """A consultation and everything written down with it, at its place and not stored yet."""
    consultation = Consultation(**vars(words))
    consultation.told_concerns = list(words.told_concerns)
    rooms.place(consultation, home=home, case=case, concerns=about, by=by)
    beside: list[Record] = [entry_of(consultation, "note", words.content, words.wish, by=by)]
    if taken.informant is not None:
        told_by = Informant(
            consultation=consultation,
            information_class=InformationClass.INFORMANT.value,
            **vars(taken.informant),
        )
        beside.append(rooms.place(told_by, home=home, case=case, concerns=about, by=by))
    beside += [_disposition(consultation, kind, home=home, by=by) for kind in taken.dispositions]
    for place, issue in enumerate(taken.issues):
        untangled = Issue(
            field=issue.field, text=issue.text, held_by=by.agency, held_since=by.today, sort_order=place
        )
        concerns = [order[n] for n in issue.concerns]
        beside.append(rooms.place(untangled, home=home, case=case, concerns=concerns, by=by))
    return consultation, *beside


@transaction.atomic
def dispose(consultation: Consultation, kinds: Iterable[DispositionKind], *, by: Actor) -> None:
    """Decide what becomes of a consultation that one's own desk took (I-2); what was decided before stays."""
    decided = frozenset(consultation.dispositions.values_list("kind", flat=True))
    wanted = [kind for kind in DispositionKind if kind in set(kinds) and kind.value not in decided]
    demand(may_be_disposed(wanted=frozenset(wanted)))
    rooms.write_all(_disposition(consultation, kind, home=consultation.home_id, by=by) for kind in wanted)
    tell("dispose", cases=[consultation.case_id], records={"cases.consultation": [consultation.pk]})


def _disposition(consultation: Consultation, kind: DispositionKind, *, home: int, by: Actor) -> Disposition:
    disposition = Disposition(consultation=consultation, kind=kind.value)
    return rooms.place(
        disposition, home=home, case=consultation.case_id, concerns=consultation.concerns, by=by
    )
