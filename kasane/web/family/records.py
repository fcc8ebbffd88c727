"""Adding, ending, correcting and taking back what the family's pictures are drawn from."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.people.actions.household import take_back_move
from kasane.people.actions.striking import end, strike
from kasane.people.models import Membership
from kasane.people.models.lasting import Lasting, Struck
from kasane.people.queries import moves_written, own_record, people_of
from kasane.rooms.queries import own_room
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.family.kinds import KINDS, Kind, initial
from kasane.web.family.moving import EndForm
from kasane.web.family.shown import shown
from kasane.web.undoing.shown import done


@needs(Permission.WRITE_NOTES)
def new(request: ActingRequest, case: int, kind: str) -> HttpResponse:
    """One more record of the family, of whichever kind."""
    known, home, chosen = known_case(request, case), found(own_room(case, request.actor)), _kind(kind)
    people = people_of(case, request.actor)
    form = chosen.form(request.POST or None, people=people, actor=request.actor)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: chosen.write(form.words(), case=known.pk, home=home, by=request.actor))
        if verdict is None:
            _say(request, chosen, home)
            return redirect(chosen.back, case)
    context = {"form": form, "case": known, "kind": chosen, "verdict": verdict, "is_correction": False}
    return render(request, "family/form.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def correct(request: ActingRequest, case: int, kind: str, record: int) -> HttpResponse:
    """Writing a record anew; the mistaken one is struck out with the reason."""
    known, home, chosen = known_case(request, case), found(own_room(case, request.actor)), _kind(kind)
    if not chosen.is_corrected:
        raise Http404
    mistaken = _own(chosen, record, case, home)
    people = people_of(case, request.actor)
    form = chosen.form(
        request.POST or None,
        people=people,
        actor=request.actor,
        is_correction=True,
        initial=initial(chosen, mistaken),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: chosen.write(
                form.words(),
                case=known.pk,
                home=home,
                by=request.actor,
                instead_of=mistaken,
                why=form.cleaned_data["why"],
            )
        )
        if verdict is None:
            messages.success(request, "書き直しました。まちがっていた記録は、わけとともに残ります。")
            return redirect(chosen.back, case)
    context = {"form": form, "case": known, "kind": chosen, "verdict": verdict, "is_correction": True}
    return render(request, "family/form.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def finish(request: ActingRequest, case: int, kind: str, record: int) -> HttpResponse:
    """Something is no longer so, or never was."""
    known, home, chosen = known_case(request, case), found(own_room(case, request.actor)), _kind(kind)
    kept = _own(chosen, record, case, home)
    is_lasting = isinstance(kept, Lasting) and not isinstance(kept, Membership) and not kept.until
    form = EndForm(request.POST or None, is_lasting=is_lasting)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: _end_or_strike(kept, form, request))
        if verdict is None:
            messages.success(
                request, "取り消しました。" if form.is_mistaken else "終わったことを記録しました。"
            )
            return redirect(chosen.back, case)
    line, _ = shown(case, request.actor).say(kept)
    context = {"form": form, "case": known, "kind": chosen, "line": line, "verdict": verdict}
    return render(request, "family/end.html", context, status=status_of(request))


def _say(request: ActingRequest, kind: Kind, home: int) -> None:
    """What was written; a move can be taken back for the rest of the day."""
    moved = moves_written(home, request.actor.at) if kind.model is Membership else []
    if moved:
        done(request, kind.done, undo="undo_move", record=moved[0].pk)
    else:
        messages.success(request, kind.done)


def _end_or_strike(kept: Struck, form: EndForm, request: ActingRequest) -> None:
    told = form.cleaned_data
    if isinstance(kept, Membership):
        take_back_move(kept, why=told["why"], by=request.actor)
    elif isinstance(kept, Lasting) and not form.is_mistaken:
        end(kept, until=told["until"], why=told["why"].strip(), by=request.actor)
    else:
        strike(kept, why=told["why"], by=request.actor)


def _kind(word: str) -> Kind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def _own(kind: Kind, record: int, case: int, home: int) -> Struck:
    """The record in this desk's room, or the 404 of who has none."""
    if kind.model is None:
        raise Http404
    return found(own_record(kind.model, record, case=case, home=home))
