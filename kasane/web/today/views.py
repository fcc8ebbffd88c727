"""今日: what waits, in order of harm if ignored; and the hat."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kasane.access.permissions import Permission
from kasane.cases.actions.team import finish_role
from kasane.cases.queries import own_role
from kasane.directory.queries import hats_of, workers_of
from kasane.sign_in.actions import choose_hat
from kasane.sign_in.queries import own_sign_ins
from kasane.web.access import ActingRequest, found, needs
from kasane.web.today.filters import DESK, MINE, Chosen, chosen_in, narrowed, of_view
from kasane.web.today.gathering import Gathered, counts, gather
from kasane.web.undoing.shown import done


@needs(None, is_for_guests=True)
def home(request: ActingRequest) -> HttpResponse:
    actor, chosen = request.actor, chosen_in(request)
    if actor.is_guest:
        return redirect("sittings")
    gathered = gather(actor)
    in_view = of_view(gathered, chosen, actor.staff)
    context = {
        "lines": narrowed(in_view, chosen),
        "kinds": [
            (kind.label, count, chosen.at(kind=kind.value), kind.value == chosen.kind)
            for kind, count in counts(in_view)
        ],
        "all_kinds": (len(in_view), chosen.at(kind=""), not chosen.kind),
        "views": _views(gathered, chosen, actor.staff),
        "workers": [
            (str(one.staff_id), one.staff.name, str(one.staff_id) == chosen.who) for one in workers_of(actor)
        ],
        "chosen": chosen,
        "unchosen": chosen.at(kind="", who=""),
        "later": gathered.later,
        "nobodys": sum(1 for one in gathered.lines if not one.staff) if chosen.is_mine else 0,
        "stands_in_for": [gathered.names.get(one, "") for one in sorted(gathered.absent)],
        "board_url": reverse("board") if actor.may(Permission.CONVENE_MEETINGS) else "",
        "triage_url": reverse("triage") if actor.may(Permission.ANSWER_REFERRAL) else "",
        "desk_url": reverse("desk") if actor.may(Permission.READ_CASES) else "",
        "today": actor.today,
    }
    return render(request, "today/home.html", context)


def _views(gathered: Gathered, chosen: Chosen, staff: int) -> list[tuple[str, int, str, bool]]:
    """(label, how many, address, whether it is the one shown) of the desk's and one's own view."""
    return [
        (label, len(of_view(gathered, Chosen(view), staff)), chosen.at(view=view), view == chosen.view)
        for label, view in (("窓口の分", DESK), ("わたしの分", MINE))
    ]


@needs(Permission.ATTEND_MEETINGS)
@require_POST
def role_done(request: ActingRequest, role: int) -> HttpResponse:
    """A role taken on in a sitting is done, as its holder says."""
    held = found(own_role(role, request.actor))
    finish_role(held, by=request.actor)
    done(request, "役割を済みにしました。", undo="undo_role", record=held.pk)
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
    sign_ins = [] if request.actor.is_guest else own_sign_ins(str(request.session.session_key))
    return render(request, "today/hat.html", {"hats": hats, "sign_ins": sign_ins})
