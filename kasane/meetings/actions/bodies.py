"""既存の会議体: convening one as its secretariat, and designating its items as 支援会議 (M-6)."""

from dataclasses import dataclass, replace
from datetime import date, time

from django.db import transaction

from kasane.access.actor import Actor
from kasane.audit.actions import record as tell
from kasane.directory.queries import bodies_run_by, seat_of, standing_agencies
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.sittings import demand_one_seat_each, new_sitting
from kasane.meetings.models import AgendaItem, Designation, Sitting
from kasane.rooms.queries import call
from kasane.rules.meetings import ConferencePurpose, MeetingKind, may_convene_body, may_designate
from kasane.rules.verdicts import Refused, demand, refused


@dataclass(frozen=True)
class BodyWords:
    """When, where and what for; `members` are bound by the body's own secrecy, `others` are not."""

    body: str
    purpose: ConferencePurpose | None
    held_on: date
    starts_at: time
    place: str
    members: tuple[int, ...]
    others: tuple[int, ...] = ()
    is_online: bool = False


@transaction.atomic
def convene_body(words: BodyWords, *, by: Actor) -> Sitting:
    """Prepare a sitting of an existing body; its convener stays who it was."""
    members = [seat_of(assignment) for assignment in words.members]
    others = [seat_of(assignment) for assignment in words.others if assignment not in words.members]
    demand_one_seat_each([*members, *others])
    demand(
        may_convene_body(
            runs=bodies_run_by(by.desk),
            body=words.body,
            purpose=words.purpose,
            own_agency_called=any(seat.desk_id == by.desk for seat in members),
        )
    )
    sitting = Sitting(
        kind=MeetingKind.EXISTING_BODY.value,
        purpose=words.purpose.value if words.purpose else "",
        body=words.body,
        held_on=words.held_on,
        starts_at=words.starts_at,
        place=words.place,
        is_online=words.is_online,
    )
    new_sitting(sitting, members, bound_by=frozenset({words.body}), by=by)
    new_sitting(sitting, others, by=by)
    tell("convene", detail={"sitting": sitting.pk, "kind": sitting.kind})
    return sitting


@transaction.atomic
def put_on_body(words: ItemWords, *, why: str, sitting: Sitting, by: Actor) -> AgendaItem:
    """An item of an existing body, and the question whether it counts as 支援会議; no key opens before the answer."""
    if not why.strip():
        raise Refused(
            refused(
                "支援会議と重なる目的が書かれていません。",
                basis="実施計画 3-1(2)6",
                rule="M-6",
                remedy="個人がわからないように、重なる目的を書いてください。",
            )
        )
    item = put_on_agenda(replace(words, bases=words.bases | {sitting.body}), sitting=sitting, by=by)
    designation = Designation(
        sitting=sitting,
        item_id=item.pk,
        body=sitting.body,
        held_on=sitting.held_on,
        why=why.strip(),
        desk_id=by.desk,
        asked_by=by.staff,
        asked_at=by.at,
    )
    designation.save(force_insert=True)
    tell("ask_designation", cases=[item.case_id], records={"meetings.agendaitem": [item.pk]})
    return item


@transaction.atomic
def answer_designation(asked: Designation, *, is_agreed: bool, reason: str, by: Actor) -> None:
    """福祉総合相談担当 says beforehand whether an item counts as 支援会議, without reading it."""
    verdict = may_designate(
        is_host=by.is_host,
        is_waiting=asked.is_agreed is None,
        absent=_absent(asked.sitting_id) if is_agreed else (),
    )
    demand(verdict)
    call("designate", asked.pk, is_agreed, reason.strip())
    tell("answer_designation", detail={"designation": asked.pk, "is_agreed": is_agreed, "by": by.staff})


def _absent(sitting: int) -> tuple[str, ...]:
    """Standing members of 支援会議 without a seat; the database alone sees the seats of another desk's sitting."""
    called = set(call("agencies_called", sitting) or ())
    return tuple(name for number, name in standing_agencies() if number not in called)
