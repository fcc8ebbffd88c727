"""What a household's page shows, gathered once."""

from dataclasses import dataclass, field
from datetime import date

from kasane.access.actor import Actor
from kasane.cases.models import Case, Issue, Note, RoleAssignment
from kasane.cases.queries import (
    ConsultationView,
    Helper,
    consultations_of,
    issues_of,
    notes_of,
    roles_of,
    team_of,
)
from kasane.code_lists.queries import Labels, labels_of
from kasane.consents.models import Consent
from kasane.consents.queries import consents_of
from kasane.people.facts import person_facts
from kasane.people.queries import HouseholdView, PersonView, households_of, people_of
from kasane.rooms.models import Record
from kasane.rooms.queries import Standing, standing
from kasane.rules.complexity import IssueFacts, complexity
from kasane.rules.complexity import Reason as ComplexReason
from kasane.rules.issues import IssueState
from kasane.rules.undoing import may_be_taken_back
from kasane.support_plans.queries import PartLine, parts_of
from kasane.web.case_file.timeline import NOTE_LISTS, Entry, timeline

NEWEST = 6


@dataclass(frozen=True)
class IssueLine:
    field: str
    text: str
    names: list[str]


@dataclass(frozen=True)
class Household:
    """Everything of the page, as far as who acts may see it."""

    case: Case
    people: list[PersonView]
    positions: dict[int, str]
    households: list[HouseholdView]
    powers: dict[str, str]
    issues: list[IssueLine]
    complex_because: tuple[ComplexReason, ...]
    team: list[Helper]
    roles: list[RoleAssignment]
    today: date
    consents: list[Consent]
    parts: list[PartLine]
    entries: list[Entry]
    standing: Standing
    names: dict[int, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        first = next((p.identity for p in self.people), None)
        if first is None:
            return "世帯のケース"
        return f"{first.name.split()[0]}さんの世帯" if first.name else f"{first.addressed}の世帯"

    @property
    def undoable(self) -> frozenset[int]:
        """The desk's own roles that were marked as done today."""
        own = (role for role in self.roles if role.home_id == self.standing.own_room)
        return frozenset(role.pk for role in own if may_be_taken_back(done_on=role.done_on, today=self.today))


def household(case: Case, actor: Actor) -> Household:
    """The page of one case, in a constant number of statements."""
    labels = labels_of("kinship", "field", "channel", "power", *NOTE_LISTS)
    people = people_of(case.pk, actor)
    names = {p.id: p.identity.shown_name for p in people}
    issues = issues_of(case.pk)
    views, notes = consultations_of(case.pk), notes_of(case.pk, size=NEWEST)[:NEWEST]
    consultations = [view.consultation for view in views]
    roles, consents, parts = roles_of(case.pk), consents_of(case.pk), parts_of(case.pk)
    shown: list[Record] = [*(p.identity for p in people), *issues, *consultations, *notes, *roles, *consents]
    return Household(
        case=case,
        people=people,
        positions={p.id: position_label(p.position, labels) for p in people},
        households=households_of(people),
        powers={code: label for (code_list, code), label in labels.items() if code_list == "power"},
        issues=[_issue_line(issue, names, labels) for issue in issues],
        complex_because=complex_because(issues, people, labels),
        team=team_of(case.pk),
        roles=roles,
        consents=consents,
        parts=parts,
        entries=_newest(views, notes, labels),
        standing=standing(case.pk, actor, [*shown, *(line.part for line in parts)]),
        names=names,
        today=actor.today,
    )


def _newest(views: list[ConsultationView], notes: list[Note], labels: Labels) -> list[Entry]:
    """The newest of all, and always the consultation that is the newest: what they came for."""
    whole = timeline(views, notes, labels)
    shown = whole[:NEWEST]
    told = next((entry for entry in whole if entry.note is None), None)
    return shown if told is None or told in shown else [*shown, told]


def position_label(position: str, labels: Labels) -> str:
    return "相談の中心" if position == "head" else labels.get(("kinship", position), "")


def _issue_line(issue: Issue, names: dict[int, str], labels: Labels) -> IssueLine:
    about = [names[person] for person in issue.concerns if person in names]
    return IssueLine(labels.at(issue.written_at).get(("field", issue.field), ""), issue.text, about)


def complex_because(
    issues: list[Issue], people: list[PersonView], labels: Labels
) -> tuple[ComplexReason, ...]:
    """Why the case is complex, by the open issues one may read; the sender's and an own copy count once."""
    copied = {issue.copied_from for issue in issues}
    facts = tuple(
        IssueFacts(
            issue.field,
            labels.get(("field", issue.field), issue.field),
            frozenset(issue.concerns),
            frozenset(issue.factors),
        )
        for issue in issues
        if issue.state == IssueState.OPEN.value and issue.pk not in copied
    )
    return complexity(facts, tuple(person_facts(person) for person in people))
