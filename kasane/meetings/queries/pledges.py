"""Signed pledges, for the desk that received them."""

from kasane.meetings.models import Participant, PledgePaper


def paper_of_pledge(seat: Participant) -> PledgePaper | None:
    """What somebody signed, for this sitting or for the year."""
    pledge = getattr(seat, "pledge", None)
    number = pledge and (pledge.paper_id or (pledge.yearly and pledge.yearly.paper_id))
    return PledgePaper.objects.filter(id=number).first() if number else None
