"""選択肢: every choice list, what it offers from when to when, and keeping it."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.permissions import Permission
from kasane.assessments.actions.lists import (
    add_choice,
    begin_list,
    end_choice,
    endable,
    is_kept,
    keep_choice,
    mark_choice,
    move_choice,
    rename_choice,
)
from kasane.assessments.queries import conditions_on
from kasane.code_lists.models import Choice, ChoiceList
from kasane.code_lists.queries import (
    choice_of,
    is_reported_on,
    items_of,
    label_on,
    list_of,
    lists,
    lists_at_a_glance,
)
from kasane.rules.choices import is_asked_by_rules
from kasane.rules.sheet_changes import DOWN, UP
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import status_of
from kasane.web.components.asking import asked
from kasane.web.form_keeping.list_forms import AddForm, EndForm, MarkForm, NewListForm, RenameForm

OFFERED, COMING, ENDING, ENDED = "使っている", "これから", "終わりの日がある", "終わった"
KINDS = {OFFERED: "success", COMING: "key", ENDING: "warning", ENDED: ""}


@dataclass(frozen=True)
class ChoiceLine:
    """One item with its names in order, where it stands today, and why it cannot be ended."""

    choice: Choice
    label: str
    coming: list[tuple[date, str]]
    former: list[str]
    state: str
    is_asked: bool
    conditions: tuple[str, ...]
    is_reported: bool
    # (from when, whether it is marked then) of what is to change.
    marks_to_come: list[tuple[date, bool]]

    @property
    def kind(self) -> str:
        return KINDS[self.state]


@needs(Permission.KEEP_FORMS)
def index(request: ActingRequest) -> HttpResponse:
    """Every choice list with what it offers today."""
    told = lists_at_a_glance(request.actor.today)
    lines = [(one, told.get(one.code, [])) for one in lists()]
    return render(request, "forms/lists.html", {"lists": lines})


@needs(Permission.KEEP_FORMS)
def new(request: ActingRequest) -> HttpResponse:
    """A list of one's own: its title and its first items."""
    form = NewListForm(request.POST or None)
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        begun, verdict = asked(
            lambda: begin_list(title=told["title"], labels=told["labels"].splitlines(), by=request.actor)
        )
        if begun is not None:
            messages.success(request, f"「{begun.title}」をつくりました。様式の項目で選べます。")
            return redirect("choice_list", begun.pk)
    context = {"form": form, "verdict": verdict, "known": None, "heading": "一覧をつくる"}
    return render(request, "forms/choice.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def show(request: ActingRequest, choices: int) -> HttpResponse:
    """One list; a button moves an item, or takes back its end."""
    known = found(list_of(choices))
    verdict: Verdict | None = None
    if request.method == "POST":
        what, _, code = request.POST.get("do", "").partition(" ")
        choice = found(next((item for item in items_of(known.code) if item.code == code), None))
        _, verdict = asked(lambda: _do(what, choice, request))
        if verdict is None:
            return redirect(f"{reverse('choice_list', args=[known.pk])}#{choice.code}")
    context = {"known": known, "lines": lines_of(known, request.actor.today), "verdict": verdict}
    return render(request, "forms/list.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def add(request: ActingRequest, choices: int) -> HttpResponse:
    known = found(list_of(choices))
    form = AddForm(request.POST or None, actor=request.actor)
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        added, verdict = asked(
            lambda: add_choice(known, label=told["label"], valid_from=told["valid_from"], by=request.actor)
        )
        if added is not None:
            messages.success(request, f"「{added.label}」を加えました。")
            return redirect("choice_list", known.pk)
    context = {"form": form, "verdict": verdict, "known": known, "heading": "選択肢を加える"}
    return render(request, "forms/choice.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def rename(request: ActingRequest, choice: int) -> HttpResponse:
    item, known = _item(choice)
    form = RenameForm(request.POST or None, actor=request.actor, label=label_on(item, request.actor.today))
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, verdict = asked(
            lambda: rename_choice(item, label=told["label"], since=told["since"], by=request.actor)
        )
        if verdict is None:
            messages.success(request, "表示を変えました。前の日の記録は、前の表示のまま読めます。")
            return redirect("choice_list", known.pk)
    heading = f"「{label_on(item, request.actor.today)}」の表示を変える"
    context = {"form": form, "verdict": verdict, "known": known, "heading": heading}
    return render(request, "forms/choice.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def mark(request: ActingRequest, choice: int) -> HttpResponse:
    """The mark 国へ報告 from a day on; where there is one, taking it off."""
    item, known = _item(choice)
    is_marked = is_reported_on(item, request.actor.today)
    form = MarkForm(request.POST or None, actor=request.actor)
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        since = form.cleaned_data["since"]
        _, verdict = asked(
            lambda: mark_choice(item, is_reported=not is_marked, since=since, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "国へ報告するかどうかを変えました。前の日の報告は変わりません。")
            return redirect("choice_list", known.pk)
    label = label_on(item, request.actor.today)
    heading = f"「{label}」の「国へ報告」を外す" if is_marked else f"「{label}」を国へ報告する"
    context = {"form": form, "verdict": verdict, "known": known, "heading": heading}
    return render(request, "forms/choice.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def end(request: ActingRequest, choice: int) -> HttpResponse:
    """Until when an item is offered; where it may not be ended the page says why instead."""
    item, known = _item(choice)
    today = request.actor.today
    form = EndForm(request.POST or None, actor=request.actor)
    verdict = None
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        _, verdict = asked(lambda: end_choice(item, last_day=day, by=request.actor))
        if verdict is None:
            messages.success(request, "終わりの日を決めました。前の記録は、そのまま読めます。")
            return redirect("choice_list", known.pk)
    # Any day that is late enough: what is asked here is whether it may be ended at all.
    may = endable(item, items_of(known.code), last_day=max(today, item.valid_from), on=today)
    if verdict is None and not may:
        verdict = may
    context = {
        "form": form,
        "verdict": verdict,
        "may_end": may,
        "known": known,
        "heading": f"「{label_on(item, today)}」を終える",
    }
    return render(request, "forms/end_choice.html", context, status=status_of(request))


def lines_of(known: ChoiceList, today: date) -> list[ChoiceLine]:
    """Every item of a list; what is over comes last."""
    conditions = conditions_on(known.code, today)
    told = [_line(item, today, conditions.get(item.code, ())) for item in items_of(known.code)]
    return sorted(told, key=lambda line: line.state == ENDED)


def _line(item: Choice, today: date, conditions: tuple[str, ...]) -> ChoiceLine:
    label = label_on(item, today)
    names = sorted((name.valid_from, name.label) for name in item.names.all())
    begun = [item.label, *(told for since, told in names if since <= today)]
    return ChoiceLine(
        item,
        label,
        [(since, told) for since, told in names if since > today],
        [told for told in dict.fromkeys(begun[:-1]) if told != label],
        _state(item, today),
        is_asked_by_rules(item.list_code, item.code),
        conditions,
        is_reported_on(item, today),
        sorted((mark.valid_from, mark.is_reported) for mark in item.marks.all() if mark.valid_from > today),
    )


def _state(item: Choice, today: date) -> str:
    if not is_kept(item, today):
        return ENDED
    if item.valid_from > today:
        return COMING
    return OFFERED if item.valid_to is None else ENDING


def _do(what: str, choice: Choice, request: ActingRequest) -> None:
    match what:
        case "up" | "down":
            move_choice(choice, UP if what == "up" else DOWN, by=request.actor)
        case "keep":
            keep_choice(choice, by=request.actor)
        case _:
            raise Http404


def _item(number: int) -> tuple[Choice, ChoiceList]:
    item = found(choice_of(number))
    return item, found(next((one for one in lists() if one.code == item.list_code), None))
