"""確認事項: what each meeting settles at which time, and keeping the city's own."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.code_lists.models import Matter
from kasane.code_lists.queries import matter_of, matters
from kasane.meetings.actions.matters import add_matter, end_matter
from kasane.rules.matters import TIMES, is_fixed, may_end_matter
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import DayField, SeveralField
from kasane.web.form_keeping.list_forms import EndForm


@dataclass(frozen=True)
class MatterLine:
    """One matter as the page shows it, and whether the plan itself asks for it."""

    matter: Matter
    is_fixed: bool
    is_over: bool


class MatterForm(forms.Form):
    """A matter of the city's own."""

    label = forms.CharField(label="確認すること", max_length=120)
    hint = forms.CharField(label="書き方", max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["times"] = SeveralField(list(TIMES.items()), label="いつ確認するか")
        self.fields["is_required"] = forms.BooleanField(
            label="書かれるまで決定できない（必ず確認する）", required=False
        )
        self.fields["valid_from"] = DayField(label="いつから使うか", initial=actor.today)


@needs(Permission.KEEP_FORMS)
def index(request: ActingRequest) -> HttpResponse:
    """What is settled at each time, the plan's own and the city's."""
    today = request.actor.today
    lines = [
        MatterLine(one, is_fixed(one.code), one.valid_to is not None and one.valid_to < today)
        for one in matters()
    ]
    times = [(label, [one for one in lines if time in one.matter.occasions]) for time, label in TIMES.items()]
    return render(request, "forms/matters.html", {"times": times})


@needs(Permission.KEEP_FORMS)
def add(request: ActingRequest) -> HttpResponse:
    form = MatterForm(request.POST or None, actor=request.actor)
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        added, verdict = asked(
            lambda: add_matter(
                label=told["label"],
                hint=told["hint"],
                times=frozenset(told["times"]),
                is_required=told["is_required"],
                valid_from=told["valid_from"],
                by=request.actor,
            )
        )
        if added is not None:
            messages.success(request, f"「{added.label}」を加えました。")
            return redirect("matters")
    context = {"form": form, "verdict": verdict, "heading": "確認事項を加える"}
    return render(request, "forms/matter.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def end(request: ActingRequest, matter: int) -> HttpResponse:
    """The last day of one; where the plan asks for it the page says why it cannot be ended."""
    known, today = found(matter_of(matter)), request.actor.today
    form = EndForm(request.POST or None, actor=request.actor)
    verdict = None
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        _, verdict = asked(lambda: end_matter(known, last_day=day, by=request.actor))
        if verdict is None:
            messages.success(request, "終わりの日を決めました。前の会議の記録は、そのまま読めます。")
            return redirect("matters")
    may = may_end_matter(
        code=known.code, valid_from=known.valid_from, last_day=max(today, known.valid_from), on=today
    )
    if verdict is None and not may:
        verdict = may
    context = {
        "form": form,
        "verdict": verdict,
        "heading": f"「{known.label}」を終える",
    }
    return render(request, "forms/matter.html", context, status=status_of(request))
