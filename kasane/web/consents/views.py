"""Recording an answer, reading a consent, and ending it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.attachments.actions import opened
from kasane.attachments.queries import attachment_of
from kasane.cases.queries import case_of, team_of
from kasane.code_lists.queries import text_in_force
from kasane.consents.actions import record, withdraw
from kasane.consents.facts import consent_facts
from kasane.consents.queries import consent_of, keys_ending_with
from kasane.directory.models import Agency
from kasane.directory.queries import agencies, agency_names, standing_agencies
from kasane.people.queries import people_of
from kasane.rules.consents import (
    ConsentAnswer,
    ConsentFacts,
    ConsentMethod,
    GivenBy,
    is_in_force,
    may_be_withdrawn,
)
from kasane.rules.papers import SUFFIXES
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.components.papers import TOO_LARGE, is_too_large
from kasane.web.consents.forms import ConsentForm, WithdrawalForm


@dataclass(frozen=True)
class ConsentLine:
    """One consent as whoever works in the case may know it, whichever desk recorded it."""

    facts: ConsentFacts
    name: str
    agencies: list[str]
    is_in_force: bool


@needs(Permission.RECORD_CONSENT)
def index(request: ActingRequest, case: int) -> HttpResponse:
    """Every consent given in a case, those that other desks recorded too."""
    known = found(case_of(case, request.actor))
    return render(request, "consents/index.html", {"case": known, "lines": _lines(known.pk, request)})


@needs(Permission.RECORD_CONSENT)
def new(request: ActingRequest, case: int) -> HttpResponse:
    known = found(case_of(case, request.actor))
    text = text_in_force("consent", request.actor.today)
    form = ConsentForm(
        request.POST or None,
        request.FILES or None,
        people=people_of(case, request.actor),
        agencies=_team_first(case),
        text=text,
        actor=request.actor,
    )
    verdict = None
    if is_too_large(request):
        form.add_error("paper", TOO_LARGE)
    if request.method == "POST" and form.is_valid():
        consent, verdict = asked(lambda: record(form.words(), case=known.pk, by=request.actor))
        if consent is not None:
            messages.success(request, "同意の確認を記録しました。")
            return redirect("case", case)
    context = {"form": form, "case": known, "verdict": verdict, "text": text}
    return render(request, "consents/new.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.RECORD_CONSENT)
def show(request: ActingRequest, consent: int) -> HttpResponse:
    """One answer with its paper, for who may read the record."""
    given = found(consent_of(consent))
    known = found(case_of(given.case_id, request.actor))
    names = {p.id: p.identity.addressed for p in people_of(known.pk, request.actor)}
    context = {
        "consent": given,
        "case": known,
        "name": names.get(given.person_id, ""),
        "answer": ConsentAnswer(given.answer),
        "method": ConsentMethod(given.method),
        "given_by": GivenBy(given.given_by),
        "agencies": sorted(agency_names(given.agencies).values()),
        "may_withdraw": may_be_withdrawn(
            is_given=given.answer == ConsentAnswer.GIVEN.value, has_ended=given.ended_at is not None
        ),
    }
    return render(request, "consents/show.html", context)


@needs(Permission.RECORD_CONSENT)
def end(request: ActingRequest, case: int, consent: int) -> HttpResponse:
    """Ending a consent, with the keys that will end shown before."""
    known = found(case_of(case, request.actor))
    line = found(next((line for line in _lines(known.pk, request) if line.facts.id == consent), None))
    form = WithdrawalForm(request.POST or None, actor=request.actor)
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        ended, verdict = asked(lambda: withdraw(consent, case=known.pk, why=why, by=request.actor))
        if verdict is None:
            messages.success(
                request, f"同意を終わりました。この同意による{ended}本の鍵も、同時に終わりました。"
            )
            return redirect("case", known.pk)
    context = {
        "case": known,
        "line": line,
        "keys": keys_ending_with(consent),
        "form": form,
        "verdict": verdict,
        "may_withdraw": may_be_withdrawn(is_given=True, has_ended=line.facts.ended_on is not None),
    }
    return render(request, "consents/end.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.RECORD_CONSENT)
def paper(request: ActingRequest, attachment: int) -> HttpResponse:  # noqa: ARG001 - every screen takes it
    """A scanned paper as a download; its name says what it is, never whose."""
    known = found(attachment_of(attachment))
    answer = HttpResponse(opened(known), content_type=known.media_type)
    name = f"paper.{SUFFIXES[known.media_type]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(case: int, request: ActingRequest) -> list[ConsentLine]:
    facts = consent_facts(case)
    names = {p.id: p.identity.addressed for p in people_of(case, request.actor)}
    known = agency_names(agency for one in facts for agency in one.agencies)
    return [
        ConsentLine(
            facts=one,
            name=names.get(one.person, "（氏名は見られません）"),
            agencies=sorted(known[agency] for agency in one.agencies if agency in known),
            is_in_force=is_in_force(one, request.actor.today),
        )
        for one in sorted(facts, key=lambda one: one.valid_from, reverse=True)
    ]


def _team_first(case: int) -> list[Agency]:
    """Every agency a consent can name; those already in the team, the host and the CSW come first."""
    near = {helper.agency_id for helper in team_of(case)} | {number for number, _ in standing_agencies()}
    return sorted(agencies(), key=lambda agency: agency.pk not in near)
