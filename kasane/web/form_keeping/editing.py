"""Editing a draft: its sections and items, one change at a time, each on the edition that was read."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.ids import encode_id, new_id
from kasane.access.permissions import Permission
from kasane.assessments.actions.forms import write_draft
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import FormVersion
from kasane.assessments.queries import codes_of_lists, list_examples, version_of
from kasane.code_lists.queries import valid_choices
from kasane.rules.sheet_changes import (
    DOWN,
    UP,
    moved,
    section_of,
    with_item,
    with_section,
    without_item,
    without_section,
)
from kasane.rules.sheets import Section, Sheet, faults
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.assessments.forms import condition_in_words
from kasane.web.case_file.known import edition_in, status_of
from kasane.web.components.asking import asked
from kasane.web.components.conflict import (
    Conflict,
    asks_nothing,
    conflict_of,
    is_unchosen,
    quicker,
    remembered,
)
from kasane.web.form_keeping.forms import ItemForm, SectionTitleForm, title_of

# Stands in an address for one that is not there yet.
NEW = "new"


@needs(Permission.KEEP_FORMS)
def edit(request: ActingRequest, version: int) -> HttpResponse:
    """The draft as a list; a button moves or removes one thing."""
    draft = _draft(version)
    sheet = sheet_of(draft)
    verdict: Verdict | None = None
    if request.method == "POST":
        what = request.POST.get("do", "")
        changed = _asked_change(sheet, what)
        _, verdict = asked(lambda: write_draft(draft, changed, edition=edition_in(request), by=request.actor))
        if verdict is None:
            return _back(version, what.partition(" ")[2])
    choices = valid_choices(sheet.list_codes, request.actor.today)
    context = {
        "version": draft,
        "sections": [
            (section, [(item, condition_in_words(item, sheet, choices)) for item in section.items])
            for section in sheet.sections
        ],
        "faults": faults(sheet, codes_of_lists(sheet.list_codes, request.actor.today)),
        "verdict": verdict,
    }
    return render(request, "forms/edit.html", context, status=status_of(request))


@needs(Permission.KEEP_FORMS)
def section(request: ActingRequest, version: int, section: str) -> HttpResponse:
    draft = _draft(version)
    sheet = sheet_of(draft)
    known = None if section == NEW else found(sheet.section(section))
    form = SectionTitleForm(request.POST or None, initial=title_of(known))
    if conflict := _outrun(request, draft, form):
        return _conflict(request, draft, conflict, heading="区分を直す")
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        code = known.code if known else encode_id(new_id())
        changed = with_section(sheet, Section(code, told["title"], help=told["help"]))
        _, verdict = asked(lambda: write_draft(draft, changed, edition=draft.edition, by=request.actor))
        if verdict is None:
            messages.success(request, "区分を保存しました。")
            return _back(version, code)
    return _form_page(request, draft, form, verdict, heading="区分を直す" if known else "区分を加える")


@needs(Permission.KEEP_FORMS)
def item(request: ActingRequest, version: int, item: str) -> HttpResponse:
    draft = _draft(version)
    sheet = sheet_of(draft)
    known = None if item == NEW else found(sheet.item(item))
    home = section_of(sheet, item) if known else sheet.section(request.GET.get("section", ""))
    form = ItemForm(
        request.POST or None,
        sheet=sheet,
        item=known,
        section=home.code if home else "",
        lists=list_examples(request.actor.today),
        choices=valid_choices(sheet.list_codes, request.actor.today),
    )
    if conflict := _outrun(request, draft, form):
        return _conflict(request, draft, conflict, heading="項目を直す")
    verdict = None
    if request.method == "POST" and form.is_valid():
        words = form.words(known.code if known else encode_id(new_id()))
        changed = with_item(sheet, words, section=form.cleaned_data["section"])
        _, verdict = asked(lambda: write_draft(draft, changed, edition=draft.edition, by=request.actor))
        if verdict is None:
            messages.success(request, f"「{words.label}」を保存しました。")
            return _back(version, words.code)
    return _form_page(request, draft, form, verdict, heading="項目を直す" if known else "項目を加える")


def _form_page(
    request: ActingRequest,
    draft: FormVersion,
    form: SectionTitleForm | ItemForm,
    verdict: Verdict | None,
    *,
    heading: str,
) -> HttpResponse:
    context = {
        "version": draft,
        "form": form,
        "verdict": verdict,
        "heading": heading,
        "edition": draft.edition,
        "remembered": remembered(form),
    }
    return render(request, "forms/piece.html", context, status=status_of(request))


def _outrun(request: ActingRequest, draft: FormVersion, form: SectionTitleForm | ItemForm) -> Conflict | None:
    """What another keeper wrote at this very section or item; what they wrote elsewhere in the draft is no conflict."""
    is_behind = edition_in(request) != draft.edition or is_unchosen(request.POST)
    if request.method != "POST" or not is_behind:
        return None
    conflict = conflict_of(form, by=quicker(None))
    return None if asks_nothing(conflict) else conflict


def _conflict(
    request: ActingRequest, draft: FormVersion, conflict: Conflict, *, heading: str
) -> HttpResponse:
    """Both are shown, and nothing is stored before who acts has chosen."""
    context = {"version": draft, "conflict": conflict, "heading": heading}
    return render(request, "forms/conflict.html", context, status=422)


def _back(version: int, code: str) -> HttpResponse:
    """The draft as a list, at the place of what was changed."""
    return redirect(f"{reverse('edit_form', args=[version])}#{quote(code)}")


def _draft(number: int) -> FormVersion:
    """A version that may still be edited; of a published one there is no such page."""
    known = found(version_of(number))
    if known.is_published:
        raise Http404
    return known


def _asked_change(sheet: Sheet, what: str) -> Sheet:
    """up, down, remove — and of which section or item."""
    verb, _, code = what.partition(" ")
    if verb in ("up", "down"):
        return moved(sheet, code, UP if verb == "up" else DOWN)
    if verb == "remove":
        return without_section(sheet, code) if sheet.section(code) else without_item(sheet, code)
    raise Http404
