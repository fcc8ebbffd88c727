"""Sending a つなぎ: the form, the sheet as its receiver will see it, and only then the sending."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.cases.models import Case, Issue
from kasane.directory.queries import desk_names, desk_of, receiving_desks
from kasane.people.queries import people_of
from kasane.referrals.actions import SheetWords, prepare, send
from kasane.referrals.models import ReferralSheet
from kasane.referrals.queries import open_before
from kasane.rooms.queries import own_room, standing
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.referrals.before import elsewhere
from kasane.web.referrals.forms import OUTSIDE, ReferralForm
from kasane.web.referrals.shown import SheetView, sheet_view

SEND, EDIT = "send", "edit"
NOT_CARRIED = ("csrfmiddlewaretoken", "step")


@needs(Permission.SEND_REFERRAL)
def new(request: ActingRequest, case: int) -> HttpResponse:
    """First what is written, then the sheet as it will arrive; nothing is stored before the second yes."""
    known = known_case(request, case)
    form = _form(request, known)
    step = request.POST.get("step", "")
    verdict = None
    if request.method == "POST" and step != EDIT and form.is_valid():
        words = form.words()
        if step == SEND:
            referral, verdict = asked(lambda: send(words, case=known.pk, by=request.actor))
            if referral is not None:
                messages.success(request, _told(words))
                return redirect("referral", referral)
        else:
            sheet, verdict = asked(lambda: prepare(words, case=known.pk, by=request.actor))
            if sheet is not None:
                return _preview(request, known, words, sheet)
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "reasons": standing(known.pk, request.actor).reasons,
    }
    status = 200 if step == EDIT else status_of(request)
    return render(request, "referrals/new.html", context, status=status)


def _preview(request: ActingRequest, case: Case, words: SheetWords, sheet: ReferralSheet) -> HttpResponse:
    context = {
        "case": case,
        "words": words,
        "view": _view(request, words, sheet),
        "phone": desk_of(words.to_desk).reached_at if words.to_desk is not None else "",
        "before": open_before(case.pk, words.to_desk) if words.to_desk is not None else [],
        "elsewhere": elsewhere(words, case=case.pk, by=request.actor),
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_CARRIED
            for value in values
        ],
        "reasons": standing(case.pk, request.actor).reasons,
    }
    return render(request, "referrals/preview.html", context)


def _view(request: ActingRequest, words: SheetWords, sheet: ReferralSheet) -> SheetView:
    if words.outside is not None:
        to_desk = words.outside.name
    else:
        to_desk = next(iter(desk_names([words.to_desk or 0]).values()), "")
    return sheet_view(sheet, basis=words.basis, from_desk=request.actor.desk_name, to_desk=to_desk)


def _form(request: ActingRequest, case: Case) -> ReferralForm:
    home = own_room(case.pk, request.actor)
    issues = Issue.objects.filter(home_id=home, state="open").order_by("written_at", "sort_order", "id")
    return ReferralForm(
        request.POST or None,
        people=people_of(case.pk, request.actor),
        issues=list(issues),
        desks=receiving_desks(request.actor),
        actor=request.actor,
        initial=_first_values(request),
    )


def _first_values(request: ActingRequest) -> dict[str, object]:
    """What an address may already say: the desk that was named instead, the issue one comes from."""
    told: dict[str, object] = {}
    for name, key in (("to", "to_desk"), ("issue", "issues")):
        letters = request.GET.get(name, "")
        if letters == OUTSIDE and key == "to_desk":
            told[key] = OUTSIDE
            continue
        try:
            number = str(decode_id(letters))
        except ValueError:
            continue
        told[key] = [number] if key == "issues" else number
    return told


def _told(words: SheetWords) -> str:
    if words.outside is not None:
        return "伝えたことを記録しました。返事や様子がわかったら、このページに書き足します。"
    return "つなぎを送りました。受け付けられるまで、この窓口が持ち続けます。"
