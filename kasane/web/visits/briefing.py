"""One visit: what to know on the way there, on one page for the phone; putting it off or cancelling it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.visits import cancel_visit, put_off
from kasane.cases.models import Caution, Visit
from kasane.cases.queries.visits import cautions_of, last_contacts, own_visit, visit_of
from kasane.code_lists.queries import Labels, labels_of
from kasane.directory.queries import staff_names
from kasane.people.queries import PersonView, people_of
from kasane.rooms.queries import standing
from kasane.rules.cautions import CautionKind
from kasane.rules.verdicts import Verdict
from kasane.rules.visits import VisitState
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.consultations import communication_of
from kasane.web.case_file.known import known_case, status_of
from kasane.web.case_file.timeline import NOTE_LISTS, note_entry
from kasane.web.components.asking import asked
from kasane.web.visits.forms import ChangeForm


@dataclass(frozen=True)
class Met:
    """Somebody the visit is about: name, age, and where to go unless that is protected."""

    name: str
    kana: str
    age: int | None
    address: str
    phone: str
    is_address_apart: bool
    # What to mind while speaking with them.
    communication: str = ""


@needs(Permission.READ_CASES)
def visit(request: ActingRequest, visit: int) -> HttpResponse:
    """The briefing: safety first, then what to avoid, what works, the last contacts, and where."""
    held = found(visit_of(visit))
    known = known_case(request, held.case_id)
    in_force = [one for one in cautions_of(known.pk) if one.is_in_force]
    people = people_of(known.pk, request.actor)
    notes = last_contacts(known.pk)
    labels = labels_of("communication", *NOTE_LISTS)
    own = own_visit(visit, request.actor)
    context = {
        "case": known,
        "visit": held,
        "is_planned": held.state == VisitState.PLANNED.value,
        "state": VisitState(held.state).label,
        "is_own": own is not None,
        "goers": list(staff_names(held.goers).values()),
        "people": [_met(person, labels) for person in people if person.id in held.concerns],
        "causes": _of_kind(in_force, CautionKind.SAFETY),
        "avoid": _of_kind(in_force, CautionKind.AVOID),
        "works": _of_kind(in_force, CautionKind.WORKS),
        "contacts": [note_entry(note, labels) for note in notes],
        "reasons": standing(known.pk, request.actor, [held, *in_force, *notes]).reasons,
    }
    return render(request, "visits/briefing.html", context)


@needs(Permission.WRITE_NOTES)
def change_visit(request: ActingRequest, visit: int) -> HttpResponse:
    """Putting a visit off, or cancelling it, with the reason."""
    held = found(own_visit(visit, request.actor))
    known = known_case(request, held.case_id)
    form = ChangeForm(request.POST or None, initial={"starts_at": held.starts_at})
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        later, verdict = asked(lambda: _changed(held, form, request))
        if verdict is None:
            messages.success(request, "訪問を延期しました。" if later else "訪問を取りやめました。")
            return redirect("visit", later.pk) if later else redirect("visits")
    context = {"form": form, "case": known, "visit": held, "verdict": verdict}
    return render(request, "visits/change.html", context, status=status_of(request))


def _changed(visit: Visit, form: ChangeForm, request: ActingRequest) -> Visit | None:
    told = form.cleaned_data
    if told["change"] == "cancel":
        cancel_visit(visit, why=told["why"], by=request.actor)
        return None
    return put_off(
        visit,
        planned_on=told["planned_on"],
        starts_at=told["starts_at"],
        why=told["why"],
        by=request.actor,
    )


def _met(person: PersonView, labels: Labels) -> Met:
    one = person.identity
    is_apart = one.is_address_apart
    return Met(
        name=one.shown_name,
        kana=one.kana,
        age=person.age,
        address="" if is_apart else one.address,
        phone="" if is_apart else one.phone,
        is_address_apart=is_apart,
        communication=communication_of(person, labels),
    )


def _of_kind(cautions: list[Caution], kind: CautionKind) -> list[Caution]:
    return [caution for caution in cautions if caution.kind == kind.value]
