"""Whom a desk supports in a case, and when each of them was last really reached (O-2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from kasane.access.actor import TOKYO, Actor
from kasane.cases.models import Issue, Note
from kasane.people.models import Death
from kasane.rooms.queries import rows_of
from kasane.rules.issues import IssueState
from kasane.rules.silence import HOUSEHOLD, REACHED, WITH_SOMEBODY, Touch, reached_by

# As `rules.silence.is_contact` says it, for the database.
CONTACT = Q(result__in=REACHED) | Q(result="", kind__in=WITH_SOMEBODY) & (
    Q(met_with=[]) | Q(met_with__overlap=sorted(HOUSEHOLD))
)
# Nobody is named as supported: the household as a whole.
HOUSE = 0
# Case → person (or HOUSE) → since when they are supported.
Supported = Mapping[int, Mapping[int, datetime]]


def supported_in(opened: dict[int, datetime], actor: Actor, planned: Iterable[tuple[int, int]]) -> Supported:
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


def last_reached(supported: Supported, after: datetime | None = None) -> dict[tuple[int, int], datetime]:
    """When each was last reached; (case, person) without an entry: never, as far as one may know.

    By notes one may read, and by the bare days on which others of the team met whom they share by consent.
    """
    last = _last_read(supported, after)
    for case, person, day in rows_of("met_days", sorted(supported), after):
        began = datetime.combine(day, datetime.min.time(), TOKYO)
        for whom in {person, HOUSE} & set(supported[case]):
            last[case, whom] = max(began, last.get((case, whom), began))
    return last


def _last_read(supported: Supported, after: datetime | None) -> dict[tuple[int, int], datetime]:
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
