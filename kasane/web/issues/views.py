"""課題: the table of a case, one issue with its history, and every change of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kasane.access.permissions import Permission
from kasane.cases.actions.issues import add_issue, correct_issue, may_end_be_taken_back, step_issue
from kasane.cases.models import Case, Issue
from kasane.cases.queries import issue_of, issue_steps
from kasane.directory.queries import agencies
from kasane.japanese.wareki import wareki
from kasane.people.queries import people_of
from kasane.rooms.queries import own_room, standing
from kasane.rules.issues import IssueState, IssueStepKind
from kasane.web.access import ActingRequest, found, needs
from kasane.web.case_file.known import edition_in, known_case, status_of
from kasane.web.case_file.outrun import both_shown
from kasane.web.components.asking import asked
from kasane.web.components.conflict import (
    Conflict,
    Difference,
    Side,
    carried,
    conflict_of,
    is_unchosen,
    quicker,
    remembered,
)
from kasane.web.issues.forms import IssueForm, StepForm, written_in
from kasane.web.issues.shown import steps_in_words, untangled
from kasane.web.undoing.shown import done

# What may be written on a step's own form.
READ_AGAIN = "記録する前に、いまの課題を確かめてください。"
STEPS = tuple(kind for kind in IssueStepKind if kind is not IssueStepKind.TAKEN_BACK)


@needs(Permission.READ_CASES)
def index(request: ActingRequest, case: int) -> HttpResponse:
    """Every issue one may read, person by person, with who holds it and what became of its つなぎ."""
    known = known_case(request, case)
    shown = untangled(known, request.actor)
    context = {"case": known, "untangled": shown, "is_own": shown.standing.own_room is not None}
    return render(request, "issues/index.html", context)


@needs(Permission.READ_CASES)
def show(request: ActingRequest, case: int, issue: int) -> HttpResponse:
    known = known_case(request, case)
    shown = untangled(known, request.actor)
    line = found(next((one for one in shown.lines if one.issue.pk == issue), None))
    is_open = line.state is IssueState.OPEN
    context = {
        "case": known,
        "line": line,
        "steps": steps_in_words(issue_steps(line.issue)) if line.is_own else [],
        "reasons": standing(known.pk, request.actor, [line.issue]).reasons,
        "kinds": [kind for kind in STEPS if (kind is IssueStepKind.REOPEN) is not is_open],
        "may_undo": line.is_own and may_end_be_taken_back(line.issue, today=request.actor.today),
    }
    return render(request, "issues/show.html", context)


@needs(Permission.WRITE_NOTES)
def new(request: ActingRequest, case: int) -> HttpResponse:
    known = known_case(request, case)
    form = IssueForm(request.POST or None, people=people_of(case, request.actor), actor=request.actor)
    verdict = None
    if request.method == "POST" and form.is_valid():
        issue, verdict = asked(lambda: add_issue(form.told(), case=known.pk, by=request.actor))
        if issue is not None:
            messages.success(request, "課題を加えました。")
            return redirect("issues", case)
    reasons = standing(known.pk, request.actor).reasons
    context = {"form": form, "case": known, "verdict": verdict, "reasons": reasons}
    return render(request, "issues/form.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def edit(request: ActingRequest, case: int, issue: int) -> HttpResponse:
    """Writing an issue of one's own room anew."""
    known = known_case(request, case)
    own = _own(request, known, issue)
    form = IssueForm(
        request.POST or None,
        people=people_of(case, request.actor),
        actor=request.actor,
        is_opened=own.is_laid_open,
        initial=written_in(own),
    )
    verdict = None
    if request.method == "POST" and (edition_in(request) != own.edition or is_unchosen(request.POST)):
        return _both_shown(request, own, conflict_of(form, by=quicker(None)), task="課題を書き直す")
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: correct_issue(own, form.told(), edition=own.edition, by=request.actor))
        if verdict is None:
            messages.success(request, "課題を書き直しました。")
            return redirect("issue", case, issue)
    context = {
        "form": form,
        "case": known,
        "verdict": verdict,
        "edition": own.edition,
        "remembered": remembered(form),
        "reasons": standing(known.pk, request.actor, [own]).reasons,
    }
    return render(request, "issues/form.html", context, status=status_of(request))


@needs(Permission.WRITE_NOTES)
def step(request: ActingRequest, case: int, issue: int, kind: str) -> HttpResponse:
    """Another holder, settled, handed over, a concern again."""
    known = known_case(request, case)
    own = _own(request, known, issue)
    wanted = _named(kind)
    form = StepForm(
        request.POST or None,
        kind=wanted,
        agencies=agencies(),
        actor=request.actor,
        initial=_first_holder(request),
    )
    verdict = None
    if request.method == "POST" and edition_in(request) != own.edition:
        conflict = carried(by=quicker(None), changed=_last_step(own), sent=request.POST)
        return _both_shown(
            request, own, conflict, task=wanted.label, lead=READ_AGAIN, submit="このまま記録する"
        )
    if request.method == "POST" and form.is_valid():
        _, verdict = asked(lambda: step_issue(own, form.words(), edition=own.edition, by=request.actor))
        if verdict is None:
            said = f"「{wanted.label}」を記録しました。"
            if wanted.state is IssueState.OPEN:
                messages.success(request, said)
            else:
                done(request, said, undo="undo_issue", record=own.pk)
            return redirect("issue", case, issue)
    context = {
        "form": form,
        "case": known,
        "issue": own,
        "kind": wanted,
        "verdict": verdict,
        "edition": own.edition,
        "reasons": standing(known.pk, request.actor, [own]).reasons,
    }
    return render(request, "issues/step.html", context, status=status_of(request))


def _own(request: ActingRequest, case: Case, number: int) -> Issue:
    """An issue that lies in the desk's own room; another's is read and never written."""
    issue = found(issue_of(number, case.pk))
    if issue.home_id != found(own_room(case.pk, request.actor)):
        raise Http404
    return issue


def _both_shown(
    request: ActingRequest, issue: Issue, conflict: Conflict, *, task: str, **words: str
) -> HttpResponse:
    back = reverse("issue", args=[issue.case_id, issue.pk])
    case = known_case(request, issue.case_id)
    return both_shown(
        request, case, conflict, task=task, what="課題", back=back, edition=issue.edition, **words
    )


def _last_step(issue: Issue) -> tuple[Difference, ...]:
    """How an issue stands now, by the last that was said of it."""
    now = Difference("", "課題", Side("", ""), Side(issue.text, issue.text))
    said = [
        Difference("", f"{label}　{wareki(step.happened_on)}", Side("", ""), Side("", step.text or agency))
        for step, label, agency in steps_in_words(issue_steps(issue))[-1:]
    ]
    return (now, *said)


def _first_holder(request: ActingRequest) -> dict[str, object]:
    return {"agency": str(request.actor.agency)} if request.GET.get("to") == "here" else {}


def _named(word: str) -> IssueStepKind:
    try:
        return next(kind for kind in STEPS if kind.value == word)
    except StopIteration:
        raise Http404 from None
