"""The people of a household: one more, and who somebody is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.permissions import Permission
from kasane.cases.actions.rooms import add_person
from kasane.people.actions.persons import correct_identity
from kasane.people.models import Identity
from kasane.people.queries import people_of
from kasane.rooms.queries import own_room
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import edition_in, known_case, status_of
from kasane.web.case_file.new_person import NewPersonForm
from kasane.web.case_file.outrun import both_shown
from kasane.web.components.asking import asked
from kasane.web.components.conflict import conflict_of, is_unchosen, quicker, remembered
from kasane.web.intake.forms import PersonForm, written_in
from kasane.web.matching.views import hint


@needs(Permission.WRITE_NOTES)
def new_person(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    people = people_of(case, request.actor)
    form = NewPersonForm(request.POST or None, on=request.actor.today, people=people)
    verdict = None
    if request.method == "POST" and form.is_valid() and form.tells_apart():
        person, verdict = asked(
            lambda: add_person(
                form.words(),
                case=known.pk,
                by=request.actor,
                relations=form.relations(),
                since=form.cleaned_data["since"],
            )
        )
        if person is not None:
            messages.success(request, "世帯の人を加えました。")
            hint(request, case)
            return redirect("case", case)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "case_file/new_person.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def person(request: ActingRequest, case: int, person: int) -> HttpResponse:
    """Correcting who somebody is, in the desk's own record of them."""
    known = known_case(request, case)
    home = found(own_room(case, request.actor))
    identity = found(Identity.objects.filter(case_id=known.pk, person_id=person, home_id=home).first())
    form = PersonForm(
        request.POST or None, on=request.actor.today, is_first=True, initial=written_in(identity)
    )
    verdict = None
    if request.method == "POST" and (edition_in(request) != identity.edition or is_unchosen(request.POST)):
        return both_shown(
            request,
            known,
            conflict_of(form, by=quicker(identity.corrected_by)),
            task="この方の情報を書き直す",
            what="方の情報",
            back=reverse("case", args=[case]),
            edition=identity.edition,
        )
    if request.method == "POST" and form.is_valid() and form.tells_apart():
        _, verdict = asked(
            lambda: correct_identity(identity, form.words(), edition=identity.edition, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "この方の情報を書き直しました。")
            hint(request, case)
            return redirect("case", case)
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "remembered": remembered(form),
        "edition": identity.edition,
    }
    return render(request, "case_file/person_form.html", context, status=status_of(request))
