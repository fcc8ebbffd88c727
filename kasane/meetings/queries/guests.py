"""How the links of those invited by name stand, for the convening desk."""

from kasane.directory.models import Desk
from kasane.meetings.models import Invitation, Participant, Sitting


def invitation_of(seat: Participant) -> Invitation | None:
    """The newest link made out for a seat."""
    return Invitation.objects.filter(participant=seat).order_by("-made_at").first()


def guest_seats(sitting: Sitting) -> frozenset[int]:
    """The seats of a sitting that came by a link, whoever asks."""
    guests = Desk.objects.filter(is_guest=True).values("id")
    seats = Participant.objects.filter(sitting=sitting, desk_id__in=guests)
    return frozenset(seats.values_list("id", flat=True))
