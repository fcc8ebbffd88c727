"""準備シート: asking each agency for its part, reminding, writing it in one's own room, and handing it in."""

import json

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.audit.actions import record as tell
from kasane.code_lists.queries import deadline_days
from kasane.meetings.facts import names_of, tax_consent_of
from kasane.meetings.facts.preparation import desks_to_ask, part_facts
from kasane.meetings.models import AgendaItem, PartRequest, SheetPart, Sitting
from kasane.rooms import actions as rooms
from kasane.rooms.queries import call
from kasane.rules.anonymity import may_stand_anonymous
from kasane.rules.preparation import may_send_back, may_submit, part_due
from kasane.rules.sittings import SittingState
from kasane.rules.tax import TaxOrigin, may_enter
from kasane.rules.verdicts import Refused, demand, refused

DEADLINE = "sheet_part"
TAX_SECTION = "tax"


@transaction.atomic
def ask_parts(sitting: Sitting, *, by: Actor) -> int:
    """Ask every agency called for its part of every item it takes part in; who was asked is not asked twice."""
    due = part_due(sitting.held_on, deadline_days(DEADLINE), by.today)
    asked = 0
    for item in AgendaItem.objects.filter(sitting=sitting):
        known = set(PartRequest.objects.filter(item=item).values_list("desk_id", flat=True))
        for desk in desks_to_ask(sitting, item):
            if desk not in known:
                PartRequest(
                    sitting=sitting, item=item, desk_id=desk, due_on=due, asked_by=by.staff, asked_at=by.at
                ).save(force_insert=True)
                asked += 1
    PartRequest.objects.filter(sitting=sitting, submitted_at=None).update(due_on=due)
    tell("ask_parts", detail={"sitting": sitting.pk, "asked": asked})
    return asked


def ask_added(sitting: Sitting, *, by: Actor) -> None:
    """Whoever is called after the notice, and for whatever is put on after it, is asked as those before were."""
    if sitting.state == SittingState.INVITED.value:
        ask_parts(sitting, by=by)


@transaction.atomic
def remind_part(request: PartRequest, *, by: Actor) -> None:
    """Ask again for a part that has not come; the day stands in the desk's own list."""
    if request.submitted_at is not None:
        raise Refused(refused("この準備シートは、提出されています。", basis="", rule="M-3"))
    if PartRequest.objects.filter(pk=request.pk).update(reminded_at=by.at) != 1:
        raise Refused(
            refused("催促できません。", basis="", rule="M-3", remedy="画面を開き直して確かめてください。")
        )
    tell("remind_part", detail={"sitting": request.sitting_id, "desk": request.desk_id, "by": by.staff})


@transaction.atomic
def send_part_back(request: PartRequest, why: str, *, by: Actor) -> None:
    """Ask for another version of what was handed in; until it comes, the part is not in the packet."""
    demand(
        may_send_back(
            is_host=request.sitting.desk_id == by.desk,
            is_submitted=request.submitted_at is not None,
            state=SittingState(request.sitting.state),
            has_reason=bool(why),
        )
    )
    call("send_part_back", request.pk, why)
    tell("send_part_back", detail={"sitting": request.sitting_id, "desk": request.desk_id, "why": why})


@transaction.atomic
def keep_part(request: PartRequest, texts: dict[str, str], *, by: Actor) -> SheetPart:
    """Keep what the agency has written so far in its own room, where nobody else reads it."""
    place = int(call("place_for_part", request.pk))
    written = _filled(texts)
    part = SheetPart.objects.filter(request=request).first()
    if part is None:
        item = request.item
        part = SheetPart(request=request, texts=written, saved_at=by.at)
        rooms.write(part, home=place, case=item.case_id, concerns=item.concerns, by=by)
    else:
        SheetPart.objects.filter(pk=part.pk).update(texts=written, saved_at=by.at)
    tell("keep_part", cases=[part.case_id], records={"meetings.sheetpart": [part.pk]})
    return part


@transaction.atomic
def submit_part(request: PartRequest, texts: dict[str, str], *, by: Actor) -> int:
    """Hand the part in: it is copied beside the item, as another version when it was handed in before."""
    written = _filled(texts)
    demand(may_submit(part_facts(request, tuple(written.values()), by)))
    _demand_unnamed(request.item, *written.values(), by=by)
    keep_part(request, written, by=by)
    return _submitted(request, written, origin="", consent=None)


@transaction.atomic
def submit_tax_part(
    request: PartRequest, text: str, *, origin: TaxOrigin, consent: int | None, by: Actor
) -> int:
    """税情報 of an agency's part, handed in by itself: the person's own report, or by their consent (M-4)."""
    demand(may_submit(part_facts(request, (text,), by)))
    _demand_unnamed(request.item, text, by=by)
    known = tax_consent_of(request.item, consent)
    demand(may_enter(origin=origin, consent_id=known, into_sealed_or_packet=True))
    return _submitted(request, {TAX_SECTION: text.strip()}, origin=origin.value, consent=known)


def _submitted(request: PartRequest, texts: dict[str, str], *, origin: str, consent: int | None) -> int:
    part = new_id()
    number = int(call("submit_part", part, request.pk, json.dumps(texts), origin, consent))
    tell("submit_part", cases=[request.item.case_id], records={"meetings.submittedpart": [part]})
    return number


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if text.strip()}


def _demand_unnamed(item: AgendaItem, *texts: str, by: Actor) -> None:
    """An anonymous item takes no name its writer knows (M-7); a name they do not know is not probed for."""
    if item.is_anonymous:
        names = names_of(item.case_id, frozenset(item.concerns), by)
        demand(may_stand_anonymous("\n".join(texts), names))
