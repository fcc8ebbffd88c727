"""Numbered copies on paper: printed for somebody by name, handed out, collected, destroyed, or missing."""

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.meetings.facts.preparation import seats_at
from kasane.meetings.models import AgendaItem, PacketCopy
from kasane.rooms.queries import call
from kasane.rules.copies import CopyMove, CopyState, may_move_copy
from kasane.rules.verdicts import Refused, demand, refused


@transaction.atomic
def make_copies(item: AgendaItem, seats: frozenset[int], *, by: Actor) -> list[PacketCopy]:
    """One numbered copy for each of some seats; who takes no part in the item gets none."""
    wanted = [seat for seat in seats_at(item) if seat.pk in seats]
    if not wanted or len(wanted) != len(seats):
        raise Refused(
            refused(
                "写しは、この議題に出席する方の分だけ作れます。",
                basis="会議資料の回収",
                rule="M-7",
                remedy="渡す方を選び直してください。",
            )
        )
    last = (
        PacketCopy.objects.filter(item=item).order_by("-number").values_list("number", flat=True).first() or 0
    )
    copies = []
    for number, seat in enumerate(wanted, start=last + 1):
        copy = PacketCopy(
            id=new_id(),
            sitting_id=item.sitting_id,
            item=item,
            participant=seat,
            number=number,
            printed_by=by.staff,
            printed_at=by.at,
        )
        copy.save(force_insert=True)
        copies.append(copy)
    tell(
        "make_copies",
        cases=[item.case_id],
        records={"meetings.agendaitem": [item.pk]},
        detail={"numbers": [copy.number for copy in copies], "staff": [seat.staff_id for seat in wanted]},
    )
    return copies


@transaction.atomic
def move_copy(copy: PacketCopy, move: CopyMove, *, by: Actor) -> None:
    """Write down where a copy went."""
    demand(may_move_copy(move, CopyState(copy.state)))
    call("move_copy", copy.pk, move.value, new_id())
    tell("move_copy", detail={"copy": copy.pk, "move": move.value, "by": by.staff})
