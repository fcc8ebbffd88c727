"""How long each person a desk supports has not been reached (O-2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import CompartmentKind
from kasane.cases.models import Case
from kasane.cases.queries.contacts import last_reached, supported_in
from kasane.code_lists.queries import deadline_days
from kasane.rooms.models import Compartment
from kasane.rules.silence import Silence, is_silent, silence

MOST = 50


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
    supported = supported_in(dict(own.values_list("id", "opened_at")), actor, planned)
    recent = last_reached(supported, after=before)
    quiet = {
        case: persons
        for case, persons in supported.items()
        if any((case, person) not in recent and since < before for person, since in persons.items())
    }
    last = last_reached(quiet)
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
    supported = supported_in({case.pk: case.opened_at for case in cases}, actor, planned)
    last = last_reached(supported)
    longest: dict[int, SilentPerson] = {}
    for case, persons in supported.items():
        for person, since in persons.items():
            one = _silent(case, person, last.get((case, person)), since, today)
            if case not in longest or one.silence.days > longest[case].silence.days:
                longest[case] = one
    return longest


def _silent(case: int, person: int, last: datetime | None, since: datetime, today: date) -> SilentPerson:
    began, last_on = since.astimezone(TOKYO).date(), last.astimezone(TOKYO).date() if last else None
    return SilentPerson(case, person, silence(last_on, opened_on=began, today=today), last_on or began)
