"""Ending a form: from which day nothing new is begun on it and why; and using it again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.assessments.actions.form_ends import EndWords, end_form, endable, take_up_form
from kasane.assessments.models import Form
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import DayField
from kasane.web.undoing.shown import done

# Any reason does: what is asked before one is written is whether the form itself may be ended.
SOME = "—"


class EndForm(forms.Form):
    """From which day, and why."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_from"] = DayField(
            label="いつから使わないか",
            initial=actor.today,
            help_text="この日から、新しく始められません。始めたものは、そのまま読め、完了できます。",
        )
        self.fields["reason"] = forms.CharField(
            label="わけ",
            max_length=200,
            help_text="例：新しい様式に替えたため",
            error_messages={"required": "わけを書いてください。"},
        )


@needs(Permission.KEEP_FORMS)
def end(request: ActingRequest, form: int) -> HttpResponse:
    """The day and the reason; where it cannot be ended the page says why before anything is typed."""
    known = found(Form.objects.filter(id=form).first())
    today = request.actor.today
    asks = EndForm(request.POST or None, actor=request.actor)
    verdict = None
    if request.method == "POST" and asks.is_valid():
        words = EndWords(asks.cleaned_data["ended_from"], asks.cleaned_data["reason"])
        ended, verdict = asked(lambda: end_form(known, words, by=request.actor))
        if ended is not None:
            said = f"「{known.title}」を終える日を決めました。始めたものは、そのまま読め、完了できます。"
            done(request, said, undo="take_up_form", record=known.pk)
            return redirect("forms")
    may = endable(known, EndWords(today, SOME), on=today)
    if verdict is None and not may:
        verdict = may
    context = {"form": asks, "sheet": known, "verdict": verdict}
    return render(request, "forms/end.html", context, status=status_of(request))


@require_POST
@needs(Permission.KEEP_FORMS)
def take_up(request: ActingRequest, form: int) -> HttpResponse:
    """Used again, whether it was ended a minute ago or last year."""
    known = found(Form.objects.filter(id=form).first())
    take_up_form(known, by=request.actor)
    messages.success(request, f"「{known.title}」を、また使えるようにしました。終えたことも残っています。")
    return redirect("forms")
