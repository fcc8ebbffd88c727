"""準備シート on the screen: an agency's own part, and what the host sees of who has handed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.code_lists.queries import choices, labels_of
from kasane.directory.queries import desk_names
from kasane.japanese.wareki import wareki_short
from kasane.meetings.actions import preparation
from kasane.meetings.facts import names_of, tax_consents_of
from kasane.meetings.facts.preparation import part_facts
from kasane.meetings.models import AgendaItem, PartRequest
from kasane.meetings.queries import (
    item_of,
    own_part,
    part_request,
    parts_asked,
    parts_handed_in,
    sections,
    sitting_of,
)
from kasane.rooms.queries import may_write_in, own_room, why
from kasane.rules.anonymity import may_stand_anonymous
from kasane.rules.preparation import TAKES_PARTS, may_submit
from kasane.rules.tax import TaxOrigin
from kasane.web.access import ActingRequest, found, needs
from kasane.web.components.asking import asked
from kasane.web.meetings.forms.preparation import PartForm, SendBackForm, TaxPartForm

KEEP = "keep"
RETURNS = "sheet_return"


@needs(Permission.ATTEND_MEETINGS)
def part(request: ActingRequest, part: int) -> HttpResponse:
    """An agency's part: kept in its own room until it is handed in."""
    wanted, item = _own(request, part)
    if item is None:
        messages.info(request, "誓約をいただくと、準備シートを書けます。")
        return redirect("sitting", wanted.sitting_id)
    draft = own_part(wanted)
    form = PartForm(
        request.POST or None,
        sections=sections(request.actor.today),
        initial=draft.texts if draft else {},
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        texts, is_kept = form.cleaned_data, request.POST.get("do") == KEEP
        do = preparation.keep_part if is_kept else preparation.submit_part
        _, verdict = asked(lambda: do(wanted, texts, by=request.actor))
        if verdict is None:
            messages.success(
                request,
                "書きかけを保存しました。まだ提出していません。"
                if is_kept
                else "準備シートを提出し、この議題の資料に入れました。",
            )
            return redirect("sheet_part", part)
    context = {
        "form": form,
        "verdict": verdict,
        "item": item,
        "wanted": wanted,
        "view": found(sitting_of(wanted.sitting_id)),
        "draft": draft,
        "has_room": own_room(item.case_id, request.actor) is not None,
        "sent_back": labels_of(RETURNS).get((RETURNS, wanted.sent_back_why), "")
        if wanted.sent_back_at
        else "",
        "handed_in": [one for one in parts_handed_in(item) if one.part.desk_id == wanted.desk_id],
        "may_submit": may_submit(part_facts(wanted, ("x",), request.actor)),
        "reasons": why(item.case_id, request.actor, [item, *([draft] if draft else [])]),
    }
    return render(request, "meetings/part.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def tax_part(request: ActingRequest, part: int) -> HttpResponse:
    """税情報 of an agency's part, handed in by itself."""
    wanted, known = _own(request, part)
    item = found(known)
    consents = [(str(c.id), f"{wareki_short(c.valid_from)}からの同意") for c in tax_consents_of(item)]
    form = TaxPartForm(request.POST or None, tax_consents=consents)
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(
            lambda: preparation.submit_tax_part(
                wanted,
                told["text"],
                origin=TaxOrigin(told["origin"]),
                consent=int(told["consent"]) if told["consent"] else None,
                by=request.actor,
            )
        )
        if verdict is None:
            messages.success(request, "税情報を、ほかの内容と分けて提出しました。")
            return redirect("sheet_part", part)
    context = {"form": form, "verdict": verdict, "wanted": wanted, "item": item}
    return render(request, "meetings/tax_part.html", context, status=_status(request))


@needs(Permission.CONVENE_MEETINGS)
def sheets(request: ActingRequest, item: int) -> HttpResponse:
    """Who was asked for a part of an item, and who has handed in; the host asks and reminds here."""
    known = hosted(item)
    view = found(sitting_of(known.sitting_id))
    if request.method == "POST":
        count = preparation.ask_parts(view.sitting, by=request.actor)
        messages.success(
            request,
            f"{count}件の準備シートをお願いしました。" if count else "どの機関にも、もうお願いしてあります。",
        )
        return redirect("sheets", item)
    context = {
        "item": known,
        "view": view,
        "lines": parts_asked(known, request.actor.today),
        "named": _named(known, request),
        "may_ask": view.state in TAKES_PARTS,
        "reasons": why(known.case_id, request.actor, [known]),
    }
    return render(request, "meetings/sheets.html", context)


@needs(Permission.CONVENE_MEETINGS)
def remind(request: ActingRequest, part: int) -> HttpResponse:
    """Ask again for a part that has not come."""
    wanted = found(part_request(part))
    hosted(wanted.item_id)
    if request.method == "POST":
        _, verdict = asked(lambda: preparation.remind_part(wanted, by=request.actor))
        if verdict is not None:
            return render(request, "refused.html", {"verdict": verdict}, status=409)
        messages.success(request, "催促しました。相手の窓口の「今日」に、催促した日とともに出ます。")
    return redirect("sheets", wanted.item_id)


@needs(Permission.CONVENE_MEETINGS)
def send_back(request: ActingRequest, part: int) -> HttpResponse:
    """Ask for another version of a part that was handed in, and why."""
    wanted = found(part_request(part))
    item = hosted(wanted.item_id)
    form = SendBackForm(request.POST or None, reasons=choices(RETURNS, request.actor.today))
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: preparation.send_part_back(wanted, form.cleaned_data["why"], by=request.actor)
        )
        if verdict is None:
            messages.success(request, "差し戻しました。出し直されるまで、資料には入りません。")
            return redirect("sheets", item.pk)
    desk = desk_names({wanted.desk_id}).get(wanted.desk_id, "")
    context = {"form": form, "verdict": verdict, "wanted": wanted, "item": item, "desk": desk}
    return render(request, "meetings/send_part_back.html", context, status=_status(request))


def hosted(item: int) -> AgendaItem:
    """An item of the host's own; the same 404 for everybody else."""
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    return known


def _own(request: ActingRequest, part: int) -> tuple[PartRequest, AgendaItem | None]:
    """A part of one's own desk, and its item once one may read that."""
    wanted = found(part_request(part))
    found(True if wanted.desk_id == request.actor.desk else None)
    return wanted, item_of(wanted.item_id)


def _named(item: AgendaItem, request: ActingRequest) -> list[str]:
    """The agencies in whose part of an anonymous item the host finds a name (M-7)."""
    if not item.is_anonymous:
        return []
    names = names_of(item.case_id, frozenset(item.concerns), request.actor)
    return [
        one.desk
        for one in parts_handed_in(item)
        if not may_stand_anonymous("\n".join(one.texts.values()), names)
    ]


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
