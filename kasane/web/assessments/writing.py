"""Writing an assessment: beginning it, section by section, an agency's own form, finishing it."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kasane.access.permissions import Permission
from kasane.assessments.actions.answers import OwnFormWords, begin, finish, save_own_form, save_section
from kasane.assessments.models import Assessment
from kasane.assessments.queries import AssessmentView, assessment_view, forms_in_force, newest_finished
from kasane.cases.models import Case
from kasane.code_lists.queries import valid_choices
from kasane.people.queries import people_of
from kasane.rooms.queries import own_room, standing
from kasane.rules.sheets import Section, Sheet
from kasane.rules.verdicts import Verdict
from kasane.web.access import ActingRequest, found, needs
from kasane.web.assessments.forms import BLANK, OWN, TAX, BeginForm, OwnFormForm, SectionForm
from kasane.web.assessments.shown import steps
from kasane.web.assessments.views import chosen_form, known_assessment
from kasane.web.case_file.known import known_case, status_of
from kasane.web.case_file.notes import tax_consents
from kasane.web.case_file.outrun import both_shown
from kasane.web.components.asking import asked
from kasane.web.components.conflict import (
    SAME_PLACES,
    Conflict,
    asks_nothing,
    conflict_of,
    is_outdated,
    is_unchosen,
    quicker,
    remembered,
)
from kasane.web.components.papers import TOO_LARGE, is_too_large

NEXT = "next"
PAPER_AGAIN = "添付した様式は、まだ保存されていません。保存したあとに、もう一度添付してください。"


@needs(Permission.WRITE_NOTES)
def new(request: ActingRequest, case: int, person: int) -> HttpResponse:
    """Beginning an assessment of somebody of the household."""
    known = known_case(request, case)
    home = found(own_room(case, request.actor))
    about = found(next((p for p in people_of(case, request.actor) if p.id == person), None))
    sheets = forms_in_force(request.actor.today)
    sheet = found(chosen_form(request, sheets))
    former = newest_finished(case, person, home, sheet.code)
    form = BeginForm(request.POST or None, has_former=former is not None, actor=request.actor)
    verdict = None
    if request.method == "POST" and form.is_valid():
        begun, verdict = asked(lambda: _begun(request, form, case, person, sheet.code))
        if begun is not None:
            return _first_page(begun)
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "name": about.identity.addressed,
        "sheet": sheet,
        "others": [one for one in sheets if one.pk != sheet.pk],
        "former": former.assessment if former else None,
    }
    return render(request, "assessments/new.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def section(request: ActingRequest, assessment: int, section: str) -> HttpResponse:
    """One section, saved on its own."""
    view, known = _own(request, assessment)
    here = found(view.sheet.section(section))
    form, current = _form(request, view, known, here), _current(view, here.code)
    if conflict := _outrun(request, form, {f"edition-{kind}": number for kind, number in current.items()}):
        return _both_shown(request, known, conflict, task=here.title)
    verdict: Verdict | None = None
    if request.method == "POST" and form.is_valid():
        words = form.words(here, current)
        _, verdict = asked(lambda: save_section(view.assessment, section, words, by=request.actor))
        if verdict is None:
            messages.success(request, f"「{here.title}」を保存しました。")
            return _onward(request, view, section)
    context = {
        "form": form,
        "case": known,
        "assessment": view.assessment,
        "section": here,
        "steps": steps(view, section),
        "editions": current,
        "remembered": remembered(form),
        "verdict": verdict,
        "name": _name(request, known, view.assessment),
        "is_last": view.sheet.sections[-1].code == section,
        "hides_tax": not request.actor.is_stepped_up and any(i.information_class == TAX for i in here.items),
        "reasons": standing(known.pk, request.actor, [view.assessment, *view.parts]).reasons,
    }
    return render(request, "assessments/section.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def own_form(request: ActingRequest, assessment: int) -> HttpResponse:
    """An agency's own form: the paper, and what it holds of what is reported."""
    view, known = _own(request, assessment)
    if not view.assessment.is_own_form:
        return redirect("assessment", assessment)
    form = OwnFormForm(
        request.POST or None,
        request.FILES or None,
        view=view,
        choices=valid_choices(view.sheet.list_codes, request.actor.today),
        tax_consents=tax_consents(known, people_of(known.pk, request.actor)),
        is_stepped_up=request.actor.is_stepped_up,
    )
    if conflict := _outrun(request, form, _all_current(view)):
        return _both_shown(request, known, conflict, task="機関の様式")
    verdict = None
    if request.method == "POST" and is_too_large(request):
        form.add_error("paper", TOO_LARGE)
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: _save_own(request, form, view))
        if verdict is None:
            messages.success(request, "機関の様式を保存しました。")
            return redirect("assessment", assessment)
    context = {
        "form": form,
        "case": known,
        "assessment": view.assessment,
        "verdict": verdict,
        "editions": _all_current(view),
        "remembered": remembered(form),
        "name": _name(request, known, view.assessment),
    }
    return render(request, "assessments/own_form.html", context, status=status_of(request))


@require_POST
@needs(Permission.WRITE_NOTES)
def make_finished(request: ActingRequest, assessment: int) -> HttpResponse:
    view, _ = _own(request, assessment)
    _, verdict = asked(lambda: finish(view.assessment, by=request.actor))
    if verdict is not None:
        return render(request, "refused.html", {"verdict": verdict}, status=409)
    messages.success(request, "アセスメントを完了しました。同意した機関に見せるときは、区分ごとに開けます。")
    return redirect("assessment", assessment)


def _begun(request: ActingRequest, form: BeginForm, case: int, person: int, sheet: str) -> Assessment:
    chosen = form.cleaned_data
    return begin(
        case=case,
        person=person,
        assessed_on=chosen["assessed_on"],
        is_own_form=chosen["form"] == OWN,
        copies_previous=chosen.get("answers", BLANK) != BLANK,
        form=sheet,
        by=request.actor,
    )


def _first_page(begun: Assessment) -> HttpResponse:
    if begun.is_own_form:
        return redirect("own_form", begun.pk)
    view = assessment_view(begun.pk)
    first = view.sheet.sections[0].code if view else ""
    return redirect("assessment_section", begun.pk, first)


def _own(request: ActingRequest, number: int) -> tuple[AssessmentView, Case]:
    """One's own desk's assessment; of another desk's there is nothing to write."""
    view, known = known_assessment(request, number)
    if view.assessment.home_id != own_room(known.pk, request.actor):
        found(None)
    return view, known


def _form(request: ActingRequest, view: AssessmentView, case: Case, here: Section) -> SectionForm:
    has_tax = any(item.information_class == TAX for item in here.items) and request.actor.is_stepped_up
    return SectionForm(
        request.POST or None,
        items=here.items,
        view=view,
        choices=valid_choices(view.sheet.list_codes, request.actor.today),
        tax_consents=tax_consents(case, people_of(case.pk, request.actor)) if has_tax else [],
        is_stepped_up=request.actor.is_stepped_up,
    )


def _onward(request: ActingRequest, view: AssessmentView, section: str) -> HttpResponse:
    """The next section, or the same one again; after the last one the whole."""
    codes = [one.code for one in view.sheet.sections]
    place = codes.index(section) + (request.POST.get("go") == NEXT)
    if place >= len(codes):
        return redirect("assessment", view.assessment.pk)
    return redirect("assessment_section", view.assessment.pk, codes[place])


def _save_own(request: ActingRequest, form: OwnFormForm, view: AssessmentView) -> None:
    paper = form.cleaned_data.get("paper")
    save_own_form(
        view.assessment,
        OwnFormWords(form.covers, paper.read() if paper else None, form.cleaned_data["own_form_title"]),
        {s.code: form.words(s, _current(view, s.code)) for s in _reported_sections(view.sheet)},
        by=request.actor,
    )


def _reported_sections(sheet: Sheet) -> list[Section]:
    return [section for section in sheet.sections if any(item.is_reported for item in section.items)]


def _current(view: AssessmentView, section: str) -> dict[str, int]:
    return {p.information_class: p.edition for p in view.parts if p.section == section}


def _all_current(view: AssessmentView) -> dict[str, int]:
    """The editions of every part, as an own form names them."""
    return {f"edition-{p.section}-{p.information_class}": p.edition for p in view.parts}


def _outrun(request: ActingRequest, form: SectionForm, current: Mapping[str, int]) -> Conflict | None:
    """What another wrote since the form was opened, where it touches what one wrote or has not been looked at yet.

    `current` are the editions as they stand now, by the name under which the form says the one it was opened on.
    """
    if request.method != "POST":
        return None
    told = {name: value for name, value in request.POST.items() if name.startswith("edition-")}
    is_current = told == {name: str(number) for name, number in current.items()}
    # What an own form says of itself stands in no part and has no edition.
    if is_current and not is_unchosen(request.POST) and not is_outdated(form):
        return None
    conflict = conflict_of(form, by=quicker(None))
    if asks_nothing(conflict):
        return None
    kept = [(name, str(number)) for name, number in current.items()]
    kept += [("go", request.POST["go"])] if "go" in request.POST else []
    return replace(conflict, hidden=(*conflict.hidden, *kept))


def _both_shown(request: ActingRequest, case: Case, conflict: Conflict, *, task: str) -> HttpResponse:
    lead = PAPER_AGAIN if request.FILES else SAME_PLACES
    return both_shown(request, case, conflict, task=task, what="アセスメント", back=request.path, lead=lead)


def _name(request: ActingRequest, case: Case, assessment: Assessment) -> str:
    people = people_of(case.pk, request.actor)
    return next((p.identity.addressed for p in people if p.id == assessment.person_id), "この方")
