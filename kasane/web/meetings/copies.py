"""Numbered copies on the screen: making them, printing one, and where each one is."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.ids import case_number
from kasane.access.permissions import Permission
from kasane.code_lists.queries import deadline_days
from kasane.meetings.actions.copies import make_copies, move_copy
from kasane.meetings.facts.preparation import seats_at
from kasane.meetings.queries import copies_of, copy_of, seats_of, sitting_of, view_of
from kasane.rooms.queries import why
from kasane.rules.copies import CopyMove
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.copy_paper import copy_pdf
from kasane.web.meetings.forms.copies import CopiesForm
from kasane.web.meetings.preparation import hosted

DEADLINE = "copy_return"


@needs(Permission.CONVENE_MEETINGS)
def copies(request: ActingRequest, item: int) -> HttpResponse:
    """The copies of an item: whose each is and where, and a form to make more."""
    known = hosted(item)
    at = {seat.pk for seat in seats_at(known)}
    seats = [seat for seat in seats_of(known.sitting, request.actor) if seat.participant.pk in at]
    form = CopiesForm(
        request.POST or None,
        seats=[(str(seat.participant.pk), f"{seat.name}（{seat.desk}）") for seat in seats],
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        made, verdict = asked(lambda: make_copies(known, form.cleaned_data["seats"], by=request.actor))
        if made is not None:
            messages.success(request, f"{len(made)}部の写しに番号を付けました。一部ずつ開いて印刷します。")
            return redirect("copies", item)
    context = {
        "item": known,
        "view": found(sitting_of(known.sitting_id)),
        "form": form,
        "verdict": verdict,
        "copies": copies_of(known, days=deadline_days(DEADLINE), today=request.actor.today),
        "reasons": why(known.case_id, request.actor, [known]),
    }
    return render(request, "meetings/copies.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.CONVENE_MEETINGS, is_export=True)
def printed(request: ActingRequest, copy: int) -> HttpResponse:
    """One numbered copy as a PDF, its number and whose it is on every page."""
    known = found(copy_of(copy))
    item = hosted(known.item_id)
    view = view_of(known, days=deadline_days(DEADLINE), today=request.actor.today)
    made, verdict = asked(lambda: copy_pdf(view, item, found(sitting_of(item.sitting_id)), request.actor))
    if made is None:
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    answer = HttpResponse(made, content_type="application/pdf")
    # The name says which paper it is, never whose and of whom.
    answer["Content-Disposition"] = f'inline; filename="{case_number(known.pk)}.pdf"'
    return answer


@needs(Permission.CONVENE_MEETINGS)
def move(request: ActingRequest, copy: int, move: str) -> HttpResponse:
    """Where a copy went, at a press."""
    known = found(copy_of(copy))
    hosted(known.item_id)
    if move not in {one.value for one in CopyMove}:
        raise Http404
    if request.method == "POST":
        _, verdict = asked(lambda: move_copy(known, CopyMove(move), by=request.actor))
        if verdict is not None:
            return render(request, "refused.html", {"verdict": verdict}, status=409)
        messages.success(request, f"第{known.number}号を「{CopyMove(move).label}」と記録しました。")
    return redirect("copies", known.item_id)
