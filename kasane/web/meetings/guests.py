"""Inviting somebody by name without an account, and their link and code, told once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.permissions import Permission
from kasane.directory.queries import agency_names, bodies_to_invite, staff_names
from kasane.meetings.actions.guests import GuestPass, invite_by_name, make_out_anew
from kasane.meetings.models import Participant
from kasane.meetings.queries import invitation_of, seat_at, sitting_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.address import full_address
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import GuestForm


@needs(Permission.ATTEND_MEETINGS)
def new(request: ActingRequest, sitting: int) -> HttpResponse:
    """Who is invited; then their link and code, shown this once."""
    view = found(sitting_of(sitting))
    found(True if view.sitting.desk_id == request.actor.desk else None)
    form = GuestForm(request.POST or None, bodies=bodies_to_invite(), on=request.actor.today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        made, verdict = asked(lambda: invite_by_name(view.sitting, form.words(), by=request.actor))
        if made is not None:
            return _told(request, made)
    context = {"form": form, "verdict": verdict, "view": view}
    return render(
        request, "meetings/new_guest.html", context, status=422 if request.method == "POST" else 200
    )


@needs(Permission.ATTEND_MEETINGS)
def link(request: ActingRequest, seat: int) -> HttpResponse:
    """How somebody's link stands, and making it out anew."""
    known = found(seat_at(seat))
    found(True if known.sitting.desk_id == request.actor.desk else None)
    invitation = found(invitation_of(known))
    if request.method == "POST":
        made, verdict = asked(lambda: make_out_anew(known, by=request.actor))
        if made is not None:
            return _told(request, made)
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    context = {"seat": known, "invitation": invitation, "name": _name(known)}
    return render(request, "meetings/link.html", context)


def _told(request: ActingRequest, made: GuestPass) -> HttpResponse:
    """The one page that shows a link and its code; nothing keeps them."""
    known = seat_at(made.seat)
    if known is None:
        messages.error(request, "出席者が見つかりません。")
        return redirect("sittings")
    path = reverse("invited", args=[made.link])
    context = {
        "seat": known,
        "name": _name(known),
        "body": agency_names([known.agency_id])[known.agency_id],
        "address": full_address(request, path),
        "code": made.spoken,
    }
    return render(request, "meetings/link_made.html", context)


def _name(seat: Participant) -> str:
    return staff_names({seat.staff_id}).get(seat.staff_id, "")
