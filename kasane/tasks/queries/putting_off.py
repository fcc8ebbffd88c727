"""What the acting desk put off."""

from kasane.access.actor import Actor
from kasane.tasks.models import PutOff


def put_offs_of(actor: Actor) -> list[PutOff]:
    """What the desk put off and has not taken back, until a day yet to come, the nearest day first."""
    later = PutOff.objects.filter(desk_id=actor.desk, ended_at=None, until_on__gt=actor.today)
    return list(later.order_by("until_on", "made_at"))


def put_off_of(number: int, actor: Actor) -> PutOff | None:
    return PutOff.objects.filter(id=number, desk_id=actor.desk).first()
