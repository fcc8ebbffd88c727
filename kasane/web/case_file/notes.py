"""The notes of a case, and writing one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.notes import add_note
from kasane.cases.actions.visits import record_visit
from kasane.cases.models import Case, Note, Visit
from kasane.cases.queries import PAGE, case_of, moved_from, views_of
from kasane.cases.queries.visits import own_visit
from kasane.code_lists.queries import labels_of
from kasane.consents.queries import consents_of
from kasane.japanese.wareki import wareki_short
from kasane.people.queries import PersonView, people_of
from kasane.rooms.queries import standing
from kasane.rules.consents import TAX
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.case_file.note_forms import NoteForm
from kasane.web.case_file.timeline import NOTE_LISTS, note_entry
from kasane.web.components.addresses import moment_in, number_in
from kasane.web.components.asking import asked
from kasane.web.components.papers import TOO_LARGE, is_too_large
from kasane.web.sign_in.door import stepped_up


@needs(Permission.READ_CASES)
def notes(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    before = moment_in(request.GET.get("before", ""))
    page = views_of(known.pk, before)
    shown = page[:PAGE]
    labels = labels_of(*NOTE_LISTS)
    stands = standing(known.pk, request.actor, [view.note for view in shown])
    context = {
        "case": known,
        "entries": [note_entry(view.note, labels, view) for view in shown],
        "before": shown[-1].note.happened_at.isoformat() if len(page) > PAGE else "",
        "moved": moved_from(known.pk, request.actor) if before is None else [],
        "reasons": stands.reasons,
        "is_own": stands.own_room is not None,
        "is_stepped_up": request.actor.is_stepped_up,
    }
    return render(request, "case_file/notes.html", context)


@needs(Permission.READ_CASES)
def all_notes(request: ActingRequest, case: int) -> HttpResponse:
    """The notes with 税情報 among them, once the secret was asked for again."""
    found(case_of(case, request.actor))
    return redirect("notes", case) if request.actor.is_stepped_up else stepped_up(request)


@needs(Permission.WRITE_NOTES)
def new_note(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    people = people_of(case, request.actor)
    visit = _visit_in(request, known)
    form = NoteForm(
        request.POST or None,
        request.FILES or None,
        people=people,
        tax_consents=tax_consents(known, people),
        actor=request.actor,
        initial=_planned(visit) if visit else None,
    )
    verdict = None
    if request.method == "POST" and is_too_large(request):
        form.add_error("papers", TOO_LARGE)
    if request.method == "POST" and form.is_valid():
        note, verdict = asked(lambda: _written(form, known, visit, request))
        if note is not None:
            messages.success(request, "経過を記録しました。")
            return redirect("notes", case)
    context = {"form": form, "case": known, "verdict": verdict, "visit": visit}
    return render(request, "case_file/new_note.html", context, status=status_of(request))


def _written(form: NoteForm, case: Case, visit: Visit | None, request: ActingRequest) -> Note:
    if visit is not None:
        return record_visit(visit, form.words(), by=request.actor)
    return add_note(form.words(), case=case.pk, by=request.actor)


def _visit_in(request: ActingRequest, case: Case) -> Visit | None:
    """The visit whose result is written, by `?visit=`; the 404 of who has none such at their desk."""
    letters = request.GET.get("visit", "")
    if not letters:
        return None
    visit = found(own_visit(number_in(letters), request.actor))
    return found(visit if visit.case_id == case.pk else None)


def _planned(visit: Visit) -> dict[str, Any]:
    """What a note of a visit begins with."""
    return {
        "kind": "home_visit",
        "happened_at": datetime.combine(visit.planned_on, visit.starts_at),
        "concerns": [str(person) for person in visit.concerns],
        "met_words": visit.meets,
        "place": "自宅",
    }


def tax_consents(case: Case, people: list[PersonView]) -> list[tuple[str, str]]:
    """Written consents of the case by which 税情報 may be given."""
    names = {p.id: p.identity.shown_name for p in people}
    return [
        (str(consent.pk), f"{names.get(consent.person_id, '')}（{wareki_short(consent.valid_from)}から）")
        for consent in consents_of(case.pk)
        if consent.valid_from and consent.ended_at is None and TAX in consent.classes
    ]
