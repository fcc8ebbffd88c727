"""対応を決める: what becomes of a consultation that was taken without a decision (I-2)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.consultations import dispose
from kasane.cases.queries import consultation_of
from kasane.rooms.queries import why
from kasane.rules.intake import Disposition
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import SeveralField


class DisposingForm(forms.Form):
    """One or several of the ways a consultation can go on."""

    kinds = SeveralField([(kind.value, kind.label) for kind in Disposition], label="対応", required=False)

    def wanted(self) -> list[Disposition]:
        return [Disposition(value) for value in self.cleaned_data["kinds"]]


@needs(Permission.TAKE_CONSULTATION)
def decide(request: ActingRequest, consultation: int) -> HttpResponse:
    known = found(consultation_of(consultation, request.actor))
    case = known_case(request, known.case_id)
    form, verdict = DisposingForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: dispose(known, form.wanted(), by=request.actor))
        if verdict is None:
            messages.success(request, "対応を記録しました。")
            return redirect("case", case.pk)
    context = {
        "form": form,
        "case": case,
        "consultation": known,
        "verdict": verdict,
        "reasons": why(case.pk, request.actor, [known]),
    }
    return render(request, "intake/dispose.html", context, status=status_of(request))
