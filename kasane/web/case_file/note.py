"""One note: reading it whole, correcting it, adding to it, moving it to the case it belongs to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.actor import Actor
from kasane.access.ids import encode_id
from kasane.access.permissions import Permission
from kasane.cases.actions.notes import add_to_note, correct_note, finish_next, move_note
from kasane.cases.models import Note
from kasane.cases.queries import case_of, editions_of, movable_to, own_note, taken_back_of, view_of
from kasane.code_lists.queries import labels_of
from kasane.directory.queries import staff_names
from kasane.people.queries import names_of, people_of
from kasane.rooms.queries import standing
from kasane.rules.notes import may_be_added_to, may_be_corrected, may_be_moved
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import edition_in, known_case, status_of
from kasane.web.case_file.note_forms import AddendumForm, MoveForm, WordingForm, written_in
from kasane.web.case_file.outrun import both_shown
from kasane.web.case_file.timeline import NOTE_LISTS, details_of, note_entry
from kasane.web.components.asking import asked
from kasane.web.components.conflict import (
    SEEN,
    Conflict,
    Difference,
    carried,
    conflict_of,
    is_unchosen,
    quicker,
    remembered,
)
from kasane.web.components.papers import TOO_LARGE, is_too_large
from kasane.web.undoing.shown import done

MOVING = "経過を別のケースに移す"
READ_AGAIN = "移す前に、書き直されたところを確かめてください。"


@needs(Permission.READ_CASES)
def note(request: ActingRequest, case: int, note: int) -> HttpResponse:
    """A note with its papers, what was added, its former wordings, and what may be done with it."""
    known = known_case(request, case)
    view = found(view_of(note, known.pk))
    labels = labels_of(*NOTE_LISTS)
    editions, taken_back = editions_of(view.note), taken_back_of([view.note.pk])
    people = {p.id: p.identity.shown_name for p in people_of(known.pk, request.actor)}
    stands = standing(known.pk, request.actor, [view.note])
    is_own = view.note.home_id == stands.own_room
    context = {
        "case": known,
        "view": view,
        "entry": note_entry(view.note, labels, view),
        "about": [people[person] for person in view.note.concerns if person in people],
        "editions": [
            (one, labels.at(one.happened_at).get(("note", one.kind), ""), details_of(one, labels))
            for one in editions
        ],
        "writers": staff_names(one.written_by for one in (*editions, *taken_back)),
        "reasons": stands.reasons,
        "is_own": is_own,
        "may_correct": _may_correct(view.note, request.actor),
        "may_add": may_be_added_to(is_approved=view.note.approved_at is not None),
        "may_undo": may_be_taken_back(done_on=view.note.next_done_on, today=request.actor.today),
        "taken_back": taken_back,
        "may_approve": is_own and view.note.approved_at is None and request.actor.is_manager,
        "may_move": _may_move(view.note, request.actor),
    }
    return render(request, "case_file/note.html", context)


@needs(Permission.WRITE_NOTES)
def correct(request: ActingRequest, case: int, note: int) -> HttpResponse:
    """Writing a note anew, until it is approved."""
    known = known_case(request, case)
    held = _own(request, case, note)
    people = people_of(case, request.actor)
    form = WordingForm(request.POST or None, people=people, actor=request.actor, initial=written_in(held))
    verdict: Verdict | None = _may_correct(held, request.actor)
    is_outrun = edition_in(request) != held.edition or is_unchosen(request.POST)
    if request.method == "POST" and verdict and is_outrun:
        conflict = conflict_of(form, by=quicker(held.corrected_by))
        return _both_shown(request, held, conflict, task="経過を書き直す")
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: correct_note(held, form.corrected(), edition=held.edition, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "経過を書き直しました。前の文は、この経過の画面に残っています。")
            return redirect("note", case, note)
    context = {
        "form": form,
        "case": known,
        "note": held,
        "verdict": _refusal(verdict),
        "remembered": remembered(form),
        "edition": held.edition,
    }
    return render(request, "case_file/correct_note.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def add(request: ActingRequest, case: int, note: int) -> HttpResponse:
    """Adding to an approved note."""
    known = known_case(request, case)
    held = _own(request, case, note)
    form = AddendumForm(request.POST or None, request.FILES or None)
    verdict: Verdict | None = may_be_added_to(is_approved=held.approved_at is not None)
    if request.method == "POST" and is_too_large(request):
        form.add_error("papers", TOO_LARGE)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(lambda: add_to_note(held, told["text"], papers=told["papers"], by=request.actor))
        if verdict is None:
            messages.success(request, "追記しました。")
            return redirect("note", case, note)
    context = {"form": form, "case": known, "note": held, "verdict": _refusal(verdict)}
    return render(request, "case_file/add_to_note.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def move(request: ActingRequest, case: int, note: int) -> HttpResponse:
    """Choosing the case a misfiled note belongs to, then whom it concerns there."""
    known = known_case(request, case)
    held = _own(request, case, note)
    context: dict[str, Any] = {"case": known, "note": held, "targets": [], "form": None, "names": ""}
    context["verdict"] = _refusal(_may_move(held, request.actor))
    chosen = request.GET.get("to", "")
    targets = movable_to(held, request.actor)
    names = names_of([target.pk for target in targets])
    target = next((one for one in targets if encode_id(one.pk) == chosen), None)
    if target is None:
        context["targets"] = [
            (one, "、".join(names.get(one.pk, [])) or "（氏名の記録なし）") for one in targets
        ]
        return render(request, "case_file/move_note.html", context)
    people = people_of(target.pk, request.actor)
    form = MoveForm(request.POST or None, people=people)
    if request.method == "POST" and edition_in(request) != held.edition:
        changed = carried(by=quicker(held.corrected_by), changed=_changed(request, held), sent=request.POST)
        return _both_shown(request, held, changed, task=MOVING, lead=READ_AGAIN, submit="このまま移す")
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(
            lambda: move_note(
                held, to_case=target.pk, concerns=told["concerns"], why=told["why"], by=request.actor
            )
        )
        if verdict is None:
            messages.success(request, "経過を移しました。もとのケースには、移したことだけが残っています。")
            return redirect("note", target.pk, note)
        context["verdict"] = verdict
    context |= {"form": form, "names": "、".join(names.get(target.pk, []))}
    return render(request, "case_file/move_note.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def next_done(request: ActingRequest, note: int) -> HttpResponse:
    """What a note planned next is done, as its desk says."""
    held = found(own_note(note, request.actor))
    if request.method == "POST":
        finish_next(held, by=request.actor)
        done(request, "予定を済みにしました。", undo="undo_next", record=held.pk)
    return redirect("home")


def _both_shown(
    request: ActingRequest, note: Note, conflict: Conflict, *, task: str, **words: str
) -> HttpResponse:
    back = reverse("note", args=[note.case_id, note.pk])
    case = known_case(request, note.case_id)
    return both_shown(
        request, case, conflict, task=task, what="経過", back=back, edition=note.edition, **words
    )


def _changed(request: ActingRequest, note: Note) -> tuple[Difference, ...]:
    """What a note says otherwise than in the edition who acts has read."""
    read = next((one for one in editions_of(note) if one.number == edition_in(request)), None)
    if read is None:
        return ()
    people = people_of(note.case_id, request.actor)
    before = QueryDict(mutable=True)
    for name, value in remembered(WordingForm(people=people, actor=request.actor, initial=written_in(read))):
        before.appendlist(name, value)
        before.appendlist(name.removeprefix(SEEN), value)
    now = WordingForm(before, people=people, actor=request.actor, initial=written_in(note))
    return conflict_of(now, by="").taken_over


def _own(request: ActingRequest, case: int, note: int) -> Note:
    """The note where it is one of this desk's own in this case; else the 404 of who knows of none."""
    found(case_of(case, request.actor))
    held = found(own_note(note, request.actor))
    return found(held if held.case_id == case else None)


def _may_correct(note: Note, actor: Actor) -> Verdict:
    return may_be_corrected(
        is_approved=note.approved_at is not None,
        is_writer=note.written_by == actor.staff,
        is_manager=actor.is_manager,
    )


def _may_move(note: Note, actor: Actor) -> Verdict:
    return may_be_moved(
        is_laid_open=note.is_laid_open,
        is_writer=note.written_by == actor.staff,
        is_manager=actor.is_manager,
        has_tax_consent=note.tax_consent is not None,
    )


def _refusal(verdict: Verdict | None) -> Verdict | None:
    """What stands in the way; None when nothing does."""
    return None if verdict else verdict
