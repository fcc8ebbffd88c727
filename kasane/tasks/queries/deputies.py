"""Who stands in for whom at the acting desk."""

from datetime import datetime, time

from kasane.access.actor import TOKYO, Actor
from kasane.tasks.models import Deputy


def deputies_of(actor: Actor) -> list[Deputy]:
    """Those of the desk that are in force or yet to come, the earliest first."""
    standing = Deputy.objects.filter(desk_id=actor.desk, ended_at=None, until_on__gte=actor.today)
    return list(standing.order_by("from_on", "set_at"))


def ended_today(actor: Actor) -> list[Deputy]:
    """Those of the desk that were ended today before their time."""
    begin = datetime.combine(actor.today, time.min, TOKYO)
    ended = Deputy.objects.filter(desk_id=actor.desk, until_on__gte=actor.today, ended_at__gte=begin)
    return list(ended.order_by("from_on", "set_at"))


def deputy_of(number: int, actor: Actor) -> Deputy | None:
    return Deputy.objects.filter(id=number, desk_id=actor.desk).first()


def absent_for(actor: Actor, standing: list[Deputy]) -> frozenset[int]:
    """For whom who acts stands in today."""
    return frozenset(
        one.absent_id for one in standing if one.deputy_id == actor.staff and one.from_on <= actor.today
    )
