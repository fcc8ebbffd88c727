"""さがす: persons by name, kana, phone or birthday, a case by its number, records by their words; only what one may read."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.actor import Actor
from kasane.access.ids import case_number_in
from kasane.access.permissions import Permission
from kasane.cases.models import Case, Consultation, Note
from kasane.cases.queries import case_of
from kasane.japanese.wareki import parse_partial
from kasane.people.models import Identity
from kasane.people.queries import born_on
from kasane.search.queries import SHORTEST, persons_like
from kasane.search.queries import found as entries
from kasane.web.access import ActingRequest, needs


def typed_in(request: ActingRequest) -> str:
    """What was typed to be found."""
    return request.GET.get("q", "").strip()[:80]


def people_found(typed: str) -> list[Identity]:
    """Readable persons by name, kana or phone, or by a whole birthday, each once in a case."""
    people = list(Identity.objects.filter(id__in=persons_like(typed)).order_by("kana", "name"))
    try:
        day = parse_partial(typed).whole
    except ValueError:
        day = None
    people += born_on(day) if day is not None else []
    return list({(p.case_id, p.person_id): p for p in people}.values())


def numbered(typed: str, actor: Actor) -> Case | None:
    """The case of that number, if one may know of it."""
    number = case_number_in(typed)
    return case_of(number, actor) if number is not None else None


@needs(Permission.READ_CASES)
def search(request: ActingRequest) -> HttpResponse:
    typed = typed_in(request)
    context: dict[str, object] = {"typed": typed, "is_short": 0 < len(typed) < SHORTEST}
    context["may_export"] = request.actor.may(Permission.EXPORT_LISTS)
    context["may_begin_emergency"] = request.actor.may(Permission.BEGIN_EMERGENCY)
    if len(typed) >= SHORTEST:
        texts = [record for record, _ in entries("note", typed)]
        context["case"] = numbered(typed, request.actor)
        context["people"] = people_found(typed)
        context["notes"] = list(Note.objects.filter(id__in=texts).order_by("-happened_at"))
        context["consultations"] = list(Consultation.objects.filter(id__in=texts).order_by("-received_at"))
    return render(request, "find/search.html", context)
