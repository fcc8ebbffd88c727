"""会議の予定表: a month of the sittings one convenes or is invited to; of no person and no case."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.meetings.queries import sittings_between
from kasane.rules.timing import add_months
from kasane.web.access import ActingRequest, needs
from kasane.web.components.calendar import day_in, days_of, weeks_between


@needs(Permission.ATTEND_MEETINGS)
def calendar(request: ActingRequest) -> HttpResponse:
    """One month in whole weeks; `on` is any day of it."""
    today = request.actor.today
    first = (day_in(request.GET.get("on", "")) or today).replace(day=1)
    days = weeks_between(first, add_months(first, 1) - timedelta(days=1))
    entries = sittings_between(days[0], days[-1])
    context = {
        "days": days_of(
            days, entries, day_of=lambda entry: entry.view.sitting.held_on, today=today, month=first.month
        ),
        "first": first,
        "is_this_month": (first.year, first.month) == (today.year, today.month),
        "before": add_months(first, -1).isoformat(),
        "after": add_months(first, 1).isoformat(),
        "has_none": not any(entry.view.sitting.held_on.month == first.month for entry in entries),
    }
    return render(request, "meetings/calendar.html", context)
