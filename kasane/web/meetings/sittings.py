"""Sittings: the list, convening, inviting, pledging, opening and closing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import seats
from kasane.meetings.actions.sittings import (
    PLEDGE_TEXTS,
    close_sitting,
    convene,
    invite,
    open_sitting,
    pledge,
)
from kasane.meetings.queries import items_of, seats_of, sitting_of, sittings_of
from kasane.rules.meetings import may_open_packet
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import InviteForm, SittingForm


@needs(Permission.ATTEND_MEETINGS)
def index(request: ActingRequest) -> HttpResponse:
    return render(request, "meetings/index.html", {"sittings": sittings_of()})


@needs(Permission.CONVENE_MEETINGS)
def new(request: ActingRequest) -> HttpResponse:
    today = request.actor.today
    form = SittingForm(request.POST or None, seats=seats(today), on=today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        sitting, verdict = asked(lambda: convene(form.words(), by=request.actor))
        if sitting is not None:
            messages.success(request, "会議を招集しました。議題を立ててください。")
            return redirect("sitting", sitting.pk)
    context = {"form": form, "verdict": verdict}
    return render(request, "meetings/new.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def show(request: ActingRequest, sitting: int) -> HttpResponse:
    """A sitting: who attends, and what of it one may open by now."""
    view = found(sitting_of(sitting))
    actor = request.actor
    attending = seats_of(view.sitting, actor)
    own = next((seat for seat in attending if seat.is_own), None)
    may_read = may_open_packet(
        is_named=own is not None,
        has_pledged=own is not None and own.has_pledged,
        until=view.sitting.packet_until,
        on=actor.today,
    )
    context = {
        "view": view,
        "seats": attending,
        "own": own,
        "may_read": may_read,
        "items": items_of(view.sitting),
        "pledge_text": text_in_force(PLEDGE_TEXTS[view.kind], actor.today),
        "invite_form": InviteForm(seats=seats(actor.today)) if actor.is_host else None,
    }
    return render(request, "meetings/show.html", context)


@needs(Permission.ATTEND_MEETINGS)
def make_pledge(request: ActingRequest, sitting: int) -> HttpResponse:
    view = found(sitting_of(sitting))
    return _done(request, sitting, lambda: pledge(view.sitting, by=request.actor), "誓約を受け取りました。")


@needs(Permission.CONVENE_MEETINGS)
def make_invitation(request: ActingRequest, sitting: int) -> HttpResponse:
    view = found(sitting_of(sitting))
    form = InviteForm(request.POST or None, seats=seats(request.actor.today))
    if not form.is_valid():
        return redirect("sitting", sitting)
    seat = int(form.cleaned_data["seat"])
    return _done(
        request, sitting, lambda: invite(view.sitting, seat, by=request.actor), "出席者を加えました。"
    )


@needs(Permission.CONVENE_MEETINGS)
def make_open(request: ActingRequest, sitting: int) -> HttpResponse:
    view = found(sitting_of(sitting))
    return _done(request, sitting, lambda: open_sitting(view.sitting, by=request.actor), "開会しました。")


@needs(Permission.CONVENE_MEETINGS)
def make_closed(request: ActingRequest, sitting: int) -> HttpResponse:
    view = found(sitting_of(sitting))
    return _done(request, sitting, lambda: close_sitting(view.sitting, by=request.actor), "閉会しました。")


def _done(request: ActingRequest, sitting: int, do: Callable[[], None], said: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("sitting", sitting)
    _, verdict = asked(do)
    if verdict is not None:
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    messages.success(request, said)
    return redirect("sitting", sitting)


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
