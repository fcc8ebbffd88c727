"""Items: putting a case on the agenda, its packet, minutes, matters, decision, policy and roles."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.code_lists.models import Matter
from kasane.code_lists.queries import labels_of, matters
from kasane.directory.queries import desk_names
from kasane.japanese.wareki import wareki_short
from kasane.meetings.actions.items import (
    add_paper,
    assign_role,
    decide,
    decide_policy,
    settle,
    write_minutes,
)
from kasane.meetings.facts import required_of, tax_consents_of
from kasane.meetings.models import AgendaItem, Participant
from kasane.meetings.queries import item_of, leaves_of, sitting_of
from kasane.rooms.queries import may_write_in, why
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Judgement, Occasion
from kasane.rules.sittings import IS_AHEAD, IS_WRITABLE, SittingState
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import (
    DecisionForm,
    MattersForm,
    MinutesForm,
    PaperForm,
    PolicyForm,
    RoleForm,
)
from kasane.web.sign_in.door import stepped_up


@needs(Permission.ATTEND_MEETINGS)
def show(request: ActingRequest, item: int) -> HttpResponse:
    """One item: its packet for who may read it, and what the host writes at the sitting."""
    known = found(item_of(item))
    view = found(sitting_of(known.sitting_id))
    is_host = may_write_in(known.home_id)
    labels = {matter.code: matter for matter in matters()}
    bodies = labels_of("existing_body")
    settled = dict(known.matters.values_list("code", "text"))
    required = [labels[code] for code in required_of(known)]
    if known.occasion == Occasion.SUSPEND.value:
        required.append(labels["attempts"])
    context = {
        "item": known,
        "view": view,
        "occasion": Occasion(known.occasion) if known.occasion else None,
        "papers": list(known.papers.order_by("written_at")),
        "minutes": list(known.minutes.order_by("written_at")),
        "matters": [(matter.label, settled.get(matter.code, "")) for matter in required],
        "decision": getattr(known, "decision", None),
        "judgement": Judgement(known.decision.judgement) if hasattr(known, "decision") else None,
        "policy": getattr(known, "policy", None),
        "is_host": is_host,
        "is_running": view.state is SittingState.OPEN,
        "is_writable": view.state in IS_WRITABLE,
        "may_leave": view.state in IS_AHEAD or view.state is SittingState.OPEN,
        "leaves": leaves_of(known),
        "bases": [bodies.get(("existing_body", code), code) for code in known.bases],
        "is_gate": is_host and view.kind is MeetingKind.SUPPORT_CONFERENCE,
        "carried": list(known.carried.select_related("note").order_by("written_at")) if is_host else [],
        "is_stepped_up": request.actor.is_stepped_up,
        "reasons": why(known.case_id, request.actor, [known]),
        "forms": _forms(known, required, settled) if is_host else {},
    }
    return render(request, "meetings/item.html", context)


@needs(Permission.ATTEND_MEETINGS)
def all_papers(request: ActingRequest, item: int) -> HttpResponse:
    """The packet with 税情報 among it, once the secret was asked for again."""
    found(item_of(item))
    return redirect("item", item) if request.actor.is_stepped_up else stepped_up(request)


@needs(Permission.CONVENE_MEETINGS)
def write(request: ActingRequest, item: int, what: str) -> HttpResponse:
    """One of the host's forms of an item, sent."""
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    if request.method != "POST":
        return redirect("item", item)
    settled = dict(known.matters.values_list("code", "text"))
    form = _forms(known, matters(), settled, data=request.POST).get(what)
    found(form)
    verdict = None
    if form is not None and form.is_valid():
        _, verdict = asked(_doing(known, what, form, request))
        if verdict is None:
            messages.success(request, "記録しました。")
            return redirect("item", item)
    context = {"item": known, "form": form, "verdict": verdict, "what": what}
    return render(request, "meetings/write.html", context, status=422)


def _doing(item: AgendaItem, what: str, form: forms.Form, request: ActingRequest) -> Callable[[], object]:
    told, actor = form.cleaned_data, request.actor
    doing: dict[str, Callable[[], object]] = {
        "paper": lambda: add_paper(item, cast("PaperForm", form).words(), by=actor),
        "minutes": lambda: write_minutes(item, text=told["text"], by=actor),
        "matters": lambda: settle(item, told, by=actor),
        "decision": lambda: decide(
            item, judgement=Judgement(told["judgement"]), dissent=told["dissent"], by=actor
        ),
        "policy": lambda: decide_policy(item, text=told["text"], review_on=told["review_on"], by=actor),
        "role": lambda: assign_role(
            item, desk=int(told["desk"]), text=told["text"], due_on=told["due_on"], by=actor
        ),
    }
    return doing[what]


def _tax_consents(item: AgendaItem) -> list[tuple[str, str]]:
    return [
        (str(consent.id), f"{wareki_short(consent.valid_from)}からの同意")
        for consent in tax_consents_of(item)
    ]


def _forms(
    item: AgendaItem, required: list[Matter], settled: dict[str, str], data: QueryDict | None = None
) -> dict[str, forms.Form]:
    """The forms that fit the item: a policy for 支援会議, matters and a decision where a part is decided."""
    ids = set(Participant.objects.filter(sitting_id=item.sitting_id).values_list("desk_id", flat=True))
    desks = [(str(number), name) for number, name in desk_names(ids).items()]
    fitting: dict[str, forms.Form] = {
        "paper": PaperForm(data, tax_consents=_tax_consents(item), auto_id="paper_%s"),
        "minutes": MinutesForm(data, auto_id="minutes_%s"),
        "role": RoleForm(data, desks=desks, auto_id="role_%s"),
    }
    if item.part_id is not None:
        fitting["matters"] = MattersForm(data, matters=required, settled=settled, auto_id="matters_%s")
        fitting["decision"] = DecisionForm(data, auto_id="decision_%s")
    if item.sitting.kind == MeetingKind.SUPPORT_CONFERENCE.value:
        fitting["policy"] = PolicyForm(data, auto_id="policy_%s")
    return fitting
