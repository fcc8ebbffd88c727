"""One item: its packet, what was settled and decided on it, and the host's forms."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.code_lists.queries import deadline_days, labels_of, matters
from kasane.directory.queries import desk_names
from kasane.japanese.wareki import wareki_short
from kasane.meetings.actions.items import (
    add_paper,
    assign_role,
    decide,
    decide_policy,
    review_policy,
)
from kasane.meetings.facts import matter_codes_of, tax_consents_of
from kasane.meetings.models import AgendaItem, Participant
from kasane.meetings.queries import (
    astray_of,
    designation_of,
    item_of,
    leaves_of,
    sitting_of,
    standing_of,
    versions_of,
)
from kasane.rooms.queries import may_write_in, why
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Judgement, Occasion
from kasane.rules.sittings import IS_AHEAD, IS_WRITABLE, SittingState
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import (
    DecisionForm,
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
    required = [labels[code] for code in matter_codes_of(known)]
    context = {
        "item": known,
        "view": view,
        "occasion": Occasion(known.occasion) if known.occasion else None,
        "papers": list(known.papers.order_by("written_at")),
        "minutes": next((one for one, _ in versions_of(known, is_host=is_host)), None),
        "matters": [(matter.label, settled.get(matter.code, "")) for matter in required],
        "decision": getattr(known, "decision", None),
        "judgement": Judgement(known.decision.judgement) if hasattr(known, "decision") else None,
        "policy": getattr(known, "policy", None),
        "is_host": is_host,
        "is_running": view.state is SittingState.OPEN,
        "is_writable": view.state in IS_WRITABLE,
        "may_leave": view.state in IS_AHEAD or view.state is SittingState.OPEN,
        "leaves": leaves_of(known),
        "designation": designation_of(known) if view.sitting.body and is_host else None,
        "bases": [bodies.get(("existing_body", code), code) for code in known.bases],
        "is_gate": is_host and view.kind.is_sealed,
        "carried": list(known.carried.select_related("note").order_by("written_at")) if is_host else [],
        "sheet": standing_of(known, request.actor),
        "astray": astray_of(known, deadline_days("copy_return"), request.actor.today) if is_host else [],
        "is_stepped_up": request.actor.is_stepped_up,
        "reasons": why(known.case_id, request.actor, [known]),
        "forms": forms_of(known) if is_host else {},
    }
    return render(request, "meetings/item.html", context)


@needs(Permission.ATTEND_MEETINGS)
def all_papers(request: ActingRequest, item: int) -> HttpResponse:
    """The packet with 税情報 among it, once the secret was asked for again."""
    found(item_of(item))
    return redirect("item", item) if request.actor.is_stepped_up else stepped_up(request)


@needs(Permission.ATTEND_MEETINGS)
def reviewed(request: ActingRequest, item: int) -> HttpResponse:
    """At a press from 今日: the 関わりの方針 of an item has been reviewed."""
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    if request.method == "POST":
        _, verdict = asked(lambda: review_policy(known, by=request.actor))
        if verdict is not None:
            return render(request, "refused.html", {"verdict": verdict}, status=409)
        messages.success(request, "見直したことを記録しました。新しい方針は、支援会議で決めます。")
    return redirect("home")


@needs(Permission.ATTEND_MEETINGS)
def write(request: ActingRequest, item: int, what: str) -> HttpResponse:
    """One of the host's forms of an item, sent."""
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    if request.method != "POST":
        return redirect("item", item)
    form = forms_of(known, data=request.POST).get(what)
    found(form)
    verdict = None
    if form is not None and form.is_valid():
        _, verdict = asked(_doing(known, what, form, request))
        if verdict is None:
            messages.success(request, "記録しました。")
            if request.GET.get("at") == "conduct":
                return redirect("conduct_item", known.sitting_id, item)
            return redirect("item", item)
    context = {"item": known, "form": form, "verdict": verdict, "what": what}
    return render(request, "meetings/write.html", context, status=422)


def _doing(item: AgendaItem, what: str, form: forms.Form, request: ActingRequest) -> Callable[[], object]:
    told, actor = form.cleaned_data, request.actor
    doing: dict[str, Callable[[], object]] = {
        "paper": lambda: add_paper(item, cast("PaperForm", form).words(), by=actor),
        "decision": lambda: decide(
            item, judgement=Judgement(told["judgement"]), dissent=told["dissent"], by=actor
        ),
        "policy": lambda: decide_policy(item, text=told["text"], review_on=told["review_on"], by=actor),
        "role": lambda: assign_role(
            item,
            desk=int(told["desk"]),
            text=told["text"],
            due_on=told["due_on"],
            is_urgent=told["is_urgent"],
            by=actor,
        ),
    }
    return doing[what]


def _tax_consents(item: AgendaItem) -> list[tuple[str, str]]:
    return [
        (str(consent.id), f"{wareki_short(consent.valid_from)}からの同意")
        for consent in tax_consents_of(item)
    ]


def forms_of(item: AgendaItem, data: QueryDict | None = None) -> dict[str, forms.Form]:
    """The forms that fit the item: a policy for 支援会議, a decision where a part is decided."""
    ids = set(Participant.objects.filter(sitting_id=item.sitting_id).values_list("desk_id", flat=True))
    desks = [(str(number), name) for number, name in desk_names(ids).items()]
    fitting: dict[str, forms.Form] = {
        "paper": PaperForm(data, tax_consents=_tax_consents(item), auto_id="paper_%s"),
        "role": RoleForm(data, desks=desks, auto_id="role_%s"),
    }
    if item.part_id is not None:
        fitting["decision"] = DecisionForm(data, auto_id="decision_%s")
    if MeetingKind(item.sitting.kind).is_sealed:
        fitting["policy"] = PolicyForm(data, auto_id="policy_%s")
    return fitting
