"""What a desk does in a case: takes a consultation, writes notes, lays open, leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.rooms import InformationClass
from kasane.audit.actions import record as tell
from kasane.cases.models import Consultation, Disposition, Informant, Issue, Note, RoleAssignment
from kasane.people.actions.persons import add_people
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.rooms import actions as rooms
from kasane.rooms.models import Record
from kasane.rooms.queries import call, own_room
from kasane.rules.intake import Disposition as DispositionKind
from kasane.rules.intake import may_be_taken
from kasane.rules.tax import TaxOrigin, may_be_written
from kasane.rules.verdicts import Refused, demand, refused
from kasane.search.actions import follow, index


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
        untangled = Issue(field=issue.field, text=issue.text, held_by=by.agency, sort_order=place)
        rooms.write(untangled, home=home, case=case, concerns=[ids[place] for place in issue.concerns], by=by)
    tell("take_consultation", cases=[case], records={"cases.consultation": [consultation.pk]})
    return case


@dataclass(frozen=True)
class NoteWords:
    """A note; 税情報 says where it comes from and, if so, by which consent."""

    kind: str
    happened_at: datetime
    text: str
    concerns: frozenset[int] = frozenset()
    information_class: InformationClass = InformationClass.GENERAL
    tax_origin: TaxOrigin | None = None
    tax_consent: int | None = None


@transaction.atomic
def add_note(words: NoteWords, *, case: int, by: Actor) -> Note:
    """Write a note (支援経過) into one's own desk's room."""
    demand(
        may_be_written(
            information_class=words.information_class.value,
            origin=words.tax_origin,
            consent_id=words.tax_consent,
        )
    )
    note = Note(
        kind=words.kind,
        happened_at=words.happened_at,
        text=words.text,
        information_class=words.information_class.value,
        tax_origin=words.tax_origin.value if words.tax_origin else "",
        tax_consent=words.tax_consent,
    )
    rooms.write(note, home=room_of(case, by), case=case, concerns=words.concerns, by=by)
    index(note, "note", words.text, by=by)
    tell("add_note", cases=[case], records={"cases.note": [note.pk]})
    return note


@transaction.atomic
def add_person(words: PersonWords, *, case: int, by: Actor) -> int:
    """Record one more person of the household; where 多機関協働 carries the case, they get a door."""
    (person,) = add_people([words], case=case, home=room_of(case, by), by=by)
    call("open_doors", case)
    tell("add_person", cases=[case])
    return person


@transaction.atomic
def lay_open(record: Record, *, concerns: Iterable[int], by: Actor) -> None:
    """Lay one's own record open to the agencies inside the consent of everybody it concerns."""
    known = frozenset(Identity.objects.filter(case_id=record.case_id).values_list("person_id", flat=True))
    rooms.lay_open(record, concerns=concerns, known=known, by=by)
    record.refresh_from_db()
    follow(record)


@transaction.atomic
def offer_lead(*, case: int, desk: int, by: Actor) -> None:
    """Ask a desk of the team to become 主担当; nothing moves until it accepts (P-4)."""
    call("offer_lead", case, desk)
    tell("offer_lead", cases=[case], detail={"desk": desk, "by": by.staff})


@transaction.atomic
def answer_lead(*, case: int, offer: int, is_accepted: bool, by: Actor) -> None:
    call("answer_lead", offer, is_accepted)
    tell("answer_lead", cases=[case], detail={"is_accepted": is_accepted, "by": by.staff})


@transaction.atomic
def finish_role(role: RoleAssignment, *, by: Actor) -> None:
    """Say that one's own role is done; the line stays where it is."""
    changed = RoleAssignment.objects.filter(pk=role.pk, done_on=None).update(done_on=by.today)
    if changed != 1:
        raise Refused(
            refused(
                "この役割は、すでに済みになっています。",
                basis="",
                rule="",
                remedy="今日の画面を開き直してください。",
            )
        )
    tell("finish_role", cases=[role.case_id], records={"cases.roleassignment": [role.pk]})


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
