"""Putting the family's pictures into an item's packet, as they are that day."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.meetings.facts.pictures import pictures_of
from kasane.meetings.models import AgendaItem, PacketPicture
from kasane.rooms import actions as rooms
from kasane.rules.verdicts import Refused, refused


@transaction.atomic
def put_pictures(item: AgendaItem, *, by: Actor) -> list[PacketPicture]:
    """Copy the family's pictures beside the item; put in anew, they show how it is by then."""
    drawn = pictures_of(item, by)
    if not drawn:
        raise Refused(
            refused(
                "図に描ける方がいません。",
                basis="会議資料の作成",
                rule="M-3",
                remedy="世帯の人と続柄を、先に記録してください。",
            )
        )
    pictures = []
    for one in drawn:
        picture = PacketPicture(item=item, kind=one.kind, drawn=one.svg, lines=one.lines)
        rooms.write(
            picture, home=item.home_id, case=item.case_id, concerns=item.concerns, doors=item.doors, by=by
        )
        pictures.append(picture)
    tell(
        "put_pictures",
        cases=[item.case_id],
        records={"meetings.packetpicture": [picture.pk for picture in pictures]},
    )
    return pictures
