"""How long each person a desk supports has not been reached (O-2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import CompartmentKind
from kasane.cases.models import Case, Issue, Note
from kasane.code_lists.queries import deadline_days
from kasane.people.models import Death
from kasane.rooms.models import Compartment
from kasane.rules.issues import IssueState
from kasane.rules.silence import (
    HOUSEHOLD,
    REACHED,
    WITH_SOMEBODY,
    Silence,
    Touch,
    is_silent,
    reached_by,
    silence,
)

MOST = 50
# As `rules.silence.is_contact` says it, for the database.
CONTACT = Q(result__in=REACHED) | Q(result="", kind__in=WITH_SOMEBODY) & (
    Q(met_with=[]) | Q(met_with__overlap=sorted(HOUSEHOLD))
)
# Nobody is named as supported: the household as a whole.
HOUSE = 0
# Case → person (or HOUSE) → since when they are supported.
Supported = Mapping[int, Mapping[int, datetime]]


@dataclass(frozen=True)
class SilentPerson:
    """Somebody one's own desk supports and has not reached for too long; `person` 0: nobody of the household."""

    case: int
    person: int
    silence: Silence
    since: date


def silent_persons(actor: Actor, today: date, planned: Iterable[tuple[int, int]] = ()) -> list[SilentPerson]:
    """O-2: persons in open cases of one's own desk, quiet for the city's number of days, the longest first.

    `planned` are (case, person) with a running part of the plan: they are supported even where no issue is open.
    """
    limit = deadline_days("silence")
    before = datetime.combine(today - timedelta(days=limit - 1), datetime.min.time(), TOKYO)
    rooms = Compartment.objects.filter(kind=CompartmentKind.DESK.value, desk_id=actor.desk)
    own = Case.objects.filter(id__in=rooms.values("case_id"), closed_at=None, opened_at__lt=before)
    supported = _supported(dict(own.values_list("id", "opened_at")), actor, planned)
    recent = _reached(supported, after=before)
    quiet = {
        case: persons
        for case, persons in supported.items()
        if any((case, person) not in recent and since < before for person, since in persons.items())
    }
    last = _reached(quiet)
    found = [
        _silent(case, person, last.get((case, person)), since, today)
        for case, persons in quiet.items()
        for person, since in persons.items()
    ]
    silent = [one for one in found if is_silent(one.silence, limit=limit)]
    return sorted(silent, key=lambda one: one.silence.days, reverse=True)[:MOST]


def longest_silences(
    cases: list[Case], actor: Actor, today: date, planned: Iterable[tuple[int, int]] = ()
) -> dict[int, SilentPerson]:
    """Of each of some cases, who has been quiet longest; silent or not yet."""
    supported = _supported({case.pk: case.opened_at for case in cases}, actor, planned)
    last = _reached(supported)
    longest: dict[int, SilentPerson] = {}
    for case, persons in supported.items():
        for person, since in persons.items():
            one = _silent(case, person, last.get((case, person)), since, today)
            if case not in longest or one.silence.days > longest[case].silence.days:
                longest[case] = one
    return longest


def _supported(opened: dict[int, datetime], actor: Actor, planned: Iterable[tuple[int, int]]) -> Supported:
    """Whom an open issue of the desk concerns or a running part is for, and who lives; else the household."""
    found: dict[int, dict[int, datetime]] = {case: {} for case in opened}
    issues = Issue.objects.filter(
        home__desk_id=actor.desk, state=IssueState.OPEN.value, case_id__in=sorted(opened)
    )
    for case, concerns, written_at in issues.order_by("written_at").values_list(
        "case_id", "concerns", "written_at"
    ):
        for person in concerns:
            found[case].setdefault(person, max(written_at, opened[case]))
    for case, person in planned:
        if case in found:
            found[case].setdefault(person, opened[case])
    dead = Death.objects.filter(case_id__in=sorted(opened), struck_at=None)
    for case, person in dead.values_list("case_id", "person_id"):
        found[case].pop(person, None)
    return {case: persons or {HOUSE: opened[case]} for case, persons in found.items()}


def _reached(supported: Supported, after: datetime | None = None) -> dict[tuple[int, int], datetime]:
    """When each was last reached, by notes one may read; (case, person) without an entry: never."""
    notes = Note.objects.filter(CONTACT, case_id__in=sorted(supported))
    if after is not None:
        notes = notes.filter(happened_at__gte=after)
    last: dict[tuple[int, int], datetime] = {}
    told = notes.order_by("happened_at").values_list(
        "case_id", "happened_at", "kind", "result", "met_with", "concerns"
    )
    for case, happened_at, kind, result, met_with, concerns in told:
        persons = frozenset(supported[case])
        touch = Touch(kind, result, frozenset(met_with), frozenset(concerns))
        for person in persons if HOUSE in persons else reached_by(touch, persons):
            last[case, person] = happened_at
    return last


def _silent(case: int, person: int, last: datetime | None, since: datetime, today: date) -> SilentPerson:
    began, last_on = since.astimezone(TOKYO).date(), last.astimezone(TOKYO).date() if last else None
    return SilentPerson(case, person, silence(last_on, opened_on=began, today=today), last_on or began)
