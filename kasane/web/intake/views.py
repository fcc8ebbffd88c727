"""Recording a consultation within one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.cases.actions.consultations import take
from kasane.cases.actions.messages import finish_memo
from kasane.cases.models import TelephoneMemo
from kasane.cases.queries import memo_of
from kasane.web.access import ActingRequest, needs
from kasane.web.components.asking import asked
from kasane.web.intake.forms import IntakeForms
from kasane.web.matching.views import hint


@needs(Permission.TAKE_CONSULTATION)
def new(request: ActingRequest) -> HttpResponse:
    memo = _memo(request)
    forms = IntakeForms(request.POST or None, request.actor, memo)
    verdict = None
    if request.method == "POST" and forms.is_valid():
        case, verdict = asked(
            lambda: take(
                forms.consultation.words(),
                people=forms.written_people(),
                issues=forms.written_issues(),
                dispositions=forms.consultation.dispositions(),
                informant=forms.consultation.informant(),
                by=request.actor,
            )
        )
        if case is not None:
            if memo is not None and memo.done_at is None:
                finish_memo(memo, by=request.actor, case=case)
            messages.success(request, "相談を受け付けました。")
            hint(request, case)
            return redirect("case", case)
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/new.html", {"forms": forms, "verdict": verdict}, status=status)


def _memo(request: ActingRequest) -> TelephoneMemo | None:
    """The call a consultation is taken from; the address carries nothing but its id."""
    try:
        return memo_of(decode_id(request.GET.get("memo", "")), request.actor)
    except ValueError:
        return None
