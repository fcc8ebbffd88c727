"""Numbered copies as their keeper sees them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kasane.access.actor import Actor
from kasane.directory.queries import desk_names, staff_names
from kasane.meetings.models import AgendaItem, CopyMove, PacketCopy
from kasane.rules.copies import COPY_TABLE, IS_OUT, CopyState, is_astray
from kasane.rules.copies import CopyMove as Move


@dataclass(frozen=True)
class CopyView:
    """One copy: whose it is, where it is, and whether it should have come back."""

    copy: PacketCopy
    name: str
    desk: str
    state: CopyState
    is_astray: bool
    # (what was done, when, by whom), the first first.
    log: list[tuple[str, CopyMove, str]]

    @property
    def moves(self) -> tuple[Move, ...]:
        return COPY_TABLE.moves_from(self.state)


def copies_of(item: AgendaItem, *, days: int, today: date) -> list[CopyView]:
    """The copies of an item by number; `days` after the sitting they should be back."""
    return _views(PacketCopy.objects.filter(item=item).order_by("number"), days, today)


def astray_copies(actor: Actor, days: int) -> list[CopyView]:
    """The copies of one's desk's sittings that did not come back."""
    out = PacketCopy.objects.filter(sitting__desk_id=actor.desk, state__in=[state.value for state in IS_OUT])
    views = _views(out.order_by("printed_at", "number")[:200], days, actor.today)
    return [view for view in views if view.is_astray]


def astray_of(item: AgendaItem, days: int, today: date) -> list[str]:
    """The numbers of an item's copies that should have come back."""
    views = copies_of(item, days=days, today=today)
    return [f"第{view.copy.number}号（{view.name}）" for view in views if view.is_astray]


def copy_of(number: int) -> PacketCopy | None:
    return PacketCopy.objects.filter(id=number).select_related("participant", "sitting").first()


def view_of(copy: PacketCopy, *, days: int, today: date) -> CopyView:
    return _views(PacketCopy.objects.filter(pk=copy.pk), days, today)[0]


def _views(found: QuerySet[PacketCopy], days: int, today: date) -> list[CopyView]:
    copies = list(found.select_related("participant", "sitting"))
    moves: dict[int, list[CopyMove]] = {}
    for move in CopyMove.objects.filter(copy__in=copies).order_by("made_at", "id"):
        moves.setdefault(move.copy_id, []).append(move)
    seats = {copy.pk: copy.participant for copy in copies}
    names = staff_names(
        {seat.staff_id for seat in seats.values()}
        | {move.made_by for made in moves.values() for move in made}
        | {copy.printed_by for copy in copies}
    )
    desks = desk_names({seat.desk_id for seat in seats.values()})
    return [
        CopyView(
            copy=copy,
            name=names.get(seats[copy.pk].staff_id, ""),
            desk=desks.get(seats[copy.pk].desk_id, ""),
            state=CopyState(copy.state),
            is_astray=is_astray(CopyState(copy.state), held_on=copy.sitting.held_on, days=days, today=today),
            log=[
                (Move(move.move).label, move, names.get(move.made_by, "")) for move in moves.get(copy.pk, [])
            ],
        )
        for copy in copies
    ]
