"""仕分け: everything that arrived and waits, each sheet readable beside, taken or asked back in one go."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.actor import Actor
from kasane.access.ids import decode_id, encode_id
from kasane.access.permissions import Permission
from kasane.directory.models import Assignment
from kasane.directory.queries import receiving_desks, workers_of
from kasane.people.queries import names_of
from kasane.referrals.queries import Envelope, sheet_of, waiting_for
from kasane.rooms.queries import why
from kasane.rules.referrals import WAITING, NamesBasis, ReferralMove, ReferralState
from kasane.tasks.actions.triage import Return, give_back, triage
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.known import status_of
from kasane.web.components.asking import asked
from kasane.web.components.fields import IdsField, ListField, LongField
from kasane.web.referrals.forms import MoveForm
from kasane.web.referrals.shown import lines

DONE = {
    ReferralMove.ACCEPT: "{count}件を受け付けました。",
    ReferralMove.ASK: "{count}件に問い合わせました。",
}

# Where a form leaves them out, the rule says what is missing.
NOTHING_SAID = {"said": "", "code": ""}


class TriageForm(forms.Form):
    """Which of those that wait, what is done with them all, and what is said."""

    move = forms.ChoiceField(choices=[(move.value, move.label) for move in DONE])
    said = LongField(
        label="ことば",
        rows=2,
        required=False,
        help_text="問い合わせでは必ず書きます。選んだすべてに、同じことばが届きます。",
    )

    def __init__(self, *args: Any, waiting: list[Envelope], workers: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"] = IdsField(
            [(str(one.referral.pk), one.from_desk) for one in waiting],
            label="つなぎ",
            error_messages={"required": "仕分けるつなぎを、一つ以上選んでください。"},
        )
        self.fields["worker"] = ListField(
            [(str(one.staff_id), one.staff.name) for one in workers],
            label="受け付けたあとの担当",
            required=False,
            empty="受け付けた人",
        )


@needs(Permission.ANSWER_REFERRAL)
def sort(request: ActingRequest) -> HttpResponse:
    """One page for all of them; what one ticks is done together, or not at all."""
    actor = request.actor
    waiting = _waiting(actor)
    form, verdict = TriageForm(request.POST or None, waiting=waiting, workers=workers_of(actor)), None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wanted = ReferralMove(told["move"])
        chosen = [one.referral for one in waiting if one.referral.pk in told["chosen"]]
        _, verdict = asked(
            lambda: triage(
                chosen,
                wanted,
                said=told["said"],
                worker=int(told["worker"]) if told["worker"] else None,
                by=actor,
            )
        )
        if verdict is None:
            messages.success(request, DONE[wanted].format(count=len(chosen)))
            return redirect("triage")
    names = names_of([one.referral.case_id for one in waiting])
    read = _read(request, waiting)
    sheet = sheet_of(read.referral) if read else None
    context = {
        "lines": [
            (line, "、".join(names.get(line.envelope.referral.case_id, [])), line.envelope == read)
            for line in lines(waiting, actor.today)
        ],
        "ticked": form["chosen"].data or [],
        "form": form,
        "moves": list(DONE),
        "verdict": verdict,
        "read": read,
        "may_hand_on": actor.is_host and actor.may(Permission.SEND_REFERRAL),
        "sheet": sheet,
        "basis": NamesBasis(read.referral.names_basis) if read else None,
        "reasons": why(read.referral.case_id, actor, [sheet]) if read and sheet else (),
    }
    return render(request, "referrals/triage.html", context, status=status_of(request))


@needs(Permission.ANSWER_REFERRAL)
def give_several_back(request: ActingRequest) -> HttpResponse:
    """The ticked ones go back, each with its own reason and another desk, all or none."""
    actor, verdict = request.actor, None
    ticked = set(request.POST.getlist("chosen"))
    chosen = [one for one in _waiting(actor) if str(one.referral.pk) in ticked]
    is_answered = request.POST.get("step") == "return"
    desks = receiving_desks(actor)
    returns = [
        MoveForm(
            request.POST if is_answered else None,
            move=ReferralMove.RETURN,
            desks=desks,
            is_outside=False,
            actor=actor,
            prefix=encode_id(one.referral.pk),
        )
        for one in chosen
    ]
    if is_answered and chosen and all(form.is_valid() for form in returns):
        told = [
            Return(one.referral, **(NOTHING_SAID | form.told()))
            for one, form in zip(chosen, returns, strict=True)
        ]
        _, verdict = asked(lambda: give_back(told, by=actor))
        if verdict is None:
            messages.success(request, f"{len(told)}件を、理由を添えてお返ししました。")
            return redirect("triage")
    names = names_of([one.referral.case_id for one in chosen])
    context = {
        "returns": [
            (one, "、".join(names.get(one.referral.case_id, [])), form)
            for one, form in zip(chosen, returns, strict=True)
        ],
        "form": next((form for form in returns if form.errors), forms.Form()),
        "verdict": verdict,
    }
    status = status_of(request) if is_answered else 200
    return render(request, "referrals/triage_return.html", context, status=status)


def _waiting(actor: Actor) -> list[Envelope]:
    return [
        one for one in waiting_for(actor) if one.is_received and ReferralState(one.referral.state) in WAITING
    ]


def _read(request: ActingRequest, waiting: list[Envelope]) -> Envelope | None:
    """The one whose sheet is shown: the one asked for, else the first."""
    try:
        wanted = decode_id(request.GET.get("at", ""))
    except ValueError:
        wanted = 0
    return next((one for one in waiting if one.referral.pk == wanted), waiting[0] if waiting else None)
