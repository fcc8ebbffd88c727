"""The desk's つなぎ, what became of them, and answering."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.queries import case_of
from kasane.directory.queries import receiving_desks
from kasane.referrals.actions import move
from kasane.referrals.queries import (
    Envelope,
    handed_on,
    moves_of,
    news_for,
    overdue_elsewhere,
    referral_of,
    referrals_of,
    sheet_of,
)
from kasane.rooms.queries import why
from kasane.rules.referrals import TABLE, NamesBasis, ReferralMove, ReferralState, side_acting, side_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import status_of
from kasane.web.components.asking import asked
from kasane.web.referrals.forms import MoveForm
from kasane.web.referrals.shown import lines, sheet_view, steps_of, thread_of


@needs(Permission.ANSWER_REFERRAL)
def index(request: ActingRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "news": [(envelope, ReferralMove(moved.move), moved) for envelope, moved in news_for(actor)],
        "lines": lines(referrals_of(actor), actor.today),
        "overdue": lines(overdue_elsewhere(actor), actor.today) if actor.is_host else [],
    }
    return render(request, "referrals/index.html", context)


@needs(Permission.ANSWER_REFERRAL)
def show(request: ActingRequest, referral: int) -> HttpResponse:
    """The envelope, the sheet, its way so far, and the moves one's side may make."""
    actor = request.actor
    envelope = found(referral_of(referral, actor))
    sheet, moves = sheet_of(envelope.referral), moves_of(envelope.referral)
    may = _moves_open(envelope)
    context = {
        "envelope": envelope,
        "state": ReferralState(envelope.referral.state),
        "view": sheet_view(
            sheet,
            basis=NamesBasis(envelope.referral.names_basis),
            from_desk=envelope.from_desk,
            to_desk=envelope.to_desk,
        )
        if sheet
        else None,
        "case": case_of(envelope.referral.case_id, actor),
        "steps": steps_of(envelope, moves, actor.today),
        "thread": thread_of(envelope, moves),
        "may_accept": ReferralMove.ACCEPT in may and not envelope.is_outside,
        "may": [one for one in may if envelope.is_outside or one is not ReferralMove.ACCEPT],
        "accept": ReferralMove.ACCEPT,
        "onward": handed_on(envelope.referral),
        "may_hand_on": actor.is_host and ReferralMove.ACCEPT in may and not envelope.is_outside,
        "reasons": why(envelope.referral.case_id, actor, [sheet]) if sheet else (),
    }
    return render(request, "referrals/show.html", context)


@needs(Permission.ANSWER_REFERRAL)
def answer(request: ActingRequest, referral: int, move_name: str) -> HttpResponse:
    """One move, with the fields it needs."""
    envelope = found(referral_of(referral, request.actor))
    wanted = _named(move_name)
    if request.method != "POST" and wanted not in _moves_open(envelope):
        raise Http404
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        move=wanted,
        desks=receiving_desks(request.actor),
        is_outside=envelope.is_outside,
        actor=request.actor,
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: move(envelope.referral, wanted, **form.told(), by=request.actor))
        if verdict is None:
            messages.success(request, f"「{wanted.label}」を記録しました。")
            return redirect("referral", referral)
    sheet = sheet_of(envelope.referral)
    context = {
        "envelope": envelope,
        "move": wanted,
        "form": form,
        "verdict": verdict,
        "sheet": sheet,
        "thread": thread_of(envelope, moves_of(envelope.referral)),
        "reasons": why(envelope.referral.case_id, request.actor, [sheet]) if sheet else (),
    }
    return render(request, "referrals/answer.html", context, status=status_of(request))


@needs(Permission.ANSWER_REFERRAL)
def printed(request: ActingRequest, referral: int) -> HttpResponse:
    """The つなぐシート on paper, with the slip that comes back."""
    envelope = found(referral_of(referral, request.actor))
    sheet = found(sheet_of(envelope.referral))
    moves = moves_of(envelope.referral)
    context = {
        "envelope": envelope,
        "view": sheet_view(
            sheet,
            basis=NamesBasis(envelope.referral.names_basis),
            from_desk=envelope.from_desk,
            to_desk=envelope.to_desk,
        ),
        "steps": steps_of(envelope, moves, request.actor.today),
        "thread": thread_of(envelope, moves),
        "reasons": why(envelope.referral.case_id, request.actor, [sheet]),
        "printed_at": request.actor.at,
    }
    return render(request, "referrals/print.html", context)


def _moves_open(envelope: Envelope) -> list[ReferralMove]:
    """What one's side may do in the state it is in."""
    state = ReferralState(envelope.referral.state)
    is_sender = not envelope.is_received
    return [
        one
        for one in TABLE.moves_from(state)
        if side_of(one) is side_acting(one, is_sender=is_sender, is_outside=envelope.is_outside)
    ]


def _named(word: str) -> ReferralMove:
    try:
        return ReferralMove(word)
    except ValueError:
        raise Http404 from None
