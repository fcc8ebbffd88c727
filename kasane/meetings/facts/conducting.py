"""What an item asks for while it is discussed."""

from kasane.meetings.facts.items import required_of
from kasane.meetings.models import AgendaItem, ItemLeave, Participant
from kasane.rules.plans import Occasion

ATTEMPTS = "attempts"


def matter_codes_of(item: AgendaItem) -> tuple[str, ...]:
    """The matters an item settles, in their order; of a suspension the attempts to reach somebody too."""
    codes = required_of(item)
    return (*codes, ATTEMPTS) if item.occasion == Occasion.SUSPEND.value else codes


def takes_part(item: AgendaItem, seat: Participant) -> bool:
    """Whether somebody called belongs to an item: called to its sitting, and not out of this item."""
    return (
        seat.sitting_id == item.sitting_id
        and seat.withdrawn_at is None
        and not ItemLeave.objects.filter(item=item, participant=seat).exists()
    )
