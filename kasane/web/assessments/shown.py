"""Answers as words, and the household's assessments as one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kasane.assessments.models import Assessment
from kasane.assessments.queries import AssessmentView
from kasane.code_lists.queries import Labels as Lists
from kasane.code_lists.queries import labels_of
from kasane.japanese.wareki import wareki
from kasane.people.queries import PersonView
from kasane.rules.assessments import Difference, is_answered, missing, shown, shown_answers
from kasane.rules.sheets import Item, ItemKind, Section
from kasane.web.assessments.fields import YES_OR_NO, spoken_rows

Labels = Mapping[tuple[str, str], str]
UNKNOWN = "（いまの一覧にない答え）"


@dataclass(frozen=True)
class Column:
    """One person of the household: the newest assessment that says something of them, and what can be done."""

    person: PersonView
    view: AssessmentView | None
    # One's own that is begun and not finished.
    draft: Assessment | None
    count: int


@dataclass(frozen=True)
class Row:
    """One item over all persons; a cell is empty where it is not answered."""

    section: str
    item: Item
    cells: list[str]


@dataclass(frozen=True)
class Step:
    """A section beside the form: how much of it is answered, and what has to be."""

    section: Section
    answered: int
    asked: int
    lacks: int
    is_here: bool


@dataclass(frozen=True)
class Told:
    """One answered item in words."""

    item: Item
    words: str


@dataclass(frozen=True)
class ToldDifference:
    section: str
    item: Item
    old: str
    new: str
    is_changed: bool


def spoken(item: Item, value: Any, labels: Labels) -> str:
    """An answer in words; empty for nothing."""
    if not is_answered(value):
        return ""
    match item.kind:
        case ItemKind.YES_NO:
            return dict(YES_OR_NO).get(value, UNKNOWN)
        case ItemKind.ONE:
            return labels.get((item.list_code, value), UNKNOWN)
        case ItemKind.SEVERAL:
            return "、".join(labels.get((item.list_code, code), UNKNOWN) for code in value)
        case ItemKind.NUMBER:
            return f"{value:,}"
        case ItemKind.DAY:
            return wareki(date.fromisoformat(value))
        case ItemKind.ROWS:
            return spoken_rows(value)
        case ItemKind.TEXT | ItemKind.LONG | ItemKind.PARTIAL_DAY:
            return str(value)


def labels_for(views: list[AssessmentView]) -> Lists:
    """The words of every list these assessments use, in one statement."""
    return labels_of(*sorted({code for view in views for code in view.sheet.list_codes}))


def columns(people: list[PersonView], views: list[AssessmentView], own_room: int | None) -> list[Column]:
    """Every person with their newest finished assessment, else the one that is begun."""
    found = []
    for person in people:
        theirs = [view for view in views if view.assessment.person_id == person.id]
        finished = [view for view in theirs if view.assessment.is_finished]
        draft = next(
            (
                v.assessment
                for v in theirs
                if not v.assessment.is_finished and v.assessment.home_id == own_room
            ),
            None,
        )
        found.append(Column(person, next(iter([*finished, *theirs]), None), draft, len(theirs)))
    return found


def rows(shown_columns: list[Column], labels: Lists) -> list[Row]:
    """What anybody answered and whatever is reported, in the newest version's order; former items come last."""
    views = [column.view for column in shown_columns if column.view is not None]
    answers = [
        (shown_answers(c.view.sheet, c.view.answers), labels.on(c.view.assessment.assessed_on))
        if c.view
        else ({}, labels)
        for c in shown_columns
    ]
    placed: dict[str, tuple[str, Item]] = {}
    for view in sorted(views, key=lambda view: view.assessment.version.number, reverse=True):
        for section in view.sheet.sections:
            for item in section.items:
                placed.setdefault(item.code, (section.title, item))
    return [
        Row(title, item, [spoken(item, told.get(code), then) for told, then in answers])
        for code, (title, item) in placed.items()
        if item.is_reported or any(code in told for told, _ in answers)
    ]


def steps(view: AssessmentView, here: str = "") -> list[Step]:
    """The sections of an assessment with how far each has come."""
    answers = view.answers
    seen = shown(view.sheet, answers)
    absent = {item.code for item in missing(view.sheet, answers)}
    return [
        Step(
            section,
            answered=sum(1 for i in section.items if i.code in seen and is_answered(answers.get(i.code))),
            asked=sum(1 for i in section.items if i.code in seen),
            lacks=sum(1 for i in section.items if i.code in absent),
            is_here=section.code == here,
        )
        for section in view.sheet.sections
    ]


def told(view: AssessmentView, labels: Lists) -> list[tuple[Section, list[Told]]]:
    """Every section with its answered items in words."""
    answers = shown_answers(view.sheet, view.answers)
    then = labels.on(view.assessment.assessed_on)
    sections = [
        (
            section,
            [Told(i, spoken(i, answers[i.code], then)) for i in section.items if i.code in answers],
        )
        for section in view.sheet.sections
    ]
    return [(section, items) for section, items in sections if items]


def in_words(difference: Difference, before: Labels, now: Labels) -> ToldDifference:
    """A difference in the words of the days on which both were answered."""
    item = difference.item
    return ToldDifference(
        difference.section,
        item,
        spoken(item, difference.old, before),
        spoken(item, difference.new, now),
        difference.is_changed,
    )
