"""The address one's calendar reads, as its holder may see it."""

from kasane.access.actor import Actor
from kasane.meetings.models import CalendarFeed


def live_feed(actor: Actor) -> CalendarFeed | None:
    """The address in force under the hat one acts in."""
    return CalendarFeed.objects.filter(staff_id=actor.staff, desk_id=actor.desk, ended_at=None).first()
