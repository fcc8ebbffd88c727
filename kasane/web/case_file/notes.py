"""The notes of a case, and writing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.notes import add_note
from kasane.cases.models import Case
from kasane.cases.queries import PAGE, case_of, moved_from, views_of
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
from kasane.web.components.addresses import moment_in
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
    form = NoteForm(
        request.POST or None,
        request.FILES or None,
        people=people,
        tax_consents=_tax_consents(known, people),
        actor=request.actor,
    )
    verdict = None
    if request.method == "POST" and is_too_large(request):
        form.add_error("papers", TOO_LARGE)
    if request.method == "POST" and form.is_valid():
        note, verdict = asked(lambda: add_note(form.words(), case=known.pk, by=request.actor))
        if note is not None:
            messages.success(request, "経過を記録しました。")
            return redirect("notes", case)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "case_file/new_note.html", context, status=status_of(request))


def _tax_consents(case: Case, people: list[PersonView]) -> list[tuple[str, str]]:
    """Written consents of the case by which 税情報 may be given."""
    names = {p.id: p.identity.shown_name for p in people}
    return [
        (str(consent.pk), f"{names.get(consent.person_id, '')}（{wareki_short(consent.valid_from)}から）")
        for consent in consents_of(case.pk)
        if consent.valid_from and consent.ended_at is None and TAX in consent.classes
    ]
