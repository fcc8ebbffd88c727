"""A draft: its words, its goals with their actions, and the issues left without one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kasane.access.permissions import Permission
from kasane.cases.models import Issue
from kasane.cases.queries import issues_of
from kasane.directory.queries import staff_names
from kasane.rooms.queries import standing
from kasane.rules.issues import IssueState
from kasane.rules.readiness import may_be_put_to_decision, occasion_of_draft
from kasane.support_plans.actions.drafting import write_version
from kasane.support_plans.actions.goals import add_goal, drop_goal, set_no_goal, write_goal
from kasane.support_plans.facts import missing_of, serious_issues
from kasane.support_plans.models import Goal, PartVersion
from kasane.support_plans.queries import (
    PartLine,
    VersionView,
    draft_among,
    dropped_goals,
    goal_of,
    versions_of,
)
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import edition_in, known_case, status_of
from kasane.web.components.asking import asked
from kasane.web.components.conflict import SAME_PLACES, STORE, conflict_of, is_unchosen, remembered
from kasane.web.plans.forms.goals import GoalForm, NotSetForm
from kasane.web.plans.forms.parts import DraftForm
from kasane.web.plans.shown import desks_for, issue_texts, names_in, open_issues
from kasane.web.plans.views.parts import form_page, own_part
from kasane.web.undoing.shown import done


@needs(Permission.DRAFT_PLANS)
def draft(request: ActingRequest, part: int) -> HttpResponse:
    """The draft as it stands, and what is still missing before a sitting may decide it."""
    line, view = _drafted(request, part)
    occasion = occasion_of_draft(is_first=_is_first(view))
    context = {
        "case": known_case(request, line.part.case_id),
        "line": line,
        "name": names_in(line.part.case_id, request.actor).get(line.part.person_id, ""),
        "view": view,
        "occasion": occasion,
        "verdict": may_be_put_to_decision(missing_of(view.version)),
        "issues": issue_texts(line.part.case_id),
        "dropped": dropped_goals(view.version),
        "left_out": open_issues(serious_issues(line.part), view),
        "reasons": standing(line.part.case_id, request.actor, [line.part]).reasons,
    }
    return render(request, "plans/draft.html", context)


@needs(Permission.DRAFT_PLANS)
def words(request: ActingRequest, part: int) -> HttpResponse:
    """What the draft says beside its goals."""
    line, view = _drafted(request, part)
    version = view.version
    form = DraftForm(request.POST or None, version=version, is_first=_is_first(view))
    verdict = None
    if _is_overtaken(request, version.edition):
        return _conflict(request, line, form, version)
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(
            lambda: write_version(version, form.words(), edition=version.edition, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "案を書き直しました。")
            return redirect("draft_part", part)
    return _kept_form(request, line, form, verdict, "案のことばを書き直す", version.edition)


@needs(Permission.DRAFT_PLANS)
def new_goal(request: ActingRequest, part: int) -> HttpResponse:
    line, view = _drafted(request, part)
    form = _goal_form(request, line)
    verdict = None
    if request.method == "POST" and form.is_valid():
        goal, verdict = asked(lambda: add_goal(form.words(), version=view.version, by=request.actor))
        if goal is not None:
            messages.success(request, "目標を加えました。")
            return redirect("draft_part", part)
    return _kept_form(request, line, form, verdict, "目標を加える", 0, template="goal")


@needs(Permission.DRAFT_PLANS)
def goal(request: ActingRequest, part: int, goal: int) -> HttpResponse:
    line, view = _drafted(request, part)
    known = found(goal_of(goal, view.version))
    form = _goal_form(request, line, known, view)
    verdict = None
    if _is_overtaken(request, known.edition):
        return _conflict(request, line, form, known)
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: write_goal(known, form.words(), edition=known.edition, by=request.actor))
        if verdict is None:
            messages.success(request, "目標を書き直しました。")
            return redirect("draft_part", part)
    return _kept_form(request, line, form, verdict, "目標を書き直す", known.edition, template="goal")


@needs(Permission.DRAFT_PLANS)
def drop(request: ActingRequest, part: int, goal: int) -> HttpResponse:
    """Give a goal of the draft up."""
    _, view = _drafted(request, part)
    known = found(goal_of(goal, view.version))
    if request.method == "POST":
        _, verdict = asked(lambda: drop_goal(known, by=request.actor))
        if verdict is None:
            done(request, "目標を取りやめました。", undo="undo_goal", record=known.pk)
    return redirect("draft_part", part)


@needs(Permission.DRAFT_PLANS)
def not_set(request: ActingRequest, part: int, issue: int) -> HttpResponse:
    """A serious issue left without a goal on purpose, and why."""
    line, view = _drafted(request, part)
    known = found(next((one for one in serious_issues(line.part) if one.pk == issue), None))
    reasons = {one.issue_id: one.reason for one in view.not_set}
    form = NotSetForm(request.POST or None, initial={"reason": reasons.get(issue, "")})
    verdict = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        _, verdict = asked(
            lambda: set_no_goal(version=view.version, issue=known, reason=reason, by=request.actor)
        )
        if verdict is None:
            messages.success(request, "目標を置かないわけを書きました。")
            return redirect("draft_part", part)
    return form_page(request, line, form, verdict, f"「{known.text}」に目標を置かない")


def _drafted(request: ActingRequest, part: int) -> tuple[PartLine, VersionView]:
    """The part and the version no sitting has decided yet."""
    line = own_part(request, part)
    return line, found(draft_among(versions_of(line.part)))


def _is_first(view: VersionView) -> bool:
    return view.version.number == 1


def _goal_form(
    request: ActingRequest, line: PartLine, goal: Goal | None = None, view: VersionView | None = None
) -> GoalForm:
    case = line.part.case_id
    actions = next((one.actions for one in view.goals if goal and one.goal.pk == goal.pk), ()) if view else ()
    return GoalForm(
        request.POST or None,
        issues=[issue for issue in issues_of(case) if _is_theirs(issue, line)],
        desks=desks_for(case, request.actor),
        goal=goal,
        actions=list(actions),
    )


def _is_theirs(issue: Issue, line: PartLine) -> bool:
    """An open issue of the person as the room of the plan knows it; copies in other rooms are the same issue."""
    is_open = issue.state == IssueState.OPEN.value
    return is_open and issue.home_id == line.part.home_id and line.part.person_id in issue.concerns


def _is_overtaken(request: ActingRequest, edition: int) -> bool:
    return request.method == "POST" and (edition_in(request) != edition or is_unchosen(request.POST))


def _conflict(
    request: ActingRequest, line: PartLine, form: forms.Form, stands: PartVersion | Goal
) -> HttpResponse:
    """Somebody else was quicker: both are shown, and nothing is stored before who acts has chosen."""
    name = staff_names([stands.corrected_by]).get(stands.corrected_by) if stands.corrected_by else None
    context = {
        "case": known_case(request, line.part.case_id),
        "conflict": conflict_of(form, by=f"{name}さん" if name else "ほかの人"),
        "edition": stands.edition,
        "part": line.part,
        "lead": SAME_PLACES,
        "submit": STORE,
    }
    return render(request, "plans/conflict.html", context, status=422)


def _kept_form(
    request: ActingRequest,
    line: PartLine,
    form: forms.Form,
    verdict: object,
    title: str,
    edition: int,
    template: str = "draft_words",
) -> HttpResponse:
    """A form of the draft that remembers what it was opened with."""
    context = {
        "form": form,
        "line": line,
        "case": known_case(request, line.part.case_id),
        "verdict": verdict,
        "title": title,
        "edition": edition,
        "remembered": remembered(form),
        "reasons": standing(line.part.case_id, request.actor, [line.part]).reasons,
    }
    return render(request, f"plans/{template}.html", context, status=status_of(request))
