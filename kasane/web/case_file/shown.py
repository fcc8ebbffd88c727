"""What a household's page shows, gathered once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.cases.models import Case, Consultation, Issue, Note, RoleAssignment
from kasane.cases.queries import (
    ConsultationView,
    Helper,
    consultations_of,
    issues_of,
    notes_of,
    roles_of,
    team_of,
)
from kasane.code_lists.queries import labels_of
from kasane.consents.models import Consent
from kasane.consents.queries import consents_of
from kasane.people.facts import person_facts
from kasane.people.queries import KinshipView, PersonView, kinships_of, people_of
from kasane.rooms.models import Record
from kasane.rooms.queries import Standing, standing
from kasane.rules.complexity import IssueFacts, complexity
from kasane.rules.complexity import Reason as ComplexReason
from kasane.support_plans.queries import PartLine, parts_of

NEWEST = 6
GENERAL = InformationClass.GENERAL.value
Labels = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    kind: str
    text: str
    is_laid_open: bool = False
    # Who told us, where one may know it.
    told_by: str = ""
    # The class, where it is not an ordinary record.
    class_label: str = ""


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
    kinships: list[KinshipView]
    issues: list[IssueLine]
    complex_because: tuple[ComplexReason, ...]
    team: list[Helper]
    roles: list[RoleAssignment]
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


def household(case: Case, actor: Actor) -> Household:
    """The page of one case, in a constant number of statements."""
    labels = labels_of("kinship", "field", "note", "channel")
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
        kinships=[
            replace(tie, relation=labels.get(("kinship", tie.relation), ""))
            for tie in kinships_of(case.pk, people)
        ],
        issues=[_issue_line(issue, names, labels) for issue in issues],
        complex_because=_complexity(issues, people, labels),
        team=team_of(case.pk),
        roles=roles,
        consents=consents,
        parts=parts,
        entries=timeline(views, notes, labels)[:NEWEST],
        standing=standing(case.pk, actor, [*shown, *(line.part for line in parts)]),
        names=names,
    )


def timeline(consultations: Iterable[ConsultationView], notes: Iterable[Note], labels: Labels) -> list[Entry]:
    """Consultations and notes, the newest first."""
    entries = [_consultation(view, labels) for view in consultations]
    entries += [
        Entry(
            n.happened_at,
            labels.get(("note", n.kind), ""),
            n.text,
            n.is_laid_open,
            class_label="" if n.information_class == GENERAL else InformationClass(n.information_class).label,
        )
        for n in notes
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def position_label(position: str, labels: Labels) -> str:
    return "相談の中心" if position == "head" else labels.get(("kinship", position), "")


def _consultation(view: ConsultationView, labels: Labels) -> Entry:
    one = view.consultation
    kind = f"相談（{labels.get(('channel', one.channel), '')}）"
    return Entry(one.received_at, kind, _spoken(one), one.is_laid_open, told_by=view.told_by)


def _spoken(consultation: Consultation) -> str:
    return f"{consultation.content}\n希望：{consultation.wish}" if consultation.wish else consultation.content


def _issue_line(issue: Issue, names: dict[int, str], labels: Labels) -> IssueLine:
    about = [names[person] for person in issue.concerns if person in names]
    return IssueLine(labels.get(("field", issue.field), ""), issue.text, about)


def _complexity(issues: list[Issue], people: list[PersonView], labels: Labels) -> tuple[ComplexReason, ...]:
    facts = tuple(
        IssueFacts(issue.field, labels.get(("field", issue.field), issue.field), frozenset(issue.concerns))
        for issue in issues
    )
    return complexity(facts, tuple(person_facts(person) for person in people))
