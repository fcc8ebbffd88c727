"""足りない資源: recorded in one go from a case or a sitting, and listed for the host without identities."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.cases.actions.gaps import KINDS, GapWords, record_gap
from kasane.cases.queries.gaps import gaps_of, gaps_of_city
from kasane.directory.queries import districts
from kasane.meetings.queries import item_of
from kasane.rooms.queries import may_write_in, own_room, why
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import ListField, of_list


class GapForm(forms.Form):
    """What was lacking, in one go."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = ListField(of_list(KINDS, actor.today), label="資源の種類")
        self.fields["text"] = forms.CharField(
            label="どんな資源が無かったか",
            max_length=200,
            help_text="個人の名前や、わかってしまうことは書きません。",
        )
        self.fields["district"] = ListField(
            [(str(number), name) for number, name in districts().items()],
            label="地区",
            required=False,
            empty="決めない",
        )

    def words(self) -> GapWords:
        told = self.cleaned_data
        return GapWords(told["kind"], told["text"], int(told["district"]) if told["district"] else None)


@needs(Permission.WRITE_NOTES)
def of_case(request: ActingRequest, case: int) -> HttpResponse:
    """What was lacking for a case, and one more line."""
    known, actor = known_case(request, case), request.actor
    home = found(own_room(case, actor))
    form, verdict = GapForm(request.POST or None, actor=actor), None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: record_gap(form.words(), case=case, home=home, by=actor))
        if verdict is None:
            messages.success(
                request, "足りない資源を記録しました。市全体には、種類・地区・月だけが残ります。"
            )
            return redirect("case", case)
    gaps = gaps_of(case)
    context = {
        "case": known,
        "form": form,
        "verdict": verdict,
        "gaps": gaps,
        "reasons": why(case, actor, [gap for _, gap in gaps]),
    }
    return render(request, "case_file/gaps.html", context, status=status_of(request))


@needs(Permission.CONVENE_MEETINGS)
def of_item(request: ActingRequest, item: int) -> HttpResponse:
    """The same, noticed at a sitting: the record lies in the item's own room."""
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    form, verdict = GapForm(request.POST or None, actor=request.actor), None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: record_gap(form.words(), case=known.case_id, home=known.home_id, by=request.actor)
        )
        if verdict is None:
            messages.success(
                request, "足りない資源を記録しました。市全体には、種類・地区・月だけが残ります。"
            )
            return redirect("conduct_item", known.sitting_id, item)
    context = {"item": known, "form": form, "verdict": verdict}
    return render(request, "meetings/gap.html", context, status=status_of(request))


@needs(Permission.CONVENE_MEETINGS)
def of_city(request: ActingRequest) -> HttpResponse:
    """What the city lacked: kind, district and month, and how often."""
    return render(request, "meetings/gaps.html", {"lines": gaps_of_city()})
