"""One page to conduct a sitting, and the fields on it that each store themselves."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.code_lists.queries import labels_of
from kasane.meetings.actions.conducting import settle_matter, write_contribution, write_draft
from kasane.meetings.facts import kind_of
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import (
    CONTRIBUTION,
    MATTER,
    MINUTES,
    LiveField,
    SeatView,
    community_items_of,
    fields_of,
    item_of,
    leaves_of,
    roles_of,
    seats_of,
    sitting_of,
    states_of,
)
from kasane.rooms.queries import may_write_in, why
from kasane.rules.plans import Judgement, Occasion
from kasane.rules.sittings import IS_WRITABLE, SittingState
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.items import forms_of


@needs(Permission.ATTEND_MEETINGS)
def conduct(request: ActingRequest, sitting: int, item: int | None = None) -> HttpResponse:
    """The items down the side, the chosen one on the page; without a choice the first not yet dealt with."""
    view = found(sitting_of(sitting))
    found(True if view.sitting.desk_id == request.actor.desk else None)
    lines = states_of(view.sitting)
    known = _chosen([one for one, _ in lines], item)
    context = {
        "view": view,
        "lines": lines,
        "community_items": community_items_of(view.sitting),
        "item": known,
        "is_running": view.state is SittingState.OPEN,
        "is_writable": view.state in IS_WRITABLE,
    }
    if known is not None:
        context |= _page_of(request, known, seats_of(view.sitting, request.actor))
    return render(request, "meetings/conduct.html", context)


def _chosen(items: list[AgendaItem], number: int | None) -> AgendaItem | None:
    if number is not None:
        return found(next((item for item in items if item.pk == number), None))
    waiting = (item for item in items if not item.deferred_why and not hasattr(item, "decision"))
    return next(waiting, items[0] if items else None)


def _page_of(request: ActingRequest, item: AgendaItem, seats: list[SeatView]) -> dict[str, object]:
    """Everything the page shows of the chosen item."""
    leaves = leaves_of(item)
    away = {leave.participant_id for _, leave in leaves}
    taking_part = [seat for seat in seats if seat.participant.pk not in away]
    fields = fields_of(item, taking_part)
    bodies = labels_of("existing_body")
    forms = forms_of(item)
    decision = getattr(item, "decision", None)
    return {
        "leaves": leaves,
        "seats": taking_part,
        "bases": [bodies.get(("existing_body", code), code) for code in item.bases],
        "occasion": Occasion(item.occasion) if item.occasion else None,
        "is_conference": kind_of(item.sitting).is_sealed,
        "matters": [one for one in fields if one.name.startswith(MATTER)],
        "contributions": [one for one in fields if one.name.startswith(CONTRIBUTION)],
        "minutes": fields[-1],
        "roles": roles_of(item),
        "decision": decision,
        "judgement": Judgement(decision.judgement) if decision else None,
        "policy": getattr(item, "policy", None),
        "forms": {what: forms[what] for what in ("role", "decision", "policy") if what in forms},
        "reasons": why(item.case_id, request.actor, [item]),
    }


@needs(Permission.ATTEND_MEETINGS)
def field(request: ActingRequest, item: int, name: str) -> HttpResponse:
    """One field: how it stands; and stored, in the edition it was read at.

    Where somebody was quicker the answer is what they wrote, and nothing is stored.
    """
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    standing = _field_of(request, known, name)
    if request.method != "POST":
        return JsonResponse(_told(standing))
    seen = request.POST.get("edition", "")
    if not seen.isdecimal() or len(seen) > 6:
        return HttpResponseBadRequest()
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    stored, verdict = asked(lambda: _store(request, known, name, text, int(seen)))
    if stored is None or verdict is not None:
        told = _told(_field_of(request, known, name))
        is_outrun = told["edition"] != int(seen)
        sentence = verdict.sentence if verdict is not None else ""
        return JsonResponse(told | {"refused": sentence, "is_outrun": is_outrun}, status=409)
    return JsonResponse({"edition": stored, "at": _clock(request.actor.at)})


def _field_of(request: ActingRequest, item: AgendaItem, name: str) -> LiveField:
    fields = fields_of(item, seats_of(item.sitting, request.actor))
    return found(next((one for one in fields if one.name == name), None))


def _store(request: ActingRequest, item: AgendaItem, name: str, text: str, edition: int) -> int:
    kind, _, rest = name.partition("-")
    if kind == MATTER:
        return settle_matter(item, rest, text, edition=edition, by=request.actor)
    if kind == MINUTES:
        return write_draft(item, text, edition=edition, by=request.actor)
    attending = seats_of(item.sitting, request.actor)
    seat = found(next((one for one in attending if one.participant.pk == decode_id(rest)), None))
    return write_contribution(item, seat.participant, text, edition=edition, by=request.actor)


def _told(one: LiveField) -> dict[str, object]:
    at = _clock(one.at) if one.at else ""
    return {"text": one.text, "edition": one.edition, "by": one.by, "at": at}


def _clock(moment: datetime) -> str:
    there = timezone.localtime(moment)
    return f"{there.hour}時{there.minute:02}分"
