"""関わり方の注意: proposing one, and the manager's agreement, review and end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.cautions import agree_caution, end_caution, propose_caution
from kasane.cases.models import Caution
from kasane.cases.queries.visits import caution_of
from kasane.directory.queries import staff_names
from kasane.people.queries import people_of
from kasane.rooms.queries import standing
from kasane.rules.cautions import may_be_ended
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.visits.forms import AgreementForm, CautionForm, EndForm


@needs(Permission.WRITE_NOTES)
def new_caution(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    form = CautionForm(request.POST or None, people=people_of(case, request.actor))
    verdict = None
    if request.method == "POST" and form.is_valid():
        caution, verdict = asked(lambda: propose_caution(form.words(), case=known.pk, by=request.actor))
        if caution is not None:
            messages.success(request, "注意を提案しました。管理者が決めるまで、だれにも伝わりません。")
            return redirect("case_visits", case)
    context = {"form": form, "case": known, "verdict": verdict}
    return render(request, "visits/new_caution.html", context, status=status_of(request))


@needs(Permission.READ_CASES)
def caution(request: ActingRequest, case: int, caution: int) -> HttpResponse:
    """One caution; its desk's manager agrees, reviews or ends it here."""
    known = known_case(request, case)
    held = found(caution_of(caution, known.pk))
    actor = request.actor
    stands = standing(known.pk, actor, [held])
    is_own = held.home_id == stands.own_room
    does = request.POST.get("do", "")
    agreement = AgreementForm(request.POST if does == "agree" else None, actor=actor)
    ending = EndForm(request.POST if does == "end" else None)
    verdict: Verdict | None = None
    form = {"agree": agreement, "end": ending}.get(does)
    if is_own and form is not None and form.is_valid():
        _, verdict = asked(lambda: _done(held, does, form.cleaned_data, request))
        if verdict is None:
            messages.success(request, "注意を決めました。" if does == "agree" else "注意を終えました。")
            return redirect("case_visits", case)
    may_end = may_be_ended(
        is_agreed=held.agreed_at is not None,
        has_ended=held.ended_at is not None,
        is_manager=actor.is_manager,
        is_proposer=held.written_by == actor.staff,
    )
    context = {
        "case": known,
        "caution": held,
        "staff": staff_names({n for n in (held.written_by, held.agreed_by, held.ended_by) if n}),
        "agreement": agreement,
        "ending": ending,
        "may_agree": is_own and actor.is_manager and held.ended_at is None,
        "may_end": is_own and bool(may_end),
        "is_own": is_own,
        "reasons": stands.reasons,
        "verdict": verdict,
    }
    return render(request, "visits/caution.html", context, status=status_of(request))


def _done(caution: Caution, does: str, told: dict[str, Any], request: ActingRequest) -> None:
    if does == "end":
        end_caution(caution, why=told["why"], by=request.actor)
        return
    agree_caution(
        caution,
        is_told=told["is_told"] == "yes",
        told_words=told["told_words"],
        review_on=told["review_on"],
        by=request.actor,
    )
