"""Recording an answer, reading a consent, and ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.queries import case_of, team_of
from kasane.code_lists.queries import text_in_force
from kasane.consents.actions import record, withdraw
from kasane.consents.queries import consent_of, keys_ending_with
from kasane.directory.models import Agency
from kasane.directory.queries import agencies, agency_names, standing_agencies
from kasane.people.queries import people_of
from kasane.rules.consents import ConsentAnswer, ConsentMethod, GivenBy, may_be_withdrawn
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.consents.forms import ConsentForm, WithdrawalForm


@needs(Permission.RECORD_CONSENT)
def new(request: ActingRequest, case: int) -> HttpResponse:
    known = found(case_of(case, request.actor))
    text = text_in_force("consent", request.actor.today)
    form = ConsentForm(
        request.POST or None,
        people=people_of(case, request.actor),
        agencies=_team_first(case),
        text=text,
        actor=request.actor,
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        consent, verdict = asked(lambda: record(form.words(), case=known.pk, by=request.actor))
        if consent is not None:
            messages.success(request, "同意の確認を記録しました。")
            return redirect("case", case)
    context = {"form": form, "case": known, "verdict": verdict, "text": text}
    return render(request, "consents/new.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.RECORD_CONSENT)
def show(request: ActingRequest, consent: int) -> HttpResponse:
    """One answer, with the keys its withdrawal would end."""
    given = found(consent_of(consent))
    known = found(case_of(given.case_id, request.actor))
    names = {p.id: p.identity.addressed for p in people_of(known.pk, request.actor)}
    form = WithdrawalForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        ended, verdict = asked(lambda: withdraw(given, why=form.cleaned_data["why"], by=request.actor))
        if verdict is None:
            messages.success(
                request, f"同意を終わりました。この同意による{ended}本の鍵も、同時に終わりました。"
            )
            return redirect("case", known.pk)
    else:
        verdict = None
    context = {
        "consent": given,
        "case": known,
        "name": names.get(given.person_id, ""),
        "answer": ConsentAnswer(given.answer),
        "method": ConsentMethod(given.method),
        "given_by": GivenBy(given.given_by),
        "agencies": sorted(agency_names(given.agencies).values()),
        "keys": keys_ending_with(given),
        "form": form,
        "verdict": verdict,
        "may_withdraw": may_be_withdrawn(
            is_given=given.answer == ConsentAnswer.GIVEN.value, has_ended=given.ended_at is not None
        ),
    }
    return render(request, "consents/show.html", context, status=422 if request.method == "POST" else 200)


def _team_first(case: int) -> list[Agency]:
    """Every agency a consent can name; those already in the team, the host and the CSW come first."""
    near = {helper.agency_id for helper in team_of(case)} | {number for number, _ in standing_agencies()}
    return sorted(agencies(), key=lambda agency: agency.pk not in near)
