"""Taking a consultation: the desk's file is opened, everybody and everything told is written into it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.cases.actions.in_charge import take_charge
from kasane.cases.models import Consultation, Disposition, Informant, Issue
from kasane.people.actions.persons import add_people
from kasane.people.facts import PersonWords
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.intake import Disposition as DispositionKind
from kasane.rules.intake import may_be_disposed, may_be_taken
from kasane.rules.verdicts import demand
from kasane.search.actions import index


@dataclass(frozen=True)
class ConsultationWords:
    """A consultation as it was written down; `channel` and `consulter` are codes of choice lists."""

    received_at: datetime
    channel: str
    consulter: str
    content: str
    wish: str = ""


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


@transaction.atomic
def take(
    words: ConsultationWords,
    *,
    people: list[PersonWords],
    issues: list[IssueWords],
    dispositions: Iterable[DispositionKind],
    informant: InformantWords | None = None,
    by: Actor,
) -> int:
    """Take a consultation of anybody about anything (I-1); returns the id of the desk's new file."""
    demand(may_be_taken(content=words.content))
    case, home = new_id(), new_id()
    call("open_file", case, home)
    ids = add_people(people, case=case, home=home, by=by)
    consultation = Consultation(
        received_at=words.received_at,
        channel=words.channel,
        consulter=words.consulter,
        content=words.content,
        wish=words.wish,
    )
    rooms.write(consultation, home=home, case=case, concerns=ids, by=by)
    index(consultation, "note", words.content, words.wish, by=by)
    if informant is not None:
        told_by = Informant(
            consultation=consultation,
            information_class=InformationClass.INFORMANT.value,
            name=informant.name,
            relation=informant.relation,
            contact=informant.contact,
        )
        rooms.write(told_by, home=home, case=case, concerns=ids, by=by)
    for kind in dispositions:
        disposition = Disposition(consultation=consultation, kind=kind.value)
        rooms.write(disposition, home=home, case=case, concerns=ids, by=by)
    for place, issue in enumerate(issues):
        untangled = Issue(
            field=issue.field, text=issue.text, held_by=by.agency, held_since=by.today, sort_order=place
        )
        rooms.write(untangled, home=home, case=case, concerns=[ids[place] for place in issue.concerns], by=by)
    take_charge(case=case, home=home, by=by)
    tell("take_consultation", cases=[case], records={"cases.consultation": [consultation.pk]})
    return case


@transaction.atomic
def dispose(consultation: Consultation, kinds: Iterable[DispositionKind], *, by: Actor) -> None:
    """Decide what becomes of a consultation that one's own desk took (I-2)."""
    decided = frozenset(consultation.dispositions.values_list("kind", flat=True))
    wanted = [kind for kind in DispositionKind if kind in set(kinds) and kind.value not in decided]
    demand(may_be_disposed(wanted=frozenset(wanted)))
    for kind in wanted:
        disposition = Disposition(consultation=consultation, kind=kind.value)
        rooms.write(
            disposition,
            home=consultation.home_id,
            case=consultation.case_id,
            concerns=consultation.concerns,
            by=by,
        )
    tell("dispose", cases=[consultation.case_id], records={"cases.consultation": [consultation.pk]})
