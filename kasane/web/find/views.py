"""さがす: persons by name, kana, phone or birthday, a case by its number, records by their words; only what one may read."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.actor import Actor
from kasane.access.ids import case_number_in
from kasane.access.permissions import Permission
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import AssessmentPart
from kasane.assessments.queries import parts_among
from kasane.cases.models import Case, Consultation, Note
from kasane.cases.queries import case_of
from kasane.japanese.wareki import parse_partial
from kasane.people.models import Identity
from kasane.people.queries import born_on
from kasane.rules.assessments import free_texts
from kasane.search.queries import MOST, SHORTEST, persons_like
from kasane.search.queries import found as entries
from kasane.web.access import ActingRequest, needs
from kasane.web.components.sealed import looked_for, searched


@dataclass(frozen=True)
class AnswerFound:
    """An answer of an assessment in which the words stand."""

    part: AssessmentPart
    text: str


def typed_in(request: ActingRequest) -> str:
    """What was typed to be found: sent in the body, and from then on sealed in the address."""
    return (looked_for(request) or request.POST.get("q", "")).strip()[:80]


@dataclass(frozen=True)
class PeopleFound:
    """Readable persons, each once in a case; `is_cut` when there are more than were read."""

    people: list[Identity]
    is_cut: bool


def people_found(typed: str) -> PeopleFound:
    """Persons by name, kana or phone, or by a whole birthday."""
    named = persons_like(typed)
    people = list(Identity.objects.filter(id__in=named).order_by("kana", "name"))
    try:
        day = parse_partial(typed).whole
    except ValueError:
        day = None
    people += born_on(day) if day is not None else []
    return PeopleFound(list({(p.case_id, p.person_id): p for p in people}.values()), len(named) == MOST)


def numbered(typed: str, actor: Actor) -> Case | None:
    """The case of that number, if one may know of it."""
    number = case_number_in(typed)
    return case_of(number, actor) if number is not None else None


def answers_found(typed: str) -> list[AnswerFound]:
    """Readable parts of assessments with what was typed in an answer of somebody's own words."""
    told = []
    for part in parts_among(record for record, _ in entries("assessment", typed)):
        section = sheet_of(part.assessment.version).section(part.section)
        texts = free_texts(section.items, part.answers) if section else ()
        text = next((text for text in texts if typed in text), next(iter(texts), ""))
        told.append(AnswerFound(part, text))
    return told


@needs(Permission.READ_CASES)
def search(request: ActingRequest) -> HttpResponse:
    """What was typed is sent, and what was found is gone back to: no address names anybody."""
    typed = typed_in(request)
    if request.method == "POST":
        return redirect(searched(reverse("search"), typed))
    context: dict[str, object] = {"typed": typed, "is_short": 0 < len(typed) < SHORTEST}
    context["book"] = searched(reverse("search_book"), typed)
    context["may_export"] = request.actor.may(Permission.EXPORT_LISTS)
    context["may_begin_emergency"] = request.actor.may(Permission.BEGIN_EMERGENCY)
    if len(typed) >= SHORTEST:
        texts = [record for record, _ in entries("note", typed)]
        context["answers"] = answers_found(typed)
        context["case"] = numbered(typed, request.actor)
        context["found"] = people_found(typed)
        context["most"], context["is_cut"] = MOST, len(texts) == MOST
        context["notes"] = list(Note.objects.filter(id__in=texts).order_by("-happened_at"))
        context["consultations"] = list(Consultation.objects.filter(id__in=texts).order_by("-received_at"))
    return render(request, "find/search.html", context)
