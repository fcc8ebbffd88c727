"""The household's plan with all parts side by side; one part, its versions, and another version begun."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.actions.rooms import room_of
from kasane.code_lists.queries import deadlines
from kasane.directory.queries import staff_names
from kasane.people.queries import people_of
from kasane.rooms.queries import may_write_in, standing
from kasane.rules.plans import PartKind, PartState
from kasane.support_plans.actions.drafting import draft_part, draft_version
from kasane.support_plans.actions.frames import write_plan
from kasane.support_plans.models import Plan
from kasane.support_plans.queries import (
    PartLine,
    part_of,
    parts_of,
    plan_of,
    version_of,
)
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import edition_in, known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.conflict import SAME_PLACES, STORE, conflict_of, is_unchosen, remembered
from kasane.web.plans.course import course_of, told_follow_ups
from kasane.web.plans.differences import differences
from kasane.web.plans.forms.parts import ChangeForm, PartForm, PlanForm
from kasane.web.plans.shown import (
    household_plan,
    issue_texts,
    names_in,
    part_page,
)


@needs(Permission.READ_CASES)
def index(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    shown = household_plan(known.pk, request.actor)
    may_draft = request.actor.may(Permission.DRAFT_PLANS) and shown.standing.own_room is not None
    context = {"case": known, "household": shown, "may_draft": may_draft}
    return render(request, "plans/index.html", context)


@needs(Permission.DRAFT_PLANS)
def words(request: ActingRequest, case: int) -> HttpResponse:
    """The frame of a household's plan, written anew by whoever was not overtaken."""
    known = known_case(request, case)
    room_of(case, request.actor)
    plan = plan_of(case)
    form = PlanForm(request.POST or None, people=people_of(case, request.actor), plan=plan)
    edition = plan.edition if plan else 0
    verdict = None
    if request.method == "POST" and (edition_in(request) != edition or is_unchosen(request.POST)):
        context = {
            "case": known,
            "conflict": conflict_of(form, by=_corrector(plan)),
            "edition": edition,
            "part": None,
            "lead": SAME_PLACES,
            "submit": STORE,
        }
        return render(request, "plans/conflict.html", context, status=422)
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: write_plan(form.told(), case=known.pk, plan=plan, edition=edition, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "世帯の目指す姿を書きました。")
            return redirect("plan", case)
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "remembered": remembered(form),
        "edition": edition,
        "reasons": standing(known.pk, request.actor, [plan] if plan else []).reasons,
    }
    return render(request, "plans/words.html", context, status=status_of(request))


@needs(Permission.DRAFT_PLANS)
def new(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    room_of(case, request.actor)
    names = names_in(case, request.actor)
    ended = {line.part.pk: line for line in parts_of(case) if line.state is PartState.ENDED}
    days = deadlines()
    form = PartForm(
        request.POST or None,
        people=people_of(case, request.actor),
        ended=[
            (str(pk), f"{line.kind.label}（{names.get(line.part.person_id, '')}）")
            for pk, line in ended.items()
        ],
        on=request.actor.today,
        months=(days["monitoring"], days["plan_period"]),
    )
    verdict = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        former = ended[int(told["former"])].part if told.get("former") else None
        kind, person = PartKind(told["kind"]), int(told["person"])
        part, verdict = asked(
            lambda: draft_part(
                form.words(), case=known.pk, kind=kind, person=person, former=former, by=request.actor
            )
        )
        if part is not None:
            messages.success(request, "プランの案をつくりました。目標と、だれが何をするかを書いてください。")
            return redirect("draft_part", part.pk)
    reasons = standing(known.pk, request.actor).reasons
    context = {"form": form, "case": known, "verdict": verdict, "reasons": reasons}
    return render(request, "plans/new.html", context, status=status_of(request))


@needs(Permission.READ_CASES)
def show(request: ActingRequest, part: int) -> HttpResponse:
    line = found(part_of(part))
    is_own = _is_own(request, line)
    context = {
        "case": known_case(request, line.part.case_id),
        "page": part_page(line, request.actor, is_own=is_own),
        "issues": issue_texts(line.part.case_id),
        "course": course_of(line.part, request.actor.today),
        "follow_ups": told_follow_ups(line.part, request.actor.today),
        "is_own": is_own,
        "reasons": standing(line.part.case_id, request.actor, [line.part]).reasons,
    }
    return render(request, "plans/show.html", context)


@needs(Permission.READ_CASES)
def compare(request: ActingRequest, part: int, number: int) -> HttpResponse:
    """A version beside the one before it: old, new, and why."""
    line = found(part_of(part))
    new_one, old = found(version_of(line.part, number)), found(version_of(line.part, number - 1))
    groups = differences(old, new_one)
    context = {
        "case": known_case(request, line.part.case_id),
        "line": line,
        "old": old,
        "new": new_one,
        "groups": groups,
        "changed": sum(1 for _, rows in groups for one in rows if one.kind.value != "same"),
        "reasons": standing(line.part.case_id, request.actor, [line.part]).reasons,
    }
    return render(request, "plans/compare.html", context)


@needs(Permission.DRAFT_PLANS)
def change(request: ActingRequest, part: int) -> HttpResponse:
    """Begin the next version from the one in force."""
    line = own_part(request, part)
    form = ChangeForm(request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        version, verdict = asked(lambda: draft_version(part=line.part, reason=reason, by=request.actor))
        if version is not None:
            messages.success(
                request,
                "いまの版から変更の案をつくりました。重層的支援会議（プラン変更時）で決まると、この版になります。",
            )
            return redirect("draft_part", part)
    return form_page(request, line, form, verdict, "変更の案をつくる")


def form_page(
    request: ActingRequest, line: PartLine, form: object, verdict: object, title: str, template: str = "form"
) -> HttpResponse:
    """One form of a part."""
    context = {
        "form": form,
        "line": line,
        "case": known_case(request, line.part.case_id),
        "verdict": verdict,
        "title": title,
        "reasons": standing(line.part.case_id, request.actor, [line.part]).reasons,
    }
    return render(request, f"plans/{template}.html", context, status=status_of(request))


def own_part(request: ActingRequest, part: int) -> PartLine:
    """A part whose home one writes in; for everybody else there is no such page."""
    line = found(part_of(part))
    found(True if _is_own(request, line) else None)
    return line


def _is_own(request: ActingRequest, line: PartLine) -> bool:
    return request.actor.may(Permission.DRAFT_PLANS) and may_write_in(line.part.home_id)


def _corrector(plan: Plan | None) -> str:
    name = staff_names([plan.corrected_by]).get(plan.corrected_by) if plan and plan.corrected_by else None
    return f"{name}さん" if name else "ほかの人"
