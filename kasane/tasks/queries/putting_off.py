"""What the acting desk put off."""

from datetime import date, timedelta

from django.db.models import Max

from kasane.access.actor import Actor
from kasane.tasks.models import PutOff

# A thing put off comes back within the city's longest time; what came back long before is no news.
REMEMBERED = timedelta(days=366)


def put_offs_of(actor: Actor) -> list[PutOff]:
    """What the desk put off and has not taken back, until a day yet to come, the nearest day first."""
    later = PutOff.objects.filter(desk_id=actor.desk, ended_at=None, until_on__gt=actor.today)
    return list(later.order_by("until_on", "made_at"))


def put_off_of(number: int, actor: Actor) -> PutOff | None:
    return PutOff.objects.filter(id=number, desk_id=actor.desk).first()


def came_back(actor: Actor) -> dict[tuple[str, int], date]:
    """What the desk put off and whose day has come: the latest of these days, by kind and row."""
    returned = PutOff.objects.filter(
        desk_id=actor.desk, ended_at=None, until_on__range=(actor.today - REMEMBERED, actor.today)
    )
    last = returned.values("kind", "subject_id").annotate(last=Max("until_on")).order_by()
    return {(one["kind"], one["subject_id"]): one["last"] for one in last}
