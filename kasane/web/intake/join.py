"""One more consultation of a household the desk knows, and finding it while somebody is being written down."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.actor import Actor
from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.cases.actions.consultations import TakenWith, take_again
from kasane.people.models import Identity
from kasane.people.queries import PersonView, born_on, names_of, people_of
from kasane.search.queries import persons_like
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import about
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import IdsField
from kasane.web.intake.forms import ConsultationForm, PersonForm, issue_forms

MOST = 5


class AboutForm(forms.Form):
    """Whom of the household the consultation is about; nobody is ticked beforehand but who was just found."""

    def __init__(self, *args: Any, people: list[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = IdsField(about(people), label="だれについて")


class JoinForms:
    """The forms of the page together; what was carried here from an empty sheet is their first value."""

    def __init__(self, request: ActingRequest, people: list[PersonView]) -> None:
        letters = request.POST.get("carried", "")
        is_carried = bool(letters)
        data = request.POST if request.method == "POST" and not is_carried else None
        first = _carried(request, letters, actor=request.actor) if is_carried else {}
        today = request.actor.today
        self.order = [person.id for person in people]
        places = [(str(place), person.identity.shown_name) for place, person in enumerate(people)]
        self.consultation = ConsultationForm(data, actor=request.actor, initial=first)
        self.about = AboutForm(data, people=people, initial=first)
        self.issues = issue_forms(data, on=today, people=places)
        self.is_sent = data is not None

    def is_valid(self) -> bool:
        return self.is_sent and all(
            [form.is_valid() for form in (self.consultation, self.about, *self.issues)]  # noqa: C419 - all errors show at once
        )

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in (self.consultation, self.about, *self.issues))

    def taken(self) -> TakenWith:
        return TakenWith(
            tuple(form.words() for form in self.issues if form.is_written),
            tuple(self.consultation.dispositions()),
            self.consultation.informant(),
        )


@needs(Permission.TAKE_CONSULTATION)
def join(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    people = people_of(known.pk, request.actor)
    sheets, verdict = JoinForms(request, people), None
    if sheets.is_valid():
        _, verdict = asked(
            lambda: take_again(
                sheets.consultation.words(),
                sheets.taken(),
                case=known.pk,
                people=sheets.about.cleaned_data["people"],
                order=sheets.order,
                by=request.actor,
            )
        )
        if verdict is None:
            messages.success(request, "相談を書き足しました。")
            return redirect("consultations", case)
    context = {"case": known, "forms": sheets, "verdict": verdict}
    status = status_of(request) if sheets.is_sent else 200
    return render(request, "intake/join.html", context, status=status)


@needs(Permission.TAKE_CONSULTATION)
@require_POST
def likely(request: ActingRequest) -> HttpResponse:
    """Who it may be of those one may see already; the rest of the city is compared only after saving."""
    typed = {name.partition("-")[2]: str(text).strip()[:80] for name, text in request.POST.items()}
    people = likely_people(typed, request.actor.today)
    names = names_of([one.case_id for one in people])
    return render(request, "intake/likely.html", {"likely": people, "names": names})


def likely_people(typed: dict[str, str], on: date) -> list[Identity]:
    """At most five readable persons with the name, phone number or birthday that was typed, each case once."""
    form = PersonForm({"sex": "unknown", **typed}, on=on, is_first=True)
    form.is_valid()
    born = form.cleaned_data.get("birth_on")
    named = {number for word in ("name", "kana", "phone") for number in persons_like(typed.get(word, ""))}
    known = list(Identity.objects.filter(id__in=named))
    if born is not None and born.whole is not None:
        known += born_on(born.whole)
    return list({(one.case_id, one.person_id): one for one in known}.values())[:MOST]


def _carried(request: ActingRequest, letters: str, *, actor: Actor) -> dict[str, Any]:
    """What had been written on the empty sheet, as first values of this one."""
    try:
        person = decode_id(letters)
    except ValueError:
        return found(None)
    told: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
    several = {name: request.POST.getlist(name) for name in ("dispositions", "told_concerns")}
    return {**told, **several, "people": [str(person)], "received_at": told.get("received_at") or actor.at}
