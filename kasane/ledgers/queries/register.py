"""相談受付簿: the consultations a desk took itself, numbered within the fiscal year."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min, QuerySet

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import CompartmentKind
from kasane.cases.models import Consultation, Disposition, Issue
from kasane.code_lists.queries import labels_of
from kasane.directory.queries import staff_names
from kasane.japanese.ages import fiscal_year
from kasane.people.models import Identity
from kasane.rooms.models import Compartment
from kasane.rules.intake import Disposition as DispositionKind


@dataclass(frozen=True)
class RegisterLine:
    """One consultation as the 受付簿 shows it; `number` runs through the fiscal year in the order of writing."""

    number: int
    case: int
    received_at: datetime
    channel: str
    consulter: str
    about: tuple[str, ...]
    fields: tuple[str, ...]
    dispositions: tuple[str, ...]
    worker: str

    @property
    def received_on(self) -> date:
        return self.received_at.astimezone(TOKYO).date()


@dataclass(frozen=True)
class Register:
    """A stretch of the 受付簿; `is_cut` when it was longer than asked for."""

    lines: list[RegisterLine]
    is_cut: bool


def own_rooms(actor: Actor) -> QuerySet[Compartment, Any]:
    """The rooms the desk writes in, as ids within another question."""
    return Compartment.objects.filter(kind=CompartmentKind.DESK.value, desk_id=actor.desk).values("id")


def own_consultations(actor: Actor) -> QuerySet[Consultation]:
    """The consultations in the desk's own rooms: no copy, and nobody else's."""
    return Consultation.objects.filter(home__in=own_rooms(actor))


def first_year(actor: Actor) -> int:
    """The fiscal year of the desk's earliest consultation; the present one while there is none."""
    earliest = own_consultations(actor).aggregate(earliest=Min("received_at"))["earliest"]
    return fiscal_year(earliest.astimezone(TOKYO).date() if earliest else actor.today)


def register_of(actor: Actor, first: date, last: date, *, most: int) -> Register:
    """The 受付簿 from a day to a day of one fiscal year, at most so many lines, in the order of their receipt."""
    numbers = _numbers(actor, fiscal_year(first))
    within = own_consultations(actor).filter(received_at__gte=begin(first), received_at__lt=end(last))
    found = list(within.order_by("received_at", "id")[: most + 1])
    shown = found[:most]
    labels = labels_of("channel", "consulter", "field")
    workers = staff_names(one.written_by for one in shown)
    names, fields, kinds = _names(shown), _fields(shown), _dispositions(shown)
    lines = [
        RegisterLine(
            number=numbers[one.pk],
            case=one.case_id,
            received_at=one.received_at,
            channel=labels.at(one.received_at).get(("channel", one.channel), ""),
            consulter=labels.at(one.received_at).get(("consulter", one.consulter), ""),
            about=tuple(
                name for person, name in names.get(one.home_id, {}).items() if person in one.concerns
            ),
            fields=tuple(
                labels.at(one.received_at).get(("field", code), code) for code in fields.get(_key(one), ())
            ),
            dispositions=tuple(kind.label for kind in kinds.get(one.pk, ())),
            worker=workers.get(one.written_by, ""),
        )
        for one in shown
    ]
    return Register(lines, is_cut=len(found) > most)


def _numbers(actor: Actor, year: int) -> dict[int, int]:
    """Each consultation of a fiscal year → its number; ids alone, which are no sight of the records."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    of_year = own_consultations(actor).filter(received_at__gte=begin(first), received_at__lt=end(last))
    ordered = of_year.order_by("written_at", "received_at", "id").values_list("id", flat=True)
    return {number: place for place, number in enumerate(ordered, start=1)}


def _names(shown: list[Consultation]) -> dict[int, dict[int, str]]:
    """Room → person → name, as the desk wrote it down; the eldest first, as in the list of cases."""
    names: dict[int, dict[int, str]] = {}
    found = Identity.objects.filter(home__in={one.home_id for one in shown})
    for identity in found.order_by("birth_on", "written_at"):
        names.setdefault(identity.home_id, {})[identity.person_id] = identity.shown_name
    return names


def _key(record: Consultation | Issue) -> tuple[int, datetime]:
    """What was written down together: one room, one instant."""
    return record.home_id, record.written_at


def _fields(shown: list[Consultation]) -> dict[tuple[int, datetime], list[str]]:
    """The fields of the issues written down with each consultation, each once."""
    fields: dict[tuple[int, datetime], list[str]] = {}
    issues = Issue.objects.filter(home__in={one.home_id for one in shown}).order_by("sort_order", "id")
    for issue in issues:
        known = fields.setdefault(_key(issue), [])
        if issue.field not in known:
            known.append(issue.field)
    return fields


def _dispositions(shown: list[Consultation]) -> dict[int, list[DispositionKind]]:
    kinds: dict[int, list[DispositionKind]] = {}
    for one in Disposition.objects.filter(consultation__in=shown):
        kinds.setdefault(one.consultation_id, []).append(DispositionKind(one.kind))
    order = list(DispositionKind)
    return {number: sorted(found, key=order.index) for number, found in kinds.items()}


def begin(day: date) -> datetime:
    """The instant at which the day begins in Japan."""
    return datetime.combine(day, time(), TOKYO)


def end(day: date) -> datetime:
    """The instant at which the day is over."""
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(), TOKYO)
