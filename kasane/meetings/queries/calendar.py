"""Sittings between two days, as who acts may know of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kasane.meetings.models import AgendaItem, CommunityItem, Sitting
from kasane.meetings.queries.sittings import SittingView, views_of


@dataclass(frozen=True)
class CalendarEntry:
    """A sitting on its day; `items` are those one may open by now."""

    view: SittingView
    items: int


def sittings_between(first: date, last: date) -> list[CalendarEntry]:
    """What one convenes or is invited to, in the order of the hours; of no person and no case."""
    sittings = Sitting.objects.filter(held_on__range=(first, last)).order_by("held_on", "starts_at", "id")
    views = views_of(sittings[:500])
    numbers = [view.sitting.pk for view in views]
    items = Counter(
        number
        for kind in (AgendaItem, CommunityItem)
        for number in kind.objects.filter(sitting_id__in=numbers).values_list("sitting_id", flat=True)
    )
    return [CalendarEntry(view, items[view.sitting.pk]) for view in views]
