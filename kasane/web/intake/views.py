"""Recording a consultation within one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.consultations import take
from kasane.web.access import ActingRequest, needs
from kasane.web.components.asking import asked
from kasane.web.intake.forms import IntakeForms
from kasane.web.matching.views import hint


@needs(Permission.TAKE_CONSULTATION)
def new(request: ActingRequest) -> HttpResponse:
    forms = IntakeForms(request.POST or None, request.actor)
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
            messages.success(request, "相談を受け付けました。")
            hint(request, case)
            return redirect("case", case)
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/new.html", {"forms": forms, "verdict": verdict}, status=status)
