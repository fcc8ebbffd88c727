"""さがす: persons by name, kana or phone, and records by their words; only what one may read."""

from django.http import HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.cases.models import Consultation, Note
from kasane.people.models import Identity
from kasane.search.queries import found as entries
from kasane.web.access import ActingRequest, needs

SHORTEST = 2


def typed_in(request: ActingRequest) -> str:
    """What was typed to be found."""
    return request.GET.get("q", "").strip()[:80]


def people_found(typed: str) -> list[Identity]:
    """Readable persons by name, kana or phone, each once in a case."""
    people = Identity.objects.filter(id__in=[record for record, _ in entries("person", typed)])
    return list({(p.case_id, p.person_id): p for p in people.order_by("kana", "name")}.values())


@needs(Permission.READ_CASES)
def search(request: ActingRequest) -> HttpResponse:
    typed = typed_in(request)
    context: dict[str, object] = {"typed": typed, "is_short": 0 < len(typed) < SHORTEST}
    context["may_export"] = request.actor.may(Permission.EXPORT_LISTS)
    context["may_begin_emergency"] = request.actor.may(Permission.BEGIN_EMERGENCY)
    if len(typed) >= SHORTEST:
        texts = [record for record, _ in entries("note", typed)]
        context["people"] = people_found(typed)
        context["notes"] = list(Note.objects.filter(id__in=texts).order_by("-happened_at"))
        context["consultations"] = list(Consultation.objects.filter(id__in=texts).order_by("-received_at"))
    return render(request, "find/search.html", context)
