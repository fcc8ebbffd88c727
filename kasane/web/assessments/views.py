"""Reading assessments: the household in one view, one of them whole, two side by side, laying one open."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.ids import decode_id
from kasane.access.permissions import Permission
from kasane.assessments.actions.answers import finishable, open_to_consented
from kasane.assessments.models import Form
from kasane.assessments.queries import AssessmentView, assessment_view, forms_in_force, views_of
from kasane.cases.models import Case
from kasane.people.queries import people_of
from kasane.rooms.queries import own_room, standing
from kasane.rules.assessments import compared, lacking, may_be_opened, missing
from kasane.web.access import ActingRequest, found, needs
from kasane.web.assessments.forms import OpenForm
from kasane.web.assessments.shown import columns, in_words, labels_for, rows, told
from kasane.web.case_file.known import known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.sign_in.door import stepped_up


@needs(Permission.READ_CASES)
def index(request: ActingRequest, case: int) -> HttpResponse:
    """Everybody of the household in one table: a column a person, the newest answers."""
    known = known_case(request, case)
    people, every = people_of(known.pk, request.actor), views_of(known.pk)
    sheets = offered(every, request.actor.today)
    chosen = chosen_form(request, sheets)
    views = [view for view in every if chosen is None or view.assessment.version.form_id == chosen.pk]
    records = [r for view in views for r in (view.assessment, *view.parts)]
    stands = standing(known.pk, request.actor, [*(p.identity for p in people), *records])
    shown_columns = columns(people, views, stands.own_room)
    context = {
        "case": known,
        "columns": shown_columns,
        "rows": rows(shown_columns, labels_for(views)),
        "has_any": bool(views),
        "forms": sheets,
        "chosen": chosen,
        "is_own": stands.own_room is not None and request.actor.may(Permission.WRITE_NOTES),
        "is_stepped_up": request.actor.is_stepped_up,
        "reasons": stands.reasons,
    }
    return render(request, "assessments/index.html", context)


@needs(Permission.READ_CASES)
def with_tax(request: ActingRequest, case: int) -> HttpResponse:
    """The household's table with 税情報 in it, once the secret was asked for again."""
    known_case(request, case)
    if not request.actor.is_stepped_up:
        return stepped_up(request)
    return redirect(
        f"{reverse('assessments', args=[case])}?{urlencode({'form': request.GET.get('form', '')})}"
    )


@needs(Permission.READ_CASES)
def tax_of(request: ActingRequest, assessment: int, page: str) -> HttpResponse:
    """One page of an assessment with its 税情報, once the secret was asked for again."""
    view, _ = known_assessment(request, assessment)
    if not request.actor.is_stepped_up:
        return stepped_up(request)
    if view.sheet.section(page) is not None:
        return redirect("assessment_section", assessment, page)
    return redirect("compare_assessments" if page == "compare" else "assessment", assessment)


@needs(Permission.READ_CASES)
def show(request: ActingRequest, assessment: int) -> HttpResponse:
    """One assessment whole, and what it still lacks."""
    view, known = known_assessment(request, assessment)
    one = view.assessment
    stands = standing(known.pk, request.actor, [one, *view.parts])
    is_own = one.home_id == stands.own_room and request.actor.may(Permission.WRITE_NOTES)
    theirs = _same_form(view, known)
    context = {
        "case": known,
        "assessment": one,
        "sections": told(view, labels_for([view])),
        "lacks": _lacks(view),
        "may_finish": finishable(view),
        "is_own": is_own,
        "name": _name_of(request, known, one.person_id),
        "history": [v.assessment for v in theirs],
        "has_former": _former(view, theirs) is not None,
        "first_section": view.sheet.sections[0].code,
        "unopened": is_own and one.is_finished and any(not p.is_laid_open for p in (one, *view.parts)),
        "is_stepped_up": request.actor.is_stepped_up,
        "reasons": stands.reasons,
    }
    return render(request, "assessments/show.html", context)


@needs(Permission.READ_CASES)
def compare(request: ActingRequest, assessment: int) -> HttpResponse:
    """An assessment beside a former one of the same person."""
    view, known = known_assessment(request, assessment)
    theirs = _same_form(view, known)
    former = found(_asked_for(request, view, theirs) or _former(view, theirs))
    labels = labels_for([view, former])
    before, now = labels.on(former.assessment.assessed_on), labels.on(view.assessment.assessed_on)
    found_differences = compared(former.sheet, former.answers, view.sheet, view.answers)
    context = {
        "case": known,
        "assessment": view.assessment,
        "former": former.assessment,
        "others": [v.assessment for v in theirs if v.assessment.pk != view.assessment.pk],
        "differences": [in_words(one, before, now) for one in found_differences],
        "changed": sum(1 for one in found_differences if one.is_changed),
        "name": _name_of(request, known, view.assessment.person_id),
        "is_stepped_up": request.actor.is_stepped_up,
        "reasons": standing(
            known.pk, request.actor, [view.assessment, former.assessment, *view.parts, *former.parts]
        ).reasons,
    }
    return render(request, "assessments/compare.html", context)


@needs(Permission.WRITE_NOTES)
def opening(request: ActingRequest, case: int, record: int) -> HttpResponse:
    """Laying parts of an assessment open to the agencies inside the consent."""
    view, known = known_assessment(request, record)
    if known.pk != case or view.assessment.home_id != own_room(case, request.actor):
        found(None)
    paper = view.assessment.paper
    form = OpenForm(
        request.POST or None,
        parts=[part for part in view.parts if not part.is_laid_open],
        has_paper=paper is not None and not paper.is_laid_open,
        people=people_of(case, request.actor),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        _, verdict = asked(
            lambda: open_to_consented(
                view,
                parts=chosen["parts"],
                with_paper=bool(chosen.get("paper")),
                concerns=chosen["concerns"],
                by=request.actor,
            )
        )
        if verdict is None:
            messages.success(request, "選んだ区分を、同意した機関に開きました。")
            return redirect("assessment", record)
    context = {
        "form": form,
        "case": known,
        "assessment": view.assessment,
        "verdict": verdict,
        "may_open": may_be_opened(is_finished=view.assessment.is_finished),
        "name": _name_of(request, known, view.assessment.person_id),
    }
    return render(request, "assessments/opening.html", context, status=status_of(request))


def known_assessment(request: ActingRequest, number: int) -> tuple[AssessmentView, Case]:
    """The assessment and its case, or the 404 of who may know of neither."""
    view = found(assessment_view(number))
    return view, known_case(request, view.assessment.case_id)


def offered(views: list[AssessmentView], on: date) -> list[Form]:
    """The forms in force on a day, and any other on which something was written in this case."""
    in_force = forms_in_force(on)
    known = {form.pk for form in in_force}
    former = {v.assessment.version.form_id: v.assessment.version.form for v in views}
    return [*in_force, *(form for number, form in former.items() if number not in known)]


def chosen_form(request: ActingRequest, sheets: list[Form]) -> Form | None:
    """The form an address asks for, else the first one."""
    wanted = request.GET.get("form", "")
    return next((form for form in sheets if form.code == wanted), next(iter(sheets), None))


def _same_form(view: AssessmentView, case: Case) -> list[AssessmentView]:
    """Every assessment of the same person on the same form, the newest first."""
    one = view.assessment
    return [
        v
        for v in views_of(case.pk)
        if v.assessment.person_id == one.person_id and v.assessment.version.form_id == one.version.form_id
    ]


def _lacks(view: AssessmentView) -> list[tuple[str, str, bool]]:
    """(section, label, whether it is reported) of what stands in the way of finishing."""
    one = view.assessment
    absent = (
        lacking(view.sheet, one.covers, view.answers)
        if one.is_own_form
        else missing(view.sheet, view.answers)
    )
    place = {item.code: section.code for section in view.sheet.sections for item in section.items}
    return [(place[item.code], item.label, item.is_reported) for item in absent]


def _former(view: AssessmentView, theirs: list[AssessmentView]) -> AssessmentView | None:
    """The one it is compared with: the newest finished one before it."""
    one = view.assessment
    before = [v for v in theirs if v.assessment.is_finished and v.assessment.written_at < one.written_at]
    return max(before, key=lambda v: v.assessment.written_at, default=None)


def _asked_for(
    request: ActingRequest, view: AssessmentView, theirs: list[AssessmentView]
) -> AssessmentView | None:
    try:
        wanted = decode_id(request.GET.get("with", ""))
    except ValueError:
        return None
    others = (v for v in theirs if v.assessment.pk != view.assessment.pk)
    return next((v for v in others if v.assessment.pk == wanted), None)


def _name_of(request: ActingRequest, case: Case, person: int) -> str:
    people = people_of(case.pk, request.actor)
    return next((p.identity.addressed for p in people if p.id == person), "この方")
