"""名寄せ: pairs of records that may be one person, and the coordinator's decision."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.people.actions.matching import decide_match
from kasane.people.queries import is_hinted, match_of, matches
from kasane.rules.matching import MatchDecision
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked

HINT = "もう関わっている窓口があるかもしれません。福祉総合相談担当にお尋ねください。"


class DecisionForm(forms.Form):
    """The decision, and by what it was made."""

    decision = forms.ChoiceField(choices=[(d.value, d.label) for d in MatchDecision])
    why = forms.CharField(label="決めたわけ", max_length=200, required=False)


@needs(Permission.DECIDE_MATCHES)
def index(request: ActingRequest) -> HttpResponse:
    verdict = None
    if request.method == "POST":
        task = found(match_of(_number(request)))
        form = DecisionForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            decision = MatchDecision(told["decision"])
            _, verdict = asked(lambda: decide_match(task, decision, why=told["why"], by=request.actor))
            if verdict is None:
                messages.success(request, f"「{decision.label}」としました。")
                return redirect("matches")
    context = {
        "waiting": matches(MatchDecision.OPEN),
        "same": matches(MatchDecision.SAME),
        "different": matches(MatchDecision.DIFFERENT),
        "verdict": verdict,
    }
    return render(request, "matching/index.html", context, status=422 if request.method == "POST" else 200)


def hint(request: HttpRequest, case: int) -> None:
    """Tell the desk, after it saved somebody, that another may already be helping; never who."""
    if is_hinted(case):
        messages.warning(request, HINT)


def _number(request: ActingRequest) -> int:
    told = request.POST.get("task", "")
    return int(told) if told.isdecimal() and len(told) < 20 else 0
