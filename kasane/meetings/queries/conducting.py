"""What is being written at a sitting, field by field, and how far its items have come."""

from dataclasses import dataclass
from datetime import datetime

from kasane.access.ids import encode_id
from kasane.code_lists.queries import matters
from kasane.directory.queries import desk_names, staff_names
from kasane.meetings.facts import matter_codes_of, state_of_item
from kasane.meetings.models import AgendaItem, AgreedRole, Sitting, WrittenTogether
from kasane.meetings.queries.items import items_of
from kasane.meetings.queries.seats import SeatView
from kasane.rules.items import ItemState

MATTER, CONTRIBUTION, MINUTES = "matter", "contribution", "minutes"


@dataclass(frozen=True)
class LiveField:
    """One field as it stands, under the name its address carries: `edition` 0 while nobody has written, else who wrote last, and when."""

    name: str
    label: str
    hint: str
    text: str
    edition: int
    by: str
    at: datetime | None


def fields_of(item: AgendaItem, seats: list[SeatView]) -> list[LiveField]:
    """Every field of an item: its matters, what each of those present said, and its minutes."""
    told = {known.code: known for known in matters()}
    settled = {one.code: one for one in item.matters.all()}
    said = {one.participant_id: one for one in item.contributions.all()}
    draft = item.minutes.filter(number=1).first()
    rows: list[tuple[str, str, str, WrittenTogether | None]] = [
        (f"{MATTER}-{code}", told[code].label, told[code].hint, settled.get(code))
        for code in matter_codes_of(item)
    ]
    rows += [
        (
            f"{CONTRIBUTION}-{encode_id(seat.participant.pk)}",
            f"{seat.name}　{seat.desk}",
            _whereabouts(seat),
            said.get(seat.participant.pk),
        )
        for seat in seats
    ]
    rows.append((MINUTES, "議事録の案", "", draft))
    names = staff_names({_writer(row) for _, _, _, row in rows if row is not None})
    return [
        LiveField(
            name,
            label,
            hint,
            str(getattr(row, "text", "")),
            row.edition if row else 0,
            names.get(_writer(row), "") if row else "",
            (row.changed_at or row.written_at) if row else None,
        )
        for name, label, hint, row in rows
    ]


def _whereabouts(seat: SeatView) -> str:
    """Said beside the field of somebody who is not there, or no longer."""
    if seat.participant.arrived_at is None:
        return "出席の記録がありません"
    return "退席しました" if seat.participant.left_at else ""


def _writer(row: WrittenTogether) -> int:
    return row.changed_by or row.written_by


def roles_of(item: AgendaItem) -> list[tuple[str, AgreedRole]]:
    """The roles a sitting agreed on an item, each with the desk that took it."""
    roles = list(item.roles.order_by("written_at"))
    names = desk_names({role.desk_id for role in roles})
    return [(names.get(role.desk_id, ""), role) for role in roles]


def states_of(sitting: Sitting) -> list[tuple[AgendaItem, ItemState]]:
    """The items of a sitting in their order, each with how far it has come."""
    items = items_of(sitting)
    begun = set(
        AgendaItem.objects.filter(sitting=sitting)
        .filter(contributions__isnull=False)
        .values_list("id", flat=True)
    )
    return [(item, state_of_item(item, is_begun=item.pk in begun)) for item in items]
