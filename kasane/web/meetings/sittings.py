"""Sittings: the list, convening, the page of one, inviting and pledging."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.permissions import Permission
from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import bodies_run_by, seats, staff_names
from kasane.meetings.actions.sittings import (
    bind_seat,
    convene,
    convene_series,
    invite,
    pledge,
    withdraw_invitation,
)
from kasane.meetings.facts import PLEDGE_TEXTS
from kasane.meetings.queries import (
    SittingView,
    community_items_of,
    designations_waiting,
    items_of,
    missing_parts,
    seat_at,
    seats_of,
    sitting_of,
    sittings_of,
    steps_of,
)
from kasane.rules.meetings import may_open_packet
from kasane.rules.preparation import TAKES_PARTS
from kasane.rules.recurrence import may_recur
from kasane.rules.sittings import IS_AHEAD, SittingState
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import BoundForm, InviteForm, SittingForm


@needs(Permission.ATTEND_MEETINGS)
def index(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "sittings": sittings_of(),
        "designations": designations_waiting(actor.today) if actor.is_host else [],
        "runs_bodies": bool(bodies_run_by(actor.desk)),
    }
    return render(request, "meetings/index.html", context)


def convened(request: ActingRequest, sitting: int) -> SittingView:
    """A sitting that one's own desk convened; for everybody else there is no such page."""
    view = found(sitting_of(sitting))
    found(True if view.sitting.desk_id == request.actor.desk else None)
    return view


@needs(Permission.CONVENE_MEETINGS)
def new(request: ActingRequest) -> HttpResponse:
    today = request.actor.today
    form = SittingForm(request.POST or None, seats=seats(today), on=today)
    verdict: Verdict | None = None
    days: tuple[date, ...] = ()
    if request.method == "POST" and form.is_valid() and form.days:
        days, until = form.days, form.cleaned_data["until"]
        verdict = may_recur(first=form.cleaned_data["held_on"], until=until, days=days)
        if verdict and request.POST.get("seen") == _told(days):
            made, verdict = asked(lambda: convene_series(form.words(), days, by=request.actor))
            if made is not None:
                messages.success(request, f"{len(made)}回の会議を招集しました。")
                return redirect(f"{reverse('sittings_calendar')}?on={days[0]}")
        days = days if verdict else ()
    elif request.method == "POST" and form.is_valid():
        sitting, verdict = asked(lambda: convene(form.words(), by=request.actor))
        if sitting is not None:
            messages.success(request, "会議を招集しました。議題を立ててください。")
            return redirect("sitting", sitting.pk)
    context = {"form": form, "verdict": None if verdict else verdict, "days": days, "seen": _told(days)}
    return render(request, "meetings/new.html", context, status=200 if days else _status(request))


def _told(days: tuple[date, ...]) -> str:
    """The days that were shown, so that no others are stored than were looked at."""
    return " ".join(day.isoformat() for day in days)


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
        "community_items": community_items_of(view.sitting),
        "steps": steps_of(view.sitting),
        "missing_parts": missing_parts(view.sitting, actor.today)
        if view.sitting.desk_id == actor.desk and view.state in TAKES_PARTS
        else [],
        "is_convening": view.sitting.desk_id == actor.desk,
        "is_ahead": view.state in IS_AHEAD,
        "is_invited": view.state is SittingState.INVITED,
        "is_running": view.state is SittingState.OPEN,
        "pledge_text": text_in_force(PLEDGE_TEXTS[view.kind], actor.today),
        "invite_form": InviteForm(seats=seats(actor.today), on=actor.today)
        if view.sitting.desk_id == actor.desk
        else None,
    }
    return render(request, "meetings/show.html", context)


@needs(Permission.ATTEND_MEETINGS)
def make_pledge(request: ActingRequest, sitting: int) -> HttpResponse:
    view = found(sitting_of(sitting))
    return done(request, sitting, lambda: pledge(view.sitting, by=request.actor), "誓約を受け取りました。")


@needs(Permission.ATTEND_MEETINGS)
def make_invitation(request: ActingRequest, sitting: int) -> HttpResponse:
    view = convened(request, sitting)
    form = InviteForm(request.POST or None, seats=seats(request.actor.today), on=request.actor.today)
    if not form.is_valid():
        return redirect("sitting", sitting)
    told = form.cleaned_data
    return done(
        request,
        sitting,
        lambda: invite(
            view.sitting, int(told["seat"]), bound_by=frozenset(told["bound_by"]), by=request.actor
        ),
        "出席者を加えました。",
    )


@needs(Permission.ATTEND_MEETINGS)
def withdraw(request: ActingRequest, seat: int) -> HttpResponse:
    known = found(seat_at(seat))
    convened(request, known.sitting_id)
    return done(
        request,
        known.sitting_id,
        lambda: withdraw_invitation(known, by=request.actor),
        "招集を取り消しました。この会議からの閲覧も終わりました。",
    )


@needs(Permission.ATTEND_MEETINGS)
def bound(request: ActingRequest, seat: int) -> HttpResponse:
    """Of which existing bodies somebody called is a member."""
    known = found(seat_at(seat))
    convened(request, known.sitting_id)
    form = BoundForm(request.POST or None, on=request.actor.today, initial={"bound_by": known.bound_by})
    verdict = None
    if request.method == "POST" and form.is_valid():
        bodies = frozenset(form.cleaned_data["bound_by"])
        _, verdict = asked(lambda: bind_seat(known, bodies=bodies, by=request.actor))
        if verdict is None:
            messages.success(request, "構成員になっている会議体を記録しました。")
            return redirect("sitting", known.sitting_id)
    name = staff_names({known.staff_id}).get(known.staff_id, "")
    context = {"form": form, "seat": known, "name": name, "verdict": verdict}
    return render(request, "meetings/bound.html", context, status=_status(request))


def done(request: ActingRequest, sitting: int, do: Callable[[], object], said: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("sitting", sitting)
    _, verdict = asked(do)
    if verdict is not None:
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    messages.success(request, said)
    return redirect("sitting", sitting)


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
