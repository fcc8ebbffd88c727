"""Minutes after their draft: a new version with its reason, and who has read which (M-9)."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.meetings.actions.items import demand_unnamed, write_beside
from kasane.meetings.facts import takes_part
from kasane.meetings.models import AgendaItem, Minutes, MinutesRead, Participant
from kasane.rules.conducting import may_mark_read, may_revise_minutes
from kasane.rules.sittings import SittingState
from kasane.rules.verdicts import demand


@transaction.atomic
def revise_minutes(item: AgendaItem, *, text: str, reason: str, by: Actor) -> Minutes:
    """A new version of published minutes; the former stays readable to whoever reads them."""
    former = item.minutes.order_by("-number").first()
    demand(
        may_revise_minutes(
            state=SittingState(item.sitting.state),
            text=text,
            former=former.text if former else "",
            reason=reason,
        )
    )
    demand_unnamed(item, text, reason, by=by)
    number = former.number + 1 if former else 1
    minutes = Minutes(item=item, text=text.strip(), number=number, reason=reason.strip())
    write_beside(item, minutes, by=by)
    tell("revise_minutes", cases=[item.case_id], records={"meetings.minutes": [minutes.pk]})
    return minutes


@transaction.atomic
def mark_minutes_read(item: AgendaItem, *, by: Actor) -> None:
    """Who attends says that they have read the minutes as they stand; once for each version."""
    seat = Participant.objects.filter(sitting=item.sitting, staff_id=by.staff, withdrawn_at=None).first()
    demand(
        may_mark_read(
            state=SittingState(item.sitting.state),
            is_called=seat is not None,
            takes_part=seat is not None and takes_part(item, seat),
        )
    )
    minutes = item.minutes.order_by("-number").first()
    if minutes is None or MinutesRead.objects.filter(minutes=minutes, staff_id=by.staff).exists():
        return
    MinutesRead(minutes=minutes, staff_id=by.staff, read_at=by.at).save(force_insert=True)
    tell("mark_minutes_read", cases=[item.case_id], records={"meetings.minutes": [minutes.pk]})
