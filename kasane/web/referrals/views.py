"""The desk's つなぎ, sending one, and answering."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.queries import case_of
from kasane.directory.queries import receiving_desks
from kasane.people.queries import people_of
from kasane.referrals.actions import move, send
from kasane.referrals.queries import moves_of, overdue_elsewhere, referral_of, referrals_of, sheet_of
from kasane.rooms.queries import why
from kasane.rules.referrals import TABLE, NamesBasis, ReferralMove, ReferralState, Side, side_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.referrals.forms import MoveForm, ReferralForm
from kasane.web.referrals.shown import lines


@needs(Permission.ANSWER_REFERRAL)
def index(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "lines": lines(referrals_of(actor), actor.today),
        "overdue": lines(overdue_elsewhere(actor), actor.today) if actor.is_host else [],
    }
    return render(request, "referrals/index.html", context)


@needs(Permission.SEND_REFERRAL)
def new(request: ActingRequest, case: int) -> HttpResponse:
    known = found(case_of(case, request.actor))
    form = ReferralForm(
        request.POST or None, people=people_of(case, request.actor), desks=receiving_desks(request.actor)
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        referral, verdict = asked(lambda: send(form.words(), case=known.pk, by=request.actor))
        if referral is not None:
            messages.success(request, "つなぎを送りました。受け付けられるまで、この窓口が持ち続けます。")
            return redirect("referral", referral)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "referrals/new.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.ANSWER_REFERRAL)
def show(request: ActingRequest, referral: int) -> HttpResponse:
    """The envelope, the sheet, and the moves one's side may make."""
    envelope = found(referral_of(referral, request.actor))
    state = ReferralState(envelope.referral.state)
    side = Side.RECEIVER if envelope.is_received else Side.SENDER
    form, verdict = MoveForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        wanted = ReferralMove(form.cleaned_data["move"])
        _, verdict = asked(
            lambda: move(
                envelope.referral,
                wanted,
                said=form.cleaned_data["said"],
                alternative=form.cleaned_data["alternative"],
                by=request.actor,
            )
        )
        if verdict is None:
            messages.success(request, f"「{wanted.label}」を記録しました。")
            return redirect("referral", referral)
    sheet = sheet_of(envelope.referral)
    case = case_of(envelope.referral.case_id, request.actor)
    context = {
        "envelope": envelope,
        "state": state,
        "basis": NamesBasis(envelope.referral.names_basis),
        "sheet": sheet,
        "case": case,
        "moves": [(ReferralMove(m.move).label, m) for m in moves_of(envelope.referral)],
        "may": [m for m in TABLE.moves_from(state) if side_of(m) is side],
        "form": form,
        "verdict": verdict,
        "reasons": why(envelope.referral.case_id, request.actor, [sheet]) if sheet else (),
    }
    return render(request, "referrals/show.html", context, status=422 if request.method == "POST" else 200)
