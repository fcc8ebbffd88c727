"""The messages of a case: reading them, leaving one, saying that one has read it."""

from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.cases.actions.messages import leave_message, read_message
from kasane.cases.models import Case, Message
from kasane.cases.queries import message_of, messages_of, team_of
from kasane.directory.queries import colleagues_of
from kasane.people.queries import people_of
from kasane.rooms.queries import why
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.messages.forms import MessageForm


@needs(Permission.WRITE_NOTES)
def messages(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    answered = _answered(request, known)
    form = MessageForm(
        request.POST or None,
        actor=request.actor,
        colleagues=colleagues_of(request.actor),
        team=team_of(case),
        people=people_of(case, request.actor),
        answered=answered,
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: leave_message(form.words(), case=known.pk, by=request.actor, reply_to=answered)
        )
        if verdict is None:
            told.success(request, "伝言を残しました。")
            return redirect("messages", case)
    views = messages_of(case, request.actor)
    context = {
        "case": known,
        "form": form,
        "verdict": verdict,
        "views": views,
        "answered": answered,
        "reasons": why(case, request.actor, [view.message for view in views]),
    }
    return render(request, "messages/index.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
@require_POST
def read(request: ActingRequest, message: int) -> HttpResponse:
    one = found(message_of(message))
    read_message(one, by=request.actor)
    if request.POST.get("back") == "case":
        return redirect("messages", one.case_id)
    return redirect("home")


def _answered(request: ActingRequest, case: Case) -> Message | None:
    """The message an answer is written to, as the address says."""
    letters = request.GET.get("answer", "")
    if not letters:
        return None
    try:
        one = message_of(decode_id(letters))
    except ValueError:
        one = None
    return one if one is not None and one.case_id == case.pk else None
