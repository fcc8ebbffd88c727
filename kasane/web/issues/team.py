"""Who is helping: how to reach one of them, and what they do in the team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.team import describe_seat
from kasane.cases.queries import Helper, team_of
from kasane.directory.queries import desk_of
from kasane.rooms.queries import standing
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.issues.forms import SeatForm


@needs(Permission.READ_CASES)
def contact(request: ActingRequest, case: int, seat: int) -> HttpResponse:
    """How to reach an agency one may know to be helping; asking for it is itself recorded."""
    known = known_case(request, case)
    helper = _helper(case, seat)
    context = {
        "case": known,
        "helper": helper,
        "desk": desk_of(helper.desk_id),
        "may_describe": request.actor.is_host or helper.desk_id == request.actor.desk,
        "reasons": standing(known.pk, request.actor).reasons,
    }
    return render(request, "issues/contact.html", context)


@needs(Permission.WRITE_NOTES)
def role(request: ActingRequest, case: int, seat: int) -> HttpResponse:
    """支援チームでの役割, by the desk itself or the coordinator."""
    known = known_case(request, case)
    helper = _helper(case, seat)
    form = SeatForm(request.POST or None, initial={"text": helper.role})
    verdict = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        _, verdict = asked(lambda: describe_seat(seat, text, case=known.pk, by=request.actor))
        if verdict is None:
            messages.success(request, "支援チームでの役割を書きました。")
            return redirect("case", case)
    context = {
        "case": known,
        "helper": helper,
        "form": form,
        "verdict": verdict,
        "reasons": standing(known.pk, request.actor).reasons,
    }
    return render(request, "issues/role.html", context, status=status_of(request))


def _helper(case: int, seat: int) -> Helper:
    return found(next((one for one in team_of(case) if one.seat == seat), None))
