"""Those invited by name as the rules see them."""

from kasane.directory.queries import agency_names, staff_names
from kasane.meetings.models import Participant, Sitting


def is_called_already(sitting: Sitting, name: str, agency: int | None, body: str) -> bool:
    """Whether somebody of this name is called already for the same body."""
    seats = list(Participant.objects.filter(sitting=sitting, withdrawn_at=None))
    names = staff_names({seat.staff_id for seat in seats})
    bodies = agency_names({seat.agency_id for seat in seats})
    return any(
        names.get(seat.staff_id) == name.strip()
        and (seat.agency_id == agency if agency else bodies.get(seat.agency_id) == body.strip())
        for seat in seats
    )
