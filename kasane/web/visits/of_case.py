"""訪問 of one case: cautions, visits to come and past ones; planning a visit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.cases.actions.visits import plan_visit
from kasane.cases.queries.visits import cautions_of, goers_of, visits_of
from kasane.directory.queries import staff_names, workers_of
from kasane.people.queries import people_of
from kasane.rooms.queries import standing
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.visits.calendar import line_of
from kasane.web.visits.forms import VisitForm


@needs(Permission.READ_CASES)
def case_visits(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    cautions, visits = cautions_of(known.pk), visits_of(known.pk)
    people = {p.id: p.identity.shown_name for p in people_of(known.pk, request.actor)}
    agreers = {caution.agreed_by for caution in cautions if caution.agreed_by}
    staff = staff_names(goers_of(visits) | agreers | {caution.written_by for caution in cautions})
    about = {v.case_id: [people[p] for p in v.concerns if p in people] for v in visits}
    lines = [line_of(visit, about, staff) for visit in visits]
    stands = standing(known.pk, request.actor, [*cautions, *visits])
    context = {
        "case": known,
        "in_force": [one for one in cautions if one.is_in_force],
        "proposed": [one for one in cautions if one.agreed_at is None and one.ended_at is None],
        "ended": [one for one in cautions if one.ended_at is not None],
        "planned": [line for line in reversed(lines) if line.is_planned],
        "past": [line for line in lines if not line.is_planned],
        "staff": staff,
        "today": request.actor.today,
        "reasons": stands.reasons,
        "is_own": stands.own_room is not None,
    }
    return render(request, "visits/of_case.html", context)


@needs(Permission.WRITE_NOTES)
def new_visit(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    form = VisitForm(
        request.POST or None,
        people=people_of(case, request.actor),
        colleagues=_colleagues(request.actor),
        actor=request.actor,
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        visit, verdict = asked(lambda: plan_visit(form.words(), case=known.pk, by=request.actor))
        if visit is not None:
            messages.success(request, "訪問を予定に入れました。")
            return redirect("visit", visit.pk)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "visits/new.html", context, status=status_of(request))


def _colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Everybody of the acting desk, who asks first."""
    staff = [(hat.staff_id, hat.staff.name) for hat in workers_of(actor)]
    return sorted(staff, key=lambda pair: pair[0] != actor.staff)
