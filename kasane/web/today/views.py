"""今日: what waits, in order of harm if ignored; and the hat."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.cases.actions.team import finish_role
from kasane.cases.queries import own_open_roles, own_role, unhanded
from kasane.directory.queries import hats_of
from kasane.meetings.queries import coming
from kasane.people.queries import names_of, open_matches
from kasane.referrals.queries import overdue_elsewhere, waiting_for
from kasane.rooms.queries import emergencies
from kasane.sign_in.actions import choose_hat
from kasane.support_plans.queries import monitoring_due
from kasane.web.access import ActingRequest, found, needs
from kasane.web.emergency.views import lines as lines_of
from kasane.web.referrals.shown import lines

AHEAD = timedelta(days=14)


@needs(None)
def home(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    due = monitoring_due(actor.today + AHEAD) if actor.may(Permission.READ_CASES) else []
    names = names_of([line.part.case_id for line in due])
    context = {
        "referrals": lines(waiting_for(actor), actor.today) if actor.may(Permission.ANSWER_REFERRAL) else [],
        "overdue": lines(overdue_elsewhere(actor), actor.today) if actor.is_host else [],
        "monitorings": [(line, "、".join(names.get(line.part.case_id, []))) for line in due],
        "roles": own_open_roles(actor) if actor.may(Permission.ATTEND_MEETINGS) else [],
        "emergencies": lines_of(emergencies(is_reviewed=False)) if _is_told_of_emergencies(actor) else [],
        "unhanded": unhanded() if actor.is_host else [],
        "matches": open_matches() if actor.may(Permission.DECIDE_MATCHES) else 0,
        "sittings": coming() if actor.may(Permission.ATTEND_MEETINGS) else [],
        "today": actor.today,
    }
    return render(request, "today/home.html", context)


def _is_told_of_emergencies(actor: Actor) -> bool:
    return actor.is_host or actor.may(Permission.REVIEW_EMERGENCY)


@needs(Permission.ATTEND_MEETINGS)
@require_POST
def role_done(request: ActingRequest, role: int) -> HttpResponse:
    """A role taken on in a sitting is done, as its holder says."""
    held = found(own_role(role, request.actor))
    finish_role(held, by=request.actor)
    messages.success(request, "役割を済みにしました。")
    return redirect("home")


@needs(None)
def hat(request: ActingRequest) -> HttpResponse:
    """役割を替える: one hat at a time, shown on every page."""
    hats = hats_of(request.actor)
    if request.method == "POST":
        chosen = next((h for h in hats if str(h.desk_id) == request.POST.get("desk")), None)
        if chosen is not None and choose_hat(chosen.desk_id, by=request.actor):
            messages.success(request, f"役割を「{chosen.desk.name}」に替えました。")
            return redirect("home")
    return render(request, "today/hat.html", {"hats": hats})
