"""An item's packet on the screen: put together, under a watermark, until its last day."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from kasane.access.actor import TOKYO
from kasane.access.permissions import Permission
from kasane.code_lists.queries import labels_of
from kasane.japanese.wareki import wareki_short
from kasane.meetings.actions.packets import put_pictures
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import (
    PacketView,
    item_of,
    may_read_packet,
    packet_of,
    part_of_desk,
    plan_of_item,
    sitting_of,
)
from kasane.rooms.models import Record
from kasane.rooms.queries import may_write_in, why
from kasane.rules.plans import Occasion
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.preparation import hosted


@needs(Permission.ATTEND_MEETINGS)
def show(request: ActingRequest, item: int) -> HttpResponse:
    """The packet, for who takes part in the item and has pledged, until its last day; and for its host."""
    known = found(item_of(item))
    is_host = may_write_in(known.home_id)
    if not is_host:
        verdict = may_read_packet(known, request.actor)
        if not verdict and not verdict.remedy:
            raise Http404
        if not verdict:
            return render(request, "refused.html", {"verdict": verdict}, status=403)
    context = composed(known, request) | {
        "is_host": is_host,
        "own_request": part_of_desk(known, request.actor),
    }
    return render(request, "meetings/packet.html", context)


@needs(Permission.CONVENE_MEETINGS)
def draw(request: ActingRequest, item: int) -> HttpResponse:
    """The family's pictures into the packet, as they are now."""
    known = hosted(item)
    if request.method == "POST":
        _, verdict = asked(lambda: put_pictures(known, by=request.actor))
        if verdict is not None:
            return render(request, "refused.html", {"verdict": verdict}, status=409)
        messages.success(request, "家族図・エコマップ・家族年表を、いまの記録から資料に入れました。")
    return redirect("packet", item)


def composed(item: AgendaItem, request: ActingRequest) -> dict[str, Any]:
    """What the packet shows, on the screen and on paper."""
    packet = packet_of(item)
    bodies = labels_of("existing_body")
    return {
        "item": item,
        "view": found(sitting_of(item.sitting_id)),
        "occasion": Occasion(item.occasion) if item.occasion else None,
        "bases": [bodies.get(("existing_body", code), code) for code in item.bases],
        "packet": packet,
        "plan": plan_of_item(item),
        "pictures": [
            {
                "label": one.label,
                "put_at": one.put_at,
                "kind": one.picture.kind,
                # Every letter in it was escaped where it was drawn; only `put_pictures` stores one.
                "svg": mark_safe(one.picture.drawn),  # noqa: S308
                "words": one.picture.lines,
            }
            for one in packet.pictures
        ],
        "is_stepped_up": request.actor.is_stepped_up,
        "stamp": f"{request.actor.name}　{spoken_moment(request.actor.at)}",
        "reasons": why(item.case_id, request.actor, _records(item, packet)),
    }


def spoken_moment(moment: datetime) -> str:
    """令和8.11.24 9:05, as a watermark says it."""
    local = moment.astimezone(TOKYO)
    return f"{wareki_short(local.date())} {local.hour}:{local.minute:02}"


def _records(item: AgendaItem, packet: PacketView) -> list[Record]:
    return [
        item,
        *packet.papers,
        *(one.picture for one in packet.pictures),
        *(one.part for one in packet.parts),
    ]
