"""An item's minutes: the draft from what was written, the versions, and who has read them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.meetings.actions.minutes import mark_minutes_read, revise_minutes
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import (
    has_read,
    item_of,
    minutes_facts,
    readers_of,
    versions_of,
)
from kasane.rooms.queries import may_write_in, why
from kasane.rules.minutes_text import minutes_text
from kasane.rules.sittings import SittingState
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.components.fields import LongField


class RevisionForm(forms.Form):
    """Published minutes written anew, and why."""

    text = LongField(label="議事の内容", rows=14)
    reason = forms.CharField(label="直したわけ", max_length=300, help_text="前の版を読んだ方にも見えます。")


@needs(Permission.ATTEND_MEETINGS)
def show(request: ActingRequest, item: int) -> HttpResponse:
    """The version that stands, the former ones, and for the convening desk who has read it."""
    known = found(item_of(item))
    is_host = may_write_in(known.home_id)
    versions = versions_of(known, is_host=is_host)
    is_out = known.sitting.state == SittingState.PUBLISHED.value
    standing = versions[0][0] if versions else None
    context = {
        "item": known,
        "versions": versions,
        "is_host": is_host,
        "is_out": is_out,
        "is_read": standing is not None and has_read(standing, request.actor),
        "readers": readers_of(standing, known, request.actor) if standing and is_host and is_out else [],
        "reasons": why(known.case_id, request.actor, [known]),
    }
    return render(request, "meetings/minutes.html", context)


@needs(Permission.ATTEND_MEETINGS)
def read(request: ActingRequest, item: int) -> HttpResponse:
    """At a press: I have read them."""
    known = found(item_of(item))
    if request.method == "POST":
        _, verdict = asked(lambda: mark_minutes_read(known, by=request.actor))
        if verdict is not None:
            return render(request, "refused.html", {"verdict": verdict}, status=409)
        messages.success(request, "議事録を読んだことを記録しました。")
    return redirect("minutes", item)


@needs(Permission.ATTEND_MEETINGS)
def revise(request: ActingRequest, item: int) -> HttpResponse:
    """A new version of published minutes."""
    known = _own(item)
    versions = versions_of(known, is_host=True)
    former = versions[0][0].text if versions else ""
    form = RevisionForm(request.POST or None, initial={"text": former})
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(
            lambda: revise_minutes(known, text=told["text"], reason=told["reason"], by=request.actor)
        )
        if verdict is None:
            messages.success(request, "新しい版を公開しました。前の版も読めます。")
            return redirect("minutes", item)
    context = {"item": known, "form": form, "verdict": verdict}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/revise_minutes.html", context, status=status)


@needs(Permission.ATTEND_MEETINGS)
def draft(request: ActingRequest, item: int) -> HttpResponse:
    """The draft as text, for the field that asks for it; nothing is stored."""
    known = _own(item)
    return JsonResponse({"text": minutes_text(minutes_facts(known, request.actor))})


def _own(item: int) -> AgendaItem:
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    return known
