"""課題の解きほぐし: writing an issue, correcting it, and every step it takes from hand to hand (I-3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kasane.access.actor import TOKYO, Actor
from kasane.audit.actions import record as tell
from kasane.cases.actions.rooms import room_of
from kasane.cases.models import Issue, IssueStep
from kasane.cases.queries.holders import holders_of
from kasane.rooms import actions as rooms
from kasane.rooms.queries import refusals
from kasane.rules.issues import IssueState, IssueStepKind, may_be_written, may_step
from kasane.rules.undoing import may_be_taken_back
from kasane.rules.verdicts import Refused, Verdict, demand, refused


@dataclass(frozen=True)
class IssueTold:
    """One concern as it is untangled; `field`, `factors` and `seriousness` are codes of choice lists."""

    field: str
    text: str
    concerns: frozenset[int]
    factors: tuple[str, ...] = ()
    seriousness: str = ""
    since_year: int | None = None
    since_month: int | None = None


@dataclass(frozen=True)
class StepWords:
    """What happened to an issue; `agency` is the new holder where it changes hands."""

    kind: IssueStepKind
    happened_on: date
    text: str = ""
    agency: int | None = None


@transaction.atomic
def add_issue(words: IssueTold, *, case: int, by: Actor) -> Issue:
    """Write one more issue into the desk's own room; the desk holds it from today."""
    demand(may_be_written(field=words.field, text=words.text, concerns=words.concerns))
    issue = Issue(
        field=words.field,
        text=words.text,
        factors=list(words.factors),
        seriousness=words.seriousness,
        since_year=words.since_year,
        since_month=words.since_month,
        held_by=by.agency,
        held_since=by.today,
    )
    with refusals():
        rooms.write(issue, home=room_of(case, by), case=case, concerns=words.concerns, by=by)
    tell("add_issue", cases=[case], records={"cases.issue": [issue.pk]})
    return issue


@transaction.atomic
def correct_issue(issue: Issue, words: IssueTold, *, edition: int, by: Actor) -> None:
    """Write an issue of one's own room anew; whom a laid-open one concerns stays as it was opened."""
    concerns = frozenset(issue.concerns) if issue.is_laid_open else words.concerns
    demand(may_be_written(field=words.field, text=words.text, concerns=concerns))
    _change(
        issue,
        edition,
        field=words.field,
        text=words.text,
        concerns=sorted(concerns),
        factors=list(words.factors),
        seriousness=words.seriousness,
        since_year=words.since_year,
        since_month=words.since_month,
    )
    tell("correct_issue", cases=[issue.case_id], records=_named([issue.pk]), detail={"by": by.staff})


@transaction.atomic
def step_issue(issue: Issue, words: StepWords, *, edition: int, by: Actor) -> None:
    """Add a dated step: another holder, settled, handed over, a concern again. Nothing said before is changed."""
    holder = holders_of([issue]).get(issue.pk)
    demand(
        may_step(
            state=IssueState(issue.state),
            kind=words.kind,
            text=words.text,
            is_same_holder=words.agency == holder,
            on=words.happened_on,
            today=by.today,
        )
    )
    changed: dict[str, object] = {"state": words.kind.state.value}
    if words.kind is IssueStepKind.HOLD:
        if not IssueStep.objects.filter(issue=issue, kind=IssueStepKind.HOLD.value).exists():
            _add(issue, StepWords(IssueStepKind.HOLD, held_since(issue), agency=holder), by=by)
        changed |= {"held_by": words.agency, "held_since": words.happened_on}
    _add(issue, words, by=by)
    _change(issue, edition, **changed)
    tell("step_issue", cases=[issue.case_id], records=_named([issue.pk]), detail={"kind": words.kind.value})


@transaction.atomic
def take_back_end(issue: Issue, *, by: Actor) -> None:
    """An end that was none: the issue goes on, and both the end and its taking back stay in its history (U-1)."""
    demand(may_end_be_taken_back(issue, today=by.today))
    _add(issue, StepWords(IssueStepKind.TAKEN_BACK, by.today), by=by)
    _change(issue, issue.edition, state=IssueState.OPEN.value)
    tell("take_back_end", cases=[issue.case_id], records=_named([issue.pk]))


def may_end_be_taken_back(issue: Issue, *, today: date) -> Verdict:
    """Whether the last thing said of an issue is that it is over, and was said today."""
    last = IssueStep.objects.filter(issue=issue).order_by("written_at", "id").last()
    is_over = IssueState(issue.state) is not IssueState.OPEN
    return may_be_taken_back(
        done_on=last.written_at.astimezone(TOKYO).date() if last and is_over else None, today=today
    )


def held_since(issue: Issue) -> date:
    """Since when the present holder holds it."""
    return issue.held_since or issue.written_at.astimezone(TOKYO).date()


def _add(issue: Issue, words: StepWords, *, by: Actor) -> None:
    step = IssueStep(
        issue=issue,
        kind=words.kind.value,
        agency_id=words.agency,
        happened_on=words.happened_on,
        text=words.text,
    )
    rooms.write(step, home=issue.home_id, case=issue.case_id, concerns=issue.concerns, by=by)


def _change(issue: Issue, edition: int, **told: object) -> None:
    with refusals():
        changed = Issue.objects.filter(pk=issue.pk, edition=edition).update(**told, edition=edition + 1)
    if changed != 1:
        raise Refused(
            refused(
                "書いている間に、ほかの人がこの課題を書き直しました。",
                basis="",
                rule="",
                remedy="いまの内容を開き直し、見くらべてからもう一度書いてください。",
            )
        )


def _named(issues: Iterable[int]) -> dict[str, list[int]]:
    return {"cases.issue": list(issues)}
