"""主担当: offered by the coordinator, answered by the desk that is asked (P-4)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.team import answer_lead, offer_lead
from kasane.cases.queries import team_of
from kasane.rules.verdicts import allowed, refused
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import LeadForm
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked


@needs(Permission.CONVENE_MEETINGS)
def lead(request: ActingRequest, case: int) -> HttpResponse:
    """Offering 主担当 to a desk of the team (P-4)."""
    known = known_case(request, case)
    team = team_of(known.pk)
    form = LeadForm(request.POST or None, team=team)
    verdict = None
    if request.method == "POST" and form.is_valid():
        desk = int(form.cleaned_data["desk"])
        _, verdict = asked(lambda: offer_lead(case=known.pk, desk=desk, by=request.actor))
        if verdict is None:
            messages.success(request, "主担当を依頼しました。承諾されるまで、いまの主担当のままです。")
            return redirect("case", case)
    has_others = (
        allowed()
        if form.others
        else refused(
            "依頼できる窓口が、まだ支援チームにありません。",
            basis="",
            rule="P-4",
            remedy="先につないでください。",
        )
    )
    context = {"form": form, "case": known, "team": team, "verdict": verdict, "may_offer": has_others}
    return render(request, "case_file/lead.html", context, status=status_of(request))


@needs(Permission.READ_CASES)
def lead_answer(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    own = [h for h in team_of(known.pk) if h.desk_id == request.actor.desk and h.offer is not None]
    offer = found(own[0].offer if own else None)
    if request.method == "POST":
        is_accepted = request.POST.get("answer") == "accept"
        answer_lead(case=known.pk, offer=offer, is_accepted=is_accepted, by=request.actor)
        messages.success(
            request, "主担当を引き受けました。" if is_accepted else "主担当の依頼をお返ししました。"
        )
        return redirect("case", case)
    return render(request, "case_file/lead_answer.html", {"case": known})
