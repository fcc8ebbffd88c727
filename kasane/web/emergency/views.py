"""緊急の閲覧: asked for by a desk, made known to the coordinator, looked into by the privacy officer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.code_lists.queries import labels_of
from kasane.directory.queries import desk_names, staff_names
from kasane.people.actions.emergency import EmergencyWords, begin_emergency, review_emergency
from kasane.rooms.models import EmergencyAccess
from kasane.rooms.queries import emergencies, emergency_of
from kasane.rules.emergency import Finding
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.components.fields import LongField, OneField, of_list


class EmergencyForm(forms.Form):
    """Whom it is about, as already known, and what is happening."""

    name = forms.CharField(label="氏名", max_length=80, required=False)
    kana = forms.CharField(label="ふりがな", max_length=80, required=False)
    address = forms.CharField(
        label="住所", max_length=200, help_text="町名と番地まで。氏名と住所の両方が合う方だけが開きます。"
    )
    reason = LongField(
        label="いま起きていること、見なければならないわけ",
        rows=4,
        help_text="書いたことは、福祉総合相談担当と個人情報担当に伝わります。",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["danger"] = OneField(of_list("danger", on), label="何を守るためですか")


class ReviewForm(forms.Form):
    """The finding, and what was looked into."""

    finding = OneField([(f.value, f.label) for f in Finding], label="確認の結果")
    words = LongField(label="確かめたこと", rows=3)


@dataclass(frozen=True)
class EmergencyLine:
    """One access as the coordinator and the privacy officer see it; no content."""

    access: EmergencyAccess
    who: str
    desk: str
    danger: str
    finding: str


@needs(Permission.BEGIN_EMERGENCY)
def begin(request: ActingRequest) -> HttpResponse:
    form = EmergencyForm(request.POST or None, on=request.actor.today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        cases, verdict = asked(lambda: begin_emergency(EmergencyWords(**form.cleaned_data), by=request.actor))
        if cases is not None:
            messages.warning(request, "72時間だけ開きました。福祉総合相談担当と個人情報担当に伝えています。")
            return redirect("case", cases[0]) if len(cases) == 1 else redirect("cases")
    # A refused attempt is recorded, as whoever was looked for in vain has a right to it.
    status = 409 if verdict is not None else 422 if request.method == "POST" else 200
    return render(request, "emergency/begin.html", {"form": form, "verdict": verdict}, status=status)


@needs(Permission.REVIEW_EMERGENCY)
def reviews(request: ActingRequest) -> HttpResponse:
    context = {
        "waiting": lines(emergencies(is_reviewed=False)),
        "reviewed": lines(emergencies(is_reviewed=True)),
    }
    return render(request, "emergency/reviews.html", context)


@needs(Permission.REVIEW_EMERGENCY)
def review(request: ActingRequest, access: int) -> HttpResponse:
    known = found(emergency_of(access))
    form = ReviewForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        finding, words = Finding(form.cleaned_data["finding"]), form.cleaned_data["words"]
        ended, verdict = asked(lambda: review_emergency(known, finding, words=words, by=request.actor))
        if verdict is None:
            messages.success(
                request,
                f"確かめた結果を記録しました。{f'残っていた鍵{ended}本を終えました。' if ended else ''}",
            )
            return redirect("emergency_reviews")
    context = {"form": form, "verdict": verdict, "line": lines([known])[0]}
    return render(request, "emergency/review.html", context, status=422 if request.method == "POST" else 200)


def lines(accesses: list[EmergencyAccess]) -> list[EmergencyLine]:
    names, desks = staff_names(a.staff_id for a in accesses), desk_names(a.desk_id for a in accesses)
    dangers = labels_of("danger")
    return [
        EmergencyLine(
            access=access,
            who=names.get(access.staff_id, ""),
            desk=desks.get(access.desk_id, ""),
            danger=dangers.at(access.began_at).get(("danger", access.danger), ""),
            finding=Finding(access.finding).label if access.finding else "",
        )
        for access in accesses
    ]
