"""Carrying something over from a 支援会議, one thing at a time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.meetings.actions.gate import carry_over
from kasane.meetings.models import Minutes, PacketPaper, SupportPolicy
from kasane.meetings.queries import item_of
from kasane.people.queries import PersonView, people_of
from kasane.rooms.models import Record
from kasane.rooms.queries import may_write_in
from kasane.rules.meetings import MeetingKind
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import about
from kasane.web.components.asking import asked
from kasane.web.components.fields import IdsField, LongField

KINDS: dict[str, type[Record]] = {"paper": PacketPaper, "minutes": Minutes, "policy": SupportPolicy}


class CarryForm(forms.Form):
    """What is written anew, and about whom."""

    def __init__(self, *args: Any, people: list[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = LongField(
            label="写す内容",
            rows=6,
            help_text="同意の範囲で伝えることだけを残します。同意していない方の名前や様子は消します。",
        )
        self.fields["persons"] = IdsField(
            about(people),
            label="だれについての内容ですか",
            help_text="選んだ方全員が共有に同意しているときだけ写せます。はじめは選ばれていません。",
        )


@needs(Permission.ATTEND_MEETINGS)
def carry(request: ActingRequest, item: int, kind: str, source: int) -> HttpResponse:
    known = found(item_of(item))
    if kind not in KINDS or not MeetingKind(known.sitting.kind).is_sealed:
        raise Http404
    found(True if may_write_in(known.home_id) else None)
    original = found(
        KINDS[kind]._default_manager.filter(pk=source, home_id__in=(known.home_id, known.matter_id)).first()
    )
    form = CarryForm(
        request.POST or None,
        people=people_of(known.case_id, request.actor),
        initial={"text": original.summary},
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        note, verdict = asked(
            lambda: carry_over(
                original, item=known, text=told["text"], persons=told["persons"], by=request.actor
            )
        )
        if note is not None:
            messages.success(
                request, "経過として写し、同意した機関に開きました。もとの記録は支援会議に残っています。"
            )
            return redirect("item", item)
    context = {"form": form, "item": known, "verdict": verdict}
    return render(request, "meetings/carry.html", context, status=422 if request.method == "POST" else 200)
