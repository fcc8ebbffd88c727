"""Help that began before a sitting could decide, and the list of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.people.queries import names_of
from kasane.support_plans.actions.urgent import begin_urgently
from kasane.support_plans.queries import unconfirmed_starts
from kasane.web.access import ActingRequest, needs
from kasane.web.components.asking import asked
from kasane.web.plans.forms.parts import UrgentForm
from kasane.web.plans.views.parts import form_page, own_part


@needs(Permission.DRAFT_PLANS)
def urgent(request: ActingRequest, part: int) -> HttpResponse:
    line = own_part(request, part)
    form = UrgentForm(request.POST or None, on=request.actor.today)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: begin_urgently(line.part, by=request.actor, **form.cleaned_data))
        if verdict is None:
            messages.success(
                request, "緊急に始めたことを残しました。重層的支援会議で決まるまで、未確認として並びます。"
            )
            return redirect("part", part)
    return form_page(request, line, form, verdict, "緊急に始めたことを書く")


@needs(Permission.DRAFT_PLANS)
def unconfirmed(request: ActingRequest) -> HttpResponse:
    """Help that began before a sitting could decide, and still waits for one."""
    starts = unconfirmed_starts(request.actor.desk)
    names = names_of(list({start.case_id for start in starts}))
    context = {"starts": [(start, "、".join(names.get(start.case_id, []))) for start in starts]}
    return render(request, "plans/unconfirmed.html", context)
