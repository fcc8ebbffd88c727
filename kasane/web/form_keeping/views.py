"""The forms and their versions; one version as the desk will see it, and its publishing."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.permissions import Permission
from kasane.assessments.actions.forms import FormWords, begin_draft, begin_form, newest_from, publish
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Assessment, Form, FormEnd, FormVersion
from kasane.assessments.queries import (
    AssessmentView,
    codes_of_lists,
    forms,
    version_before,
    version_of,
)
from kasane.code_lists.queries import valid_choices
from kasane.rules.sheet_changes import changes
from kasane.rules.sheets import Section, may_be_published
from kasane.web.access import ActingRequest, found, needs
from kasane.web.assessments.forms import SectionForm
from kasane.web.case_file.known import edition_in, status_of
from kasane.web.components.asking import asked
from kasane.web.form_keeping.forms import NewFormForm, PublishForm

DRAFT, COMING, IN_FORCE, FORMER = "案", "公開ずみ（これから）", "いまの版", "前の版"
KINDS = {DRAFT: "warning", COMING: "key", IN_FORCE: "success", FORMER: ""}


@dataclass(frozen=True)
class VersionLine:
    """One version and where it stands today."""

    version: FormVersion
    state: str

    @property
    def kind(self) -> str:
        return KINDS[self.state]


@dataclass(frozen=True)
class FormLine:
    """One form with its versions, the end that stands, and the ends it was taken up from."""

    form: Form
    versions: list[VersionLine]
    end: FormEnd | None
    former_ends: list[FormEnd]
    is_over: bool

    @property
    def has_draft(self) -> bool:
        return any(line.state == DRAFT for line in self.versions)

    @property
    def is_published(self) -> bool:
        return any(line.state != DRAFT for line in self.versions)


@needs(Permission.KEEP_FORMS)
def index(request: ActingRequest) -> HttpResponse:
    """Every form with its versions, the newest first; those that have ended stand last."""
    today = request.actor.today
    told = [_whole(form, today) for form in forms()]
    context = {"forms": sorted(told, key=lambda one: one.is_over)}
    return render(request, "forms/index.html", context)


@needs(Permission.KEEP_FORMS)
def new(request: ActingRequest) -> HttpResponse:
    """One more form, from nothing or as a copy; nothing is used before it is published."""
    others = {str(one.pk): one for one in forms()}
    form = NewFormForm(request.POST or None, others=[(number, one.title) for number, one in others.items()])
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        words = FormWords(told["title"], told["purpose"])
        copy_of = others.get(told["copy_of"])
        begun, verdict = asked(lambda: begin_form(words, copy_of=copy_of, by=request.actor))
        if begun is not None:
            messages.success(
                request, f"「{words.title}」の案をつくりました。公開するまで、窓口には出ません。"
            )
            return redirect("edit_form", begun.pk)
    return render(request, "forms/new.html", {"form": form, "verdict": verdict}, status=status_of(request))


@require_POST
@needs(Permission.KEEP_FORMS)
def draft(request: ActingRequest, form: int) -> HttpResponse:
    known = found(Form.objects.filter(id=form).first())
    begun, verdict = asked(lambda: begin_draft(known, by=request.actor))
    if begun is None:
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    messages.success(request, f"第{begun.number}版の案をつくりました。公開するまで、いまの版が使われます。")
    return redirect("edit_form", begun.pk)


@needs(Permission.KEEP_FORMS)
def show(request: ActingRequest, version: int) -> HttpResponse:
    """One version exactly as the desk sees it, with what it changes."""
    return _shown(request, found(version_of(version)), PublishForm(actor=request.actor))


@require_POST
@needs(Permission.KEEP_FORMS)
def make_published(request: ActingRequest, version: int) -> HttpResponse:
    known = found(version_of(version))
    form = PublishForm(request.POST, actor=request.actor)
    if form.is_valid():
        day = form.cleaned_data["valid_from"]
        _, verdict = asked(
            lambda: publish(known, valid_from=day, edition=edition_in(request), by=request.actor)
        )
        if verdict is None:
            messages.success(
                request, "公開しました。書きかけのアセスメントは、始めたときの版のまま続きます。"
            )
            return redirect("forms")
        form.add_error("valid_from", verdict.sentence)
    return _shown(request, known, form)


def _shown(request: ActingRequest, version: FormVersion, form: PublishForm) -> HttpResponse:
    sheet, former = sheet_of(version), version_before(version)
    choices = valid_choices(sheet.list_codes, request.actor.today)
    preview = AssessmentView(Assessment(), sheet, ())
    pages: list[tuple[Section, SectionForm]] = [
        (
            section,
            SectionForm(
                items=section.items, view=preview, choices=choices, tax_consents=[], is_stepped_up=True
            ),
        )
        for section in sheet.sections
    ]
    ready = may_be_published(
        sheet=sheet,
        lists=codes_of_lists(sheet.list_codes, request.actor.today),
        # Any day that is late enough: what is asked here is whether the sheet itself is fit.
        valid_from=date.max,
        newest_from=newest_from(version.form),
        is_published=version.is_published,
        on=request.actor.today,
    )
    context = {
        "version": version,
        "pages": pages,
        "former": former,
        "changes": changes(sheet_of(former), sheet) if former else (),
        "form": form,
        "may_publish": ready,
        "reported": [item.label for item in sheet.reported],
    }
    return render(request, "forms/show.html", context, status=status_of(request))


def _whole(form: Form, today: date) -> FormLine:
    ends = list(form.ends.all())
    end = next((one for one in ends if one.taken_up_at is None), None)
    return FormLine(
        form,
        _lines(list(form.versions.all()), today),
        end,
        [one for one in ends if one.taken_up_at is not None],
        end is not None and end.has_come(today),
    )


def _lines(versions: list[FormVersion], today: date) -> list[VersionLine]:
    """The versions of one form, and which of them counts today."""
    begun = [version for version in versions if version.is_in_force(today)]
    current = max(begun, key=lambda v: (v.valid_from or date.min, v.number), default=None)
    return [VersionLine(version, _state(version, current, today)) for version in versions]


def _state(version: FormVersion, current: FormVersion | None, today: date) -> str:
    if not version.is_published:
        return DRAFT
    if version == current:
        return IN_FORCE
    return FORMER if version.is_in_force(today) else COMING
