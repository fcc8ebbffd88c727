"""A plan part: drafting, its versions, monitoring and follow-up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.rooms import room_of
from kasane.cases.queries import case_of
from kasane.code_lists.queries import deadline_days
from kasane.people.queries import people_of
from kasane.rooms.queries import may_write_in, why
from kasane.rules.plans import Occasion, PartKind
from kasane.support_plans.actions import draft_part, draft_version, follow_up_done, monitor, plan_follow_up
from kasane.support_plans.models import PartVersion
from kasane.support_plans.queries import (
    PartLine,
    changes_of,
    follow_up_of,
    follow_ups_of,
    monitorings_of,
    part_of,
    versions_of,
)
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.plans.forms import ChangeForm, FollowUpDoneForm, FollowUpForm, MonitoringForm, PartForm


@needs(Permission.DRAFT_PLANS)
def new(request: ActingRequest, case: int) -> HttpResponse:
    known = found(case_of(case, request.actor))
    room_of(case, request.actor)
    form = PartForm(
        request.POST or None,
        people=people_of(case, request.actor),
        on=request.actor.today,
        months=deadline_days("monitoring"),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        part, verdict = asked(
            lambda: draft_part(
                form.words(),
                case=known.pk,
                kind=PartKind(told["kind"]),
                person=int(told["person"]),
                by=request.actor,
            )
        )
        if part is not None:
            messages.success(
                request, "プランの案をつくりました。重層的支援会議で決まると、実施中になります。"
            )
            return redirect("part", part.pk)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "plans/new.html", context, status=_status(request))


@needs(Permission.READ_CASES)
def show(request: ActingRequest, part: int) -> HttpResponse:
    line = found(part_of(part))
    names = {p.id: p.identity.addressed for p in people_of(line.part.case_id, request.actor)}
    versions = versions_of(line.part)
    context = {
        "line": line,
        "name": names.get(line.part.person_id, ""),
        "version": versions[0] if versions else None,
        "former": versions[1:],
        "changes": [(Occasion(c.occasion).label, c) for c in changes_of(line.part)],
        "monitorings": monitorings_of(line.part),
        "follow_ups": follow_ups_of(line.part),
        "is_own": may_write_in(line.part.home_id),
        "reasons": why(line.part.case_id, request.actor, [line.part]),
    }
    return render(request, "plans/show.html", context)


@needs(Permission.DRAFT_PLANS)
def change(request: ActingRequest, part: int) -> HttpResponse:
    line = _own(part)
    former = found(PartVersion.objects.filter(part=line.part).order_by("-number").first())
    form = ChangeForm(
        request.POST or None, former=former, on=request.actor.today, months=deadline_days("monitoring")
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        words = form.words(form.cleaned_data["reason"])
        version, verdict = asked(lambda: draft_version(words, part=line.part, by=request.actor))
        if version is not None:
            messages.success(
                request,
                "変更の案をつくりました。重層的支援会議（プラン変更時）で決まると、この版になります。",
            )
            return redirect("part", part)
    return _form(request, line, form, verdict, "変更の案をつくる")


@needs(Permission.DRAFT_PLANS)
def monitoring(request: ActingRequest, part: int) -> HttpResponse:
    line = _own(part)
    form = MonitoringForm(request.POST or None, on=request.actor.today, months=deadline_days("monitoring"))
    verdict = None
    if request.method == "POST" and form.is_valid():
        done, verdict = asked(lambda: monitor(line.part, by=request.actor, **form.cleaned_data))
        if done is not None:
            messages.success(request, "モニタリングを記録しました。")
            return redirect("part", part)
    return _form(request, line, form, verdict, "モニタリングを記録する")


@needs(Permission.DRAFT_PLANS)
def follow_up(request: ActingRequest, part: int) -> HttpResponse:
    line = _own(part)
    form = FollowUpForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        planned, verdict = asked(lambda: plan_follow_up(line.part, by=request.actor, **form.cleaned_data))
        if planned is not None:
            messages.success(request, "フォローアップの予定を入れました。")
            return redirect("part", part)
    return _form(request, line, form, verdict, "フォローアップの予定を入れる")


@needs(Permission.DRAFT_PLANS)
def done(request: ActingRequest, follow_up: int) -> HttpResponse:
    """A follow-up was made: when, and what became of it."""
    planned = found(follow_up_of(follow_up))
    line = _own(planned.part_id)
    form = FollowUpDoneForm(request.POST or None, on=request.actor.today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: follow_up_done(planned, by=request.actor, **form.cleaned_data))
        if verdict is None:
            messages.success(request, "フォローアップを済みにしました。")
            return redirect("part", planned.part_id)
    context = {"form": form, "line": line, "planned": planned, "verdict": verdict}
    return render(request, "plans/follow_up_done.html", context, status=_status(request))


def _form(request: ActingRequest, line: PartLine, form: object, verdict: object, title: str) -> HttpResponse:
    context = {"form": form, "line": line, "verdict": verdict, "title": title}
    return render(request, "plans/form.html", context, status=_status(request))


def _own(part: int) -> PartLine:
    """A part whose home one writes in; for everybody else there is no such page."""
    line = found(part_of(part))
    found(True if may_write_in(line.part.home_id) else None)
    return line


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
