"""Answering a call, and opinions in writing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.directory.queries import staff_names
from kasane.meetings.actions.replies import hand_in_opinion, reply, take_in_opinion
from kasane.meetings.queries import item_of, seat_at, seats_of
from kasane.rooms.queries import may_write_in
from kasane.rules.replies import Answer
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import OpinionForm, ReplyForm


@needs(Permission.ATTEND_MEETINGS)
def answer(request: ActingRequest, seat: int) -> HttpResponse:
    """Whether somebody comes: their own answer, or what the host was told by telephone."""
    known = found(seat_at(seat))
    is_told = known.staff_id == request.actor.staff or known.sitting.desk_id == request.actor.desk
    found(True if is_told and known.withdrawn_at is None else None)
    form = ReplyForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(lambda: reply(known, Answer(told["answer"]), note=told["note"], by=request.actor))
        if verdict is None:
            messages.success(request, "返事を記録しました。")
            return redirect("sitting", known.sitting_id)
    name = staff_names({known.staff_id}).get(known.staff_id, "")
    context = {"form": form, "verdict": verdict, "seat": known, "name": name}
    return render(request, "meetings/reply.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def opinion(request: ActingRequest, item: int) -> HttpResponse:
    """One's own opinion on an item; the convening desk copies out one that came on paper."""
    known = found(item_of(item))
    is_host = may_write_in(known.home_id)
    seats = [seat for seat in seats_of(known.sitting, request.actor) if not seat.is_own] if is_host else []
    options = [(str(seat.participant.pk), f"{seat.name}（{seat.desk}）") for seat in seats]
    form = OpinionForm(request.POST or None, seats=options)
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        whose = next((s.participant for s in seats if str(s.participant.pk) == told.get("seat")), None)
        _, verdict = asked(
            lambda: (
                take_in_opinion(known, whose, text=told["text"], by=request.actor)
                if whose
                else hand_in_opinion(known, text=told["text"], by=request.actor)
            )
        )
        if verdict is None:
            messages.success(request, "書面の意見を受け取りました。この議題を読める人に見えます。")
            return redirect("item", item)
    context = {"form": form, "verdict": verdict, "item": known, "is_host": is_host}
    return render(request, "meetings/opinion.html", context, status=_status(request))


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
