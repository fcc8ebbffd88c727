"""The agenda on the screen: case items, 地域課題 items, their order, and who takes part in what."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.queries import case_of, page_of
from kasane.japanese.wareki import wareki
from kasane.meetings.actions.agenda import (
    ItemWords,
    defer,
    leave_out,
    name_item,
    put_community_item,
    put_on_agenda,
    reorder,
    resume,
    write_outcome,
)
from kasane.meetings.actions.bodies import put_on_body
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import (
    SittingView,
    coming,
    community_item_of,
    community_items_of,
    item_of,
    items_of,
    matters_of_case,
    seat_at,
    seats_of,
)
from kasane.people.queries import people_of
from kasane.rooms.queries import may_write_in
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Occasion
from kasane.rules.sittings import IS_AHEAD, IS_WRITABLE, SittingState
from kasane.support_plans.models import PartVersion
from kasane.support_plans.queries import PartLine, parts_of
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.forms import about
from kasane.web.components.asking import asked
from kasane.web.meetings.forms import (
    CaseForm,
    CommunityForm,
    DeferForm,
    ItemForm,
    LeaveForm,
    OutcomeForm,
    ResumeForm,
)
from kasane.web.meetings.sittings import convened

OPTIONS = 100


@needs(Permission.ATTEND_MEETINGS)
def choose_case(request: ActingRequest, sitting: int) -> HttpResponse:
    view = convened(request, sitting)
    lines = page_of(request.actor, size=OPTIONS).lines
    options = [
        (str(line.case.pk), "、".join(line.names) or "氏名なし")
        for line in lines
        if line.case.is_multi_agency or view.sitting.body
    ]
    form = CaseForm(request.POST or None, cases=options)
    if request.method == "POST" and form.is_valid():
        return redirect("new_item", sitting, int(form.cleaned_data["case"]))
    context = {"form": form, "view": view, "verdict": None}
    return render(request, "meetings/choose_case.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def new(request: ActingRequest, sitting: int, case: int) -> HttpResponse:
    view = convened(request, sitting)
    known = found(case_of(case, request.actor))
    people = people_of(case, request.actor)
    names = {p.id: p.identity.shown_name for p in people}
    parts = {line.part.pk: line for line in parts_of(case)}
    form = ItemForm(
        request.POST or None,
        people=about(people),
        parts=[
            (str(pk), f"{line.kind.label}（{names.get(line.part.person_id, '')}）")
            for pk, line in parts.items()
        ],
        agencies=_agencies(view, request),
        is_deciding=view.kind is MeetingKind.MULTILAYERED,
        of_body=bool(view.sitting.body),
        on=request.actor.today,
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        words = _words(form, known.pk, view, parts)
        item, verdict = asked(_putting(words, form, view, request))
        if item is not None:
            messages.success(request, "議題を立てました。")
            return redirect("item", item.pk)
    context = {"form": form, "view": view, "case": known, "verdict": verdict}
    return render(request, "meetings/new_item.html", context, status=_status(request))


def _putting(
    words: ItemWords, form: ItemForm, view: SittingView, request: ActingRequest
) -> Callable[[], AgendaItem]:
    if view.sitting.body:
        why = form.cleaned_data["why"]
        return lambda: put_on_body(words, why=why, sitting=view.sitting, by=request.actor)
    return lambda: put_on_agenda(words, sitting=view.sitting, by=request.actor)


def _words(form: ItemForm, case: int, view: SittingView, parts: dict[int, PartLine]) -> ItemWords:
    told = form.cleaned_data
    part = parts[int(told["part"])].part if told.get("part") else None
    is_deciding = view.kind is MeetingKind.MULTILAYERED
    return ItemWords(
        case=case,
        persons=told["persons"],
        topic=told["topic"],
        part=part,
        version=PartVersion.objects.filter(part=part).order_by("-number").first() if part else None,
        occasion=Occasion(told["occasion"]) if part else None,
        matter=None if is_deciding else matters_of_case(case, told["persons"]),
        bases=frozenset(told.get("bases", ())),
        is_anonymous=bool(told.get("is_anonymous")),
        without=told.get("without", frozenset()),
        planned_minutes=told["planned_minutes"],
    )


def _agencies(view: SittingView, request: ActingRequest) -> list[tuple[str, str]]:
    """The agencies called that may be left out of an item, by their desks."""
    attending = seats_of(view.sitting, request.actor)
    told = {seat.participant.agency_id: seat.desk for seat in attending if not seat.is_standing}
    return [(str(agency), desk) for agency, desk in told.items()]


@needs(Permission.ATTEND_MEETINGS)
def new_community(request: ActingRequest, sitting: int) -> HttpResponse:
    view = convened(request, sitting)
    form = CommunityForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        item, verdict = asked(
            lambda: put_community_item(
                told["topic"], sitting=view.sitting, text=told["text"], by=request.actor
            )
        )
        if item is not None:
            messages.success(request, "地域課題の議題を立てました。")
            return redirect("sitting", sitting)
    context = {"form": form, "view": view, "verdict": verdict}
    return render(request, "meetings/new_community.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def community(request: ActingRequest, item: int) -> HttpResponse:
    """A 地域課題 item; its desk writes what came of it while the minutes are not out."""
    known = found(community_item_of(item))
    may_write = known.sitting.desk_id == request.actor.desk
    may_write = may_write and SittingState(known.sitting.state) in IS_WRITABLE
    form = OutcomeForm(request.POST or None, initial={"outcome": known.outcome})
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: write_outcome(known, outcome=form.cleaned_data["outcome"], by=request.actor)
        )
        if verdict is None:
            messages.success(request, "検討の結果を記録しました。")
            return redirect("community_item", item)
    context = {"item": known, "form": form if may_write else None, "verdict": verdict}
    return render(request, "meetings/community.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def move_up(request: ActingRequest, sitting: int, item: int) -> HttpResponse:
    """One item one place further up."""
    view = convened(request, sitting)
    places = {one.pk: one.sort_order for one in items_of(view.sitting)}
    places |= {one.pk: one.sort_order for one in community_items_of(view.sitting)}
    order = sorted(places, key=lambda number: places[number])
    found(True if item in places else None)
    if request.method == "POST" and item in order[1:]:
        at = order.index(item)
        order[at - 1], order[at] = order[at], order[at - 1]
        reorder(view.sitting, order, by=request.actor)
    return redirect("sitting", sitting)


@needs(Permission.ATTEND_MEETINGS)
def make_named(request: ActingRequest, item: int) -> HttpResponse:
    known = _own(item)
    if request.method == "POST":
        name_item(known, by=request.actor)
        messages.success(request, "実名に切り替えました。")
    return redirect("item", item)


@needs(Permission.ATTEND_MEETINGS)
def make_deferred(request: ActingRequest, item: int) -> HttpResponse:
    known = _own(item)
    form = DeferForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: defer(known, reason=form.cleaned_data["reason"], by=request.actor))
        if verdict is None:
            messages.success(request, "次回に持ち越しました。")
            return redirect("item", item)
    context = {"item": known, "form": form, "verdict": verdict, "title": "次回に持ち越す"}
    return render(request, "meetings/item_form.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def make_resumed(request: ActingRequest, item: int) -> HttpResponse:
    """An item carried over goes on a coming sitting; where there is only one it is chosen already."""
    known = _own(item)
    options = [
        (str(view.sitting.pk), f"{view.title}　{wareki(view.sitting.held_on)}　{view.sitting.place}")
        for view in coming()
        if view.state in IS_AHEAD
        and (view.sitting.kind, view.sitting.purpose) == (known.sitting.kind, known.sitting.purpose)
        and view.sitting.desk_id == request.actor.desk
    ]
    form = ResumeForm(request.POST or None, sittings=options)
    verdict = None
    if request.method == "POST" and form.is_valid():
        view = convened(request, int(form.cleaned_data["sitting"]))
        again, verdict = asked(lambda: resume(known, sitting=view.sitting, by=request.actor))
        if again is not None:
            messages.success(request, "次の会議の議題に立てました。")
            return redirect("item", again.pk)
    context = {"item": known, "form": form, "verdict": verdict, "has_sittings": bool(options)}
    return render(request, "meetings/resume.html", context, status=_status(request))


@needs(Permission.ATTEND_MEETINGS)
def make_leave(request: ActingRequest, item: int) -> HttpResponse:
    """Somebody takes no part in an item."""
    known = _own(item)
    attending = seats_of(known.sitting, request.actor)
    form = LeaveForm(
        request.POST or None,
        seats=[
            (str(seat.participant.pk), f"{seat.name}（{seat.desk}）")
            for seat in attending
            if not seat.is_standing
        ],
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        seat = found(seat_at(int(form.cleaned_data["seat"])))
        _, verdict = asked(lambda: leave_out(known, seat, by=request.actor))
        if verdict is None:
            messages.success(request, "この議題から外しました。資料の閲覧も終わりました。")
            return redirect("item", item)
    context = {"item": known, "form": form, "verdict": verdict, "title": "この議題から外す"}
    return render(request, "meetings/item_form.html", context, status=_status(request))


def _own(item: int) -> AgendaItem:
    known = found(item_of(item))
    found(True if may_write_in(known.home_id) else None)
    return known


def _status(request: ActingRequest) -> int:
    return 422 if request.method == "POST" else 200
