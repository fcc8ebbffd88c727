"""Receiving somebody's pledge at the convening desk, and the paper it came on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.code_lists.queries import text_in_force
from kasane.directory.queries import colleagues_of, staff_names
from kasane.meetings.actions.pledges import content_of, receive_pledge
from kasane.meetings.facts import PLEDGE_TEXTS, kind_of
from kasane.meetings.queries import paper_of_pledge, seat_at
from kasane.rules.papers import SUFFIXES
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import ReceivedPledgeForm


@needs(Permission.ATTEND_MEETINGS)
def receive(request: ActingRequest, seat: int) -> HttpResponse:
    known = found(seat_at(seat))
    found(True if known.sitting.desk_id == request.actor.desk else None)
    form = ReceivedPledgeForm(
        request.POST or None,
        request.FILES or None,
        is_urgent=known.sitting.purpose == "urgent",
        hearers=colleagues_of(request.actor),
        now=request.actor.at,
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: receive_pledge(known, form.words(), by=request.actor))
        if verdict is None:
            messages.success(request, "誓約を受け取りました。")
            return redirect("sitting", known.sitting_id)
    context = {
        "form": form,
        "verdict": verdict,
        "seat": known,
        "name": staff_names({known.staff_id}).get(known.staff_id, ""),
        "text": text_in_force(PLEDGE_TEXTS[kind_of(known.sitting)], request.actor.today),
    }
    return render(
        request, "meetings/receive_pledge.html", context, status=422 if request.method == "POST" else 200
    )


@needs(Permission.ATTEND_MEETINGS)
def paper(request: ActingRequest, seat: int) -> HttpResponse:  # noqa: ARG001 - every screen takes it
    """What somebody signed, as a download; its name says what it is, never whose."""
    held = found(paper_of_pledge(found(seat_at(seat))))
    answer = HttpResponse(content_of(held), content_type=held.media_type)
    answer["Content-Disposition"] = f'attachment; filename="pledge.{SUFFIXES[held.media_type]}"'
    return answer
