"""Laying records of one's own room open to the agencies inside the consent."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.assessments.models import Assessment
from kasane.cases.actions.rooms import lay_open
from kasane.cases.models import Issue, Note
from kasane.people.models import (
    Bond,
    Death,
    Identity,
    Kinship,
    LifeEvent,
    Membership,
    OutsideTie,
    Pet,
    Representative,
)
from kasane.people.models.lasting import Struck
from kasane.people.queries import people_of
from kasane.rooms.models import Record
from kasane.rooms.queries import own_room
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import LayOpenForm
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.family.shown import shown

# What may be laid open from a screen, by the word its address uses.
OPENED: dict[str, tuple[type[Record], str]] = {
    "identity": (Identity, "氏名・生年月日・住所など"),
    "membership": (Membership, "世帯での立場"),
    "issue": (Issue, "課題"),
    "note": (Note, "経過記録"),
    "tie": (Kinship, "続柄"),
    "bond": (Bond, "関わり"),
    "outside": (OutsideTie, "外とのつながり"),
    "event": (LifeEvent, "年表のできごと"),
    "representative": (Representative, "代理する人"),
    "pet": (Pet, "飼っている動物"),
    "death": (Death, "亡くなったこと"),
    # Opened section by section on a page of its own, which stands at the address of this word.
    "assessment": (Assessment, "アセスメント"),
}


@needs(Permission.WRITE_NOTES)
def opening(request: ActingRequest, case: int) -> HttpResponse:
    """What of one's own room is laid open, and what is not."""
    known = known_case(request, case)
    home = found(own_room(case, request.actor))
    told = shown(case, request.actor)
    names = told.relations.names
    rows = [
        (word, label, record, told.say(record)[0], [names.get(person, "") for person in record.concerns])
        for word, (kind, label) in OPENED.items()
        for record in kind._default_manager.filter(case_id=known.pk, home_id=home).order_by("written_at")
        if not isinstance(record, Struck) or record.struck_at is None
    ]
    return render(request, "case_file/opening.html", {"case": known, "rows": rows})


@needs(Permission.WRITE_NOTES)
def open_record(request: ActingRequest, case: int, kind: str, record: int) -> HttpResponse:
    known = known_case(request, case)
    if kind not in OPENED:
        raise Http404
    model, label = OPENED[kind]
    home = found(own_room(case, request.actor))
    opened = found(model._default_manager.filter(pk=record, case_id=known.pk, home_id=home).first())
    form = LayOpenForm(request.POST or None, people=people_of(case, request.actor))
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: lay_open(opened, concerns=form.cleaned_data["concerns"], by=request.actor))
        if verdict is None:
            messages.success(request, "同意した機関に開きました。")
            return redirect("opening", case)
    text, _ = shown(case, request.actor).say(opened)
    context = {"form": form, "case": known, "text": text, "label": label, "verdict": verdict}
    return render(request, "case_file/open_record.html", context, status=status_of(request))
