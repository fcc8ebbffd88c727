"""Existing bodies on the screen: their secretariat convenes, 福祉総合相談担当 designates (M-6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.directory.queries import bodies_run_by, seats
from kasane.meetings.actions.bodies import answer_designation, convene_body
from kasane.meetings.queries import body_names, designation_at
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import BodyForm, DesignationForm


@needs(Permission.ATTEND_MEETINGS)
def new(request: ActingRequest) -> HttpResponse:
    """Convene a body one is the secretariat of; for everybody else there is no such page."""
    today = request.actor.today
    bodies = body_names(bodies_run_by(request.actor.desk), request.actor)
    found(bodies or None)
    form = BodyForm(request.POST or None, bodies=bodies, seats=seats(today), on=today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        sitting, verdict = asked(lambda: convene_body(form.words(), by=request.actor))
        if sitting is not None:
            messages.success(request, "会議を招集しました。議題を立ててください。")
            return redirect("sitting", sitting.pk)
    context = {"form": form, "verdict": verdict}
    return render(request, "meetings/new_body.html", context, status=_status(request))


@needs(Permission.CONVENE_MEETINGS)
def designate(request: ActingRequest, designation: int) -> HttpResponse:
    """Answer whether an item of an existing body counts as 支援会議."""
    view = found(designation_at(designation))
    form = DesignationForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(
            lambda: answer_designation(
                view.asked, is_agreed=told["answer"] == "yes", reason=told["reason"], by=request.actor
            )
        )
        if verdict is None:
            messages.success(request, "位置付けを回答しました。")
            return redirect("sittings")
    context = {
        "form": form if view.asked.is_agreed is None else None,
        "view": view,
        "verdict": verdict,
    }
    return render(request, "meetings/designate.html", context, status=_status(request))


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
