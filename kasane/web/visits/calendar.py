"""訪問の予定: the desk's calendar, a week at a time, the months in its addresses."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.cases.models import Visit
from kasane.cases.queries.visits import goers_of, visits_between
from kasane.directory.queries import staff_names
from kasane.people.queries import names_of
from kasane.rules.timing import add_months
from kasane.rules.visits import VisitState
from kasane.web.access import ActingRequest, needs
from kasane.web.components.calendar import day_in, days_of, week_of

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """A visit as the calendar shows it."""

    visit: Visit
    names: str
    goers: str
    is_planned: bool
    state: str


@needs(Permission.WRITE_NOTES)
def calendar(request: ActingRequest) -> HttpResponse:
    """One week of the acting desk; `on` is any day of it."""
    today = request.actor.today
    on = day_in(request.GET.get("on", "")) or today
    week = week_of(on)
    monday = week[0]
    visits = visits_between(monday, week[-1], request.actor)
    names, staff = names_of([visit.case_id for visit in visits]), staff_names(goers_of(visits))
    lines = [line_of(visit, names, staff) for visit in visits]
    context = {
        "days": days_of(week, lines, day_of=lambda line: line.visit.planned_on, today=today),
        "monday": monday,
        "today": today,
        "is_this_week": today in week,
        "before": (monday - WEEK).isoformat(),
        "after": (monday + WEEK).isoformat(),
        "month_before": add_months(on, -1).isoformat(),
        "month_after": add_months(on, 1).isoformat(),
        "has_none": not lines,
    }
    return render(request, "visits/calendar.html", context)


def line_of(visit: Visit, names: dict[int, list[str]], staff: dict[int, str]) -> Line:
    return Line(
        visit=visit,
        names="、".join(names.get(visit.case_id, [])),
        goers="、".join(staff[goer] for goer in visit.goers if goer in staff),
        is_planned=visit.state == VisitState.PLANNED.value,
        state=VisitState(visit.state).label,
    )
