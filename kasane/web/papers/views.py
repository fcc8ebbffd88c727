"""Printing an official form: for whom, as a PDF or a book; and what of a case was printed."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.actor import Actor
from kasane.access.ids import new_id
from kasane.access.permissions import Permission
from kasane.cases.queries import case_of
from kasane.consents.facts import consent_facts
from kasane.directory.queries import agencies, agency_names
from kasane.documents.books import MEDIA_TYPE
from kasane.people.queries import PersonView, people_of
from kasane.prints.queries import prints_of
from kasane.rooms.queries import why
from kasane.rules.meetings import Named
from kasane.rules.printing import Audience, may_be_printed
from kasane.rules.verdicts import Verdict, demand
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked as answered
from kasane.web.papers.asked import Asked, Collected, Kind
from kasane.web.papers.forms import PrintForm
from kasane.web.papers.kinds import KINDS
from kasane.web.papers.printing import Printed, Wish, print_form

UNSEEN = "（氏名は見られません）"


@dataclass(frozen=True)
class Opened:
    """A form somebody may print: its kind, filled in, with the persons it concerns as they know them."""

    kind: Kind
    collected: Collected
    people: list[PersonView]


@needs(Permission.READ_CASES)
def choose(request: ActingRequest, kind: str, subject: int) -> HttpResponse:
    """For whom the form is printed, and what is left out of it then."""
    opened = _opened(kind, subject, request.actor)
    return _page(request, opened, _form(request, opened), None)


@needs(Permission.READ_CASES, is_export=True)
def pdf(request: ActingRequest, kind: str, subject: int) -> HttpResponse:
    """The form as a PDF, numbered and kept on record."""
    return _answer(request, kind, subject, is_book=False)


@needs(Permission.READ_CASES, is_export=True)
def book(request: ActingRequest, kind: str, subject: int) -> HttpResponse:
    """The same form as an Excel book."""
    return _answer(request, kind, subject, is_book=True)


@needs(Permission.READ_CASES)
def printed(request: ActingRequest, case: int) -> HttpResponse:
    """What was printed of a case, in the rooms one may read."""
    known = known_case(request, case)
    lines = prints_of(known.pk)
    context = {
        "case": known,
        "lines": lines,
        "reasons": why(known.pk, request.actor, [paper for paper, _ in lines]),
    }
    return render(request, "papers/printed.html", context)


def _answer(request: ActingRequest, kind: str, subject: int, *, is_book: bool) -> HttpResponse:
    if request.method != "POST":
        return redirect("print", kind, subject)
    opened = _opened(kind, subject, request.actor)
    form = _form(request, opened)
    if not form.is_valid():
        return _page(request, opened, form, None)
    made, verdict = answered(lambda: _made(opened, form, request.actor, is_book=is_book))
    if made is None:
        return _page(request, opened, form, verdict)
    answer = HttpResponse(made.content, content_type=MEDIA_TYPE if is_book else "application/pdf")
    # The name says which paper it is, never whose.
    suffix, way = ("xlsx", "attachment") if is_book else ("pdf", "inline")
    answer["Content-Disposition"] = f'{way}; filename="{made.number}.{suffix}"'
    return answer


def _made(opened: Opened, form: PrintForm, actor: Actor, *, is_book: bool) -> Printed:
    audience = Audience(form.cleaned_data["audience"])
    asked = Asked(actor, audience, person=form.receiver, agency=form.agency)
    collected = found(opened.kind.collect(opened.collected.subject, asked))
    receiver = agency_names([asked.agency]).get(asked.agency, "") if asked.agency else ""
    is_to_agency = audience is Audience.AGENCY
    known = {p.id: p.identity.shown_name for p in opened.people}
    demand(
        may_be_printed(
            audience,
            persons=tuple(Named(person, known.get(person, UNSEEN)) for person in collected.concerns),
            agency=Named(asked.agency, receiver) if asked.agency and receiver else None,
            consents=consent_facts(collected.case) if is_to_agency and collected.case else (),
            on=actor.today,
            is_sealed=collected.is_sealed,
        )
    )
    wish = Wish(new_id(), opened.kind, asked, receiver if is_to_agency else "", is_book=is_book)
    return print_form(collected, wish)


def _opened(kind: str, subject: int, actor: Actor) -> Opened:
    """The form as who acts may read it; for everybody else there is no such page."""
    known = KINDS.get(kind)
    if known is None or not actor.may(known.permission):
        raise Http404
    collected = found(known.collect(subject, Asked(actor)))
    case = collected.case
    people = people_of(case, actor) if case is not None else []
    return Opened(known, collected, [p for p in people if p.id in collected.concerns])


def _form(request: ActingRequest, opened: Opened) -> PrintForm:
    given = request.POST if request.method == "POST" else None
    audiences = opened.kind.audiences
    offered = agencies() if Audience.AGENCY in audiences else []
    return PrintForm(given, audiences=audiences, people=opened.people, agencies=offered)


def _page(request: ActingRequest, opened: Opened, form: PrintForm, verdict: Verdict | None) -> HttpResponse:
    collected = opened.collected
    case, records = collected.case, [collected.source] if collected.source is not None else []
    context = {
        "kind": opened.kind,
        "subject": collected.subject,
        "case": case_of(case, request.actor) if case is not None else None,
        "people": opened.people,
        "form": form,
        "verdict": verdict,
        "reasons": why(case, request.actor, records) if case is not None else (),
    }
    return render(request, "papers/print.html", context, status=status_of(request))
