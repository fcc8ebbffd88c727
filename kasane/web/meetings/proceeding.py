"""Taking a sitting one step further, and who comes and goes while it is open."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.meetings.actions import proceeding
from kasane.meetings.queries import SittingView, seat_at, seats_of
from kasane.rules.sittings import SittingMove
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import CancelForm, OpenForm, PostponeForm
from kasane.web.meetings.sittings import convened, done

SAID = {
    SittingMove.INVITE: "開催通知を出しました。出席者の「今日」に出ます。",
    SittingMove.OPEN: "開会しました。",
    SittingMove.CONCLUDE: "閉会しました。議事録を確かめて、公開してください。",
    SittingMove.PUBLISH: "議事録を公開しました。",
    SittingMove.POSTPONE: "延期しました。",
    SittingMove.CANCEL: "中止しました。",
}


@needs(Permission.ATTEND_MEETINGS)
def proceed(request: ActingRequest, sitting: int, move: str) -> HttpResponse:
    """One step: with its own form where something is asked, else at a press."""
    view = convened(request, sitting)
    if move not in {known.value for known in SittingMove}:
        raise Http404
    step = SittingMove(move)
    form = _form(step, view, request)
    if request.method != "POST" and not form.fields:
        return redirect("sitting", sitting)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(_doing(step, view, form, request))
        if verdict is None:
            messages.success(request, SAID[step])
            return redirect("sitting", sitting)
    context = {"form": form, "verdict": verdict, "view": view, "step": step}
    return render(request, "meetings/proceed.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.ATTEND_MEETINGS)
def arrive(request: ActingRequest, seat: int) -> HttpResponse:
    known = found(seat_at(seat))
    convened(request, known.sitting_id)
    return done(
        request, known.sitting_id, lambda: proceeding.arrive(known, by=request.actor), "出席を記録しました。"
    )


@needs(Permission.ATTEND_MEETINGS)
def leave(request: ActingRequest, seat: int) -> HttpResponse:
    known = found(seat_at(seat))
    convened(request, known.sitting_id)
    return done(
        request, known.sitting_id, lambda: proceeding.leave(known, by=request.actor), "退席を記録しました。"
    )


def _form(step: SittingMove, view: SittingView, request: ActingRequest) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if step is SittingMove.OPEN:
        seats = [
            (str(seat.participant.pk), f"{seat.name}（{seat.desk}）")
            for seat in seats_of(view.sitting, request.actor)
        ]
        return OpenForm(data, seats=seats)
    if step is SittingMove.POSTPONE:
        return PostponeForm(data)
    return CancelForm(data) if step is SittingMove.CANCEL else forms.Form(data)


def _doing(
    step: SittingMove, view: SittingView, form: forms.Form, request: ActingRequest
) -> Callable[[], object]:
    told, by, sitting = form.cleaned_data, request.actor, view.sitting
    doing: dict[SittingMove, Callable[[], object]] = {
        SittingMove.INVITE: lambda: proceeding.send_notice(sitting, by=by),
        SittingMove.OPEN: lambda: proceeding.open_sitting(
            sitting, present=told["present"], reason=told["reason"], by=by
        ),
        SittingMove.CONCLUDE: lambda: proceeding.conclude(sitting, by=by),
        SittingMove.PUBLISH: lambda: proceeding.publish_minutes(sitting, by=by),
        SittingMove.POSTPONE: lambda: proceeding.postpone(
            sitting, to=told["to"], reason=told["reason"], by=by
        ),
        SittingMove.CANCEL: lambda: proceeding.cancel(sitting, reason=told["reason"], by=by),
    }
    return doing[step]
