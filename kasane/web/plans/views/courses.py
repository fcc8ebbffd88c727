"""Monitoring a part, and evaluating it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kasane.access.permissions import Permission
from kasane.code_lists.queries import deadline_days
from kasane.support_plans.actions.evaluation import evaluate
from kasane.support_plans.actions.monitoring import monitor
from kasane.support_plans.queries import PartLine, VersionView, in_force_among, versions_of
from kasane.web.access import ActingRequest, needs
from kasane.web.components.asking import asked
from kasane.web.plans.forms.evaluation import EvaluationForm
from kasane.web.plans.forms.monitoring import MonitoringForm
from kasane.web.plans.shown import desks_for
from kasane.web.plans.views.parts import form_page, own_part


@needs(Permission.DRAFT_PLANS)
def monitoring(request: ActingRequest, part: int) -> HttpResponse:
    line = own_part(request, part)
    form = MonitoringForm(
        request.POST or None,
        view=_in_force(line),
        on=request.actor.today,
        months=deadline_days("monitoring"),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        words = form.words()
        done, verdict = asked(lambda: monitor(line.part, words, by=request.actor))
        if done is not None:
            asks = (
                f"{words.calls_for.label}として、重層的支援会議に諮ってください。" if words.calls_for else ""
            )
            messages.success(request, f"モニタリングを記録しました。{asks}")
            return redirect("part", part)
    return form_page(request, line, form, verdict, "モニタリングを記録する", template="monitoring")


@needs(Permission.DRAFT_PLANS)
def evaluation(request: ActingRequest, part: int) -> HttpResponse:
    line = own_part(request, part)
    form = EvaluationForm(
        request.POST or None,
        view=_in_force(line),
        on=request.actor.today,
        desks=desks_for(line.part.case_id, request.actor),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        sheet, verdict = asked(lambda: evaluate(line.part, form.words(), by=request.actor))
        if sheet is not None:
            messages.success(request, "評価シートを書きました。")
            return redirect("part", part)
    return form_page(request, line, form, verdict, "評価シートを書く", template="evaluation")


def _in_force(line: PartLine) -> VersionView | None:
    return in_force_among(versions_of(line.part))
