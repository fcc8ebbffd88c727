"""The list of cases, and one household's page."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.ids import decode_id, encode_id
from kasane.access.permissions import Permission
from kasane.cases.queries import page_of
from kasane.directory.queries import colleagues_of
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.known import known_case
from kasane.web.case_file.shown import household
from kasane.web.components.addresses import moment_in


@needs(Permission.READ_CASES)
def cases(request: ActingRequest) -> HttpResponse:
    """The cases one may know of, newest first, page by page without totals."""
    workers = [(str(staff), name) for staff, name in colleagues_of(request.actor)]
    who = request.GET.get("who", "") if request.GET.get("who", "") in dict(workers) else ""
    page = page_of(request.actor, _after(request.GET.get("after", "")), worker=int(who) if who else None)
    after = page.next_after and f"{page.next_after[0].isoformat()}~{encode_id(page.next_after[1])}"
    return render(
        request,
        "case_file/list.html",
        {"page": page, "after": after, "who": who, "workers": workers},
    )


@needs(Permission.READ_CASES)
def case(request: ActingRequest, case: int) -> HttpResponse:
    shown = household(known_case(request, case), request.actor)
    context = {"household": shown, "is_own": shown.standing.own_room is not None}
    return render(request, "case_file/household.html", context)


def _after(text: str) -> tuple[datetime, int] | None:
    moment, _, letters = text.partition("~")
    opened_at = moment_in(moment)
    if opened_at is None:
        return None
    try:
        return opened_at, decode_id(letters)
    except ValueError:
        return None
