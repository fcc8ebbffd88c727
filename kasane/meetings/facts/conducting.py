"""What an item asks for while it is discussed."""

from kasane.code_lists.queries import matters_at
from kasane.meetings.models import AgendaItem, ItemLeave, Participant
from kasane.rules.plans import MATTERS, Occasion


def time_of(item: AgendaItem) -> str:
    """The occasion an item decides at, or the purpose of its 支援会議; empty where nothing is settled."""
    return item.occasion or item.sitting.purpose


def required_of(item: AgendaItem) -> tuple[str, ...]:
    """The matters that must be settled before it is decided: the plan's, then what the city added (P-3)."""
    fixed = MATTERS[Occasion(item.occasion)] if item.occasion else ()
    added = [m.code for m in matters_at(time_of(item), item.sitting.held_on) if m.is_required]
    return (*fixed, *(code for code in added if code not in fixed))


def matter_codes_of(item: AgendaItem) -> tuple[str, ...]:
    """Every matter an item settles, in the order in which the sitting is asked."""
    asked = [matter.code for matter in matters_at(time_of(item), item.sitting.held_on)]
    return (*asked, *(code for code in required_of(item) if code not in asked))


def takes_part(item: AgendaItem, seat: Participant) -> bool:
    """Whether somebody called belongs to an item: called to its sitting, and not out of this item."""
    return (
        seat.sitting_id == item.sitting_id
        and seat.withdrawn_at is None
        and not ItemLeave.objects.filter(item=item, participant=seat).exists()
    )
