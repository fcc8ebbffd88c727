"""The page of a case on which somebody else was quicker."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.cases.models import Case
from kasane.web.access import ActingRequest
from kasane.web.components.conflict import SAME_PLACES, STORE, Conflict


def both_shown(
    request: ActingRequest,
    case: Case,
    conflict: Conflict,
    *,
    task: str,
    what: str,
    back: str,
    edition: int | None = None,
    lead: str = SAME_PLACES,
    submit: str = STORE,
) -> HttpResponse:
    """Both texts; nothing is stored before who acts has chosen.

    `task` is what they were doing, `what` both wrote at, `back` where one goes who gives up, `edition` the one that
    stands now (None where the form tells several).
    """
    context = {
        "case": case,
        "conflict": conflict,
        "edition": edition,
        "task": task,
        "what": what,
        "lead": lead,
        "submit": submit,
        "back": back,
    }
    return render(request, "case_file/conflict.html", context, status=422)
