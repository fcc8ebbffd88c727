"""Putting a line off to a day, and taking that back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.rules.waiting import Waiting
from kasane.tasks.actions.putting_off import PutOffWords, put_off, take_back
from kasane.tasks.queries import put_off_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.components.fields import DayField, LongField
from kasane.web.today.gathering import gather


class PutOffForm(forms.Form):
    """Until which day, and why."""

    until_on = DayField(label="また示す日", help_text="この日になると、今日の画面に戻ります。")
    reason = LongField(label="後に回すわけ", rows=2, help_text="この窓口の人だけが読めます。")

    def words(self) -> PutOffWords:
        return PutOffWords(**self.cleaned_data)


@needs(None)
def later(request: ActingRequest, kind: str, subject: int) -> HttpResponse:
    """A form for one line, which must be waiting for this desk."""
    actor = request.actor
    if kind not in {known.value for known in Waiting}:
        raise Http404
    shown = found(gather(actor).of(Waiting(kind), subject))
    first: dict[str, Any] = {"until_on": actor.today + timedelta(days=1)}
    form, verdict = PutOffForm(request.POST or None, initial=first), None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: put_off(
                form.words(),
                facts=shown.line.facts,
                subject=shown.line.subject,
                case=shown.line.case,
                by=actor,
            )
        )
        if verdict is None:
            messages.success(request, "後に回しました。選んだ日に、今日の画面へ戻ります。")
            return redirect("home")
    context = {"form": form, "shown": shown, "verdict": verdict}
    return render(request, "today/later.html", context, status=422 if request.method == "POST" else 200)


@needs(None)
@require_POST
def undo(request: ActingRequest, put: int) -> HttpResponse:
    take_back(found(put_off_of(put, request.actor)), by=request.actor)
    messages.success(request, "元に戻しました。")
    return redirect("home")
