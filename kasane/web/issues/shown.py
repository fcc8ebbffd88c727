"""The issues of a case as its table shows them: per person and field, who holds each, and what became of its つなぎ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kasane.access.actor import Actor
from kasane.cases.actions.issues import held_since
from kasane.cases.models import Case, Issue, IssueStep
from kasane.cases.queries import holders_of, issues_of
from kasane.code_lists.queries import labels_of
from kasane.directory.queries import agency_names
from kasane.people.queries import PersonView, people_of
from kasane.referrals.queries import Loop, loops_of
from kasane.rooms.queries import Standing, standing
from kasane.rules.complexity import Reason
from kasane.rules.issues import IssueState, IssueStepKind
from kasane.web.case_file.shown import complex_because
from kasane.web.issues.forms import since_in_words
from kasane.web.referrals.shown import Line, Said, Step, lines, steps_of, threads_of

LISTS = ("field", "issue_factor", "seriousness")


@dataclass(frozen=True)
class Handed:
    """A つなぎ that an issue caused: where it stands, and what was said last."""

    line: Line
    last: Said | None
    steps: list[Step]


@dataclass(frozen=True)
class IssueLine:
    """One issue; `holder` is empty where one may not know of the agency."""

    issue: Issue
    field: str
    names: list[str]
    factors: list[str]
    seriousness: str
    since: str
    holder: str
    held_since: date
    state: IssueState
    is_own: bool
    handed: list[Handed]


@dataclass(frozen=True)
class Untangled:
    """The whole page: issues by person, why the case is complex, and the ground on which all of it is seen."""

    lines: list[IssueLine]
    by_person: list[tuple[str, list[IssueLine]]]
    complex_because: tuple[Reason, ...]
    standing: Standing


def untangled(case: Case, actor: Actor) -> Untangled:
    """Everything one may read, in a number of statements that does not grow with it."""
    people, issues = people_of(case.pk, actor), issues_of(case.pk)
    labels = labels_of(*LISTS)
    loops = loops_of(case.pk, actor)
    stands = standing(
        case.pk, actor, [*(p.identity for p in people), *issues, *(loop.sheet for loop in loops)]
    )
    holders = _holders(issues)
    handed = _handed(loops, actor)
    names = {p.id: p.identity.shown_name for p in people}
    then = {issue.pk: labels.at(issue.written_at) for issue in issues}
    shown = [
        IssueLine(
            issue=issue,
            field=then[issue.pk].get(("field", issue.field), ""),
            names=[names[person] for person in issue.concerns if person in names],
            factors=[then[issue.pk].get(("issue_factor", code), "") for code in issue.factors],
            seriousness=then[issue.pk].get(("seriousness", issue.seriousness), ""),
            since=since_in_words(issue),
            holder=holders.get(issue.pk, ""),
            held_since=held_since(issue),
            state=IssueState(issue.state),
            is_own=issue.home_id == stands.own_room,
            handed=[one for loop, one in zip(loops, handed, strict=True) if issue.pk in loop.sheet.issues],
        )
        for issue in issues
    ]
    return Untangled(shown, _by_person(shown, people), complex_because(issues, people, labels), stands)


def steps_in_words(steps: Iterable[IssueStep]) -> list[tuple[IssueStep, str, str]]:
    """(step, what happened, the agency) of an issue's own history."""
    found = list(steps)
    names = agency_names(step.agency_id for step in found if step.agency_id is not None)
    return [(step, IssueStepKind(step.kind).label, names.get(step.agency_id or 0, "")) for step in found]


def _by_person(shown: list[IssueLine], people: list[PersonView]) -> list[tuple[str, list[IssueLine]]]:
    """Each person of the household with their issues, and at the end what concerns nobody one may know."""
    by_person = [
        (person.identity.shown_name, [line for line in shown if person.id in line.issue.concerns])
        for person in people
    ]
    known = {person.id for person in people}
    rest = [line for line in shown if not known & set(line.issue.concerns)]
    return [pair for pair in (*by_person, ("そのほか", rest)) if pair[1]]


def _holders(issues: list[Issue]) -> dict[int, str]:
    """Issue → the name of the agency that holds it, where one may know of it."""
    holders = holders_of(issues)
    names = agency_names(holders.values())
    return {issue: names.get(agency, "") for issue, agency in holders.items()}


def _handed(loops: list[Loop], actor: Actor) -> list[Handed]:
    """Where each つなぎ stands, with what was said last."""
    stand = lines([loop.envelope for loop in loops], actor.today)
    threads = threads_of([(loop.envelope, loop.moves[-1:]) for loop in loops])
    return [
        Handed(line, thread[-1] if thread else None, steps_of(loop.envelope, loop.moves, actor.today))
        for loop, line, thread in zip(loops, stand, threads, strict=True)
    ]
