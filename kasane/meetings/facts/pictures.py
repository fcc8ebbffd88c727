"""The family as an item's packet may show it: who is discussed, in general information, and as letters where it is anonymous."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.code_lists.queries import labels_of
from kasane.diagrams.ecomap import ecomap
from kasane.diagrams.family import Family
from kasane.diagrams.genogram import genogram
from kasane.diagrams.surroundings import Outside, OutsideKind
from kasane.japanese.partial import latest, spoken
from kasane.japanese.wareki import wareki_year
from kasane.meetings.facts.sittings import kind_of
from kasane.meetings.models import AgendaItem
from kasane.people.facts.family import chronicle, family, surroundings
from kasane.people.queries import PersonView, Relations, people_of, relations_of
from kasane.rooms.models import Record
from kasane.rules.anonymity import stand_in
from kasane.rules.meetings import MeetingKind

R = TypeVar("R", bound=Record)
LISTS = ("kinship", "outside_kind", "life_event")
MIDDLE, APART = "この世帯", "別居"
Labels = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Drawn:
    """One picture: its kind, the svg element (empty for a 年表), and the same in words or lines."""

    kind: str
    svg: str
    lines: list[str] | list[list[str]]


def pictures_of(item: AgendaItem, by: Actor) -> list[Drawn]:
    """Genogram, ecomap and 年表 of an item, from what the host may read and the packet may show."""
    relations = _shown(item, by)
    if not relations.people:
        return []
    labels = labels_of(*LISTS)
    names = _names(item, relations.people)
    family_drawn = genogram(_family(item, relations, names, by.today))
    around = ecomap(MIDDLE, tuple(_outsides(item, relations, names, labels, by.today)))
    years = [
        [when, text, "、".join(names[p] for p in persons if p in names)]
        for when, text, persons in _years(item, relations, labels)
    ]
    return [
        Drawn("genogram", family_drawn.svg(), list(family_drawn.words())),
        Drawn("ecomap", around.svg(), list(around.words())),
        Drawn("chronicle", "", years),
    ]


def _shown(item: AgendaItem, by: Actor) -> Relations:
    """重層的支援会議 shows those discussed, who consented; 支援会議 everybody of the household the host knows."""
    known = people_of(item.case_id, by)
    if kind_of(item.sitting) is MeetingKind.MULTILAYERED:
        known = [person for person in known if person.id in item.concerns]
    told = relations_of(item.case_id, known)
    return replace(
        told,
        memberships=_general(told.memberships),
        kinships=_general(told.kinships),
        bonds=_general(told.bonds),
        outside=_general(told.outside),
        events=_general(told.events),
        deaths=_general(told.deaths),
    )


def _general(records: Iterable[R]) -> list[R]:
    return [one for one in records if one.information_class == InformationClass.GENERAL.value]


def _names(item: AgendaItem, people: list[PersonView]) -> dict[int, str]:
    """How everybody is called: by name; in an anonymous item by letters, those discussed first, as its line says."""
    if not item.is_anonymous:
        return {person.id: person.identity.shown_name for person in people}
    discussed = [person for person in people if person.id in item.concerns]
    ordered = [*discussed, *(person for person in people if person.id not in item.concerns)]
    return {person.id: stand_in(position, person.age) for position, person in enumerate(ordered)}


def _family(item: AgendaItem, relations: Relations, names: dict[int, str], on: date) -> Family:
    drawn = family(relations, on)
    by_place = {place: names[person.id] for place, person in enumerate(relations.people)}
    members = []
    for member in drawn.members:
        # Where somebody lives apart stays out of every packet: it may be what 支援措置 hides.
        is_apart = bool(member.lines) and not member.is_dead and not member.is_expected
        shown = replace(member, lines=(APART,)) if is_apart else member
        if item.is_anonymous:
            shown = replace(shown, label=by_place[member.id], age=None, lines=(APART,) if is_apart else ())
        members.append(shown)
    return replace(drawn, members=tuple(members))


def _outsides(
    item: AgendaItem, relations: Relations, names: dict[int, str], labels: Labels, on: date
) -> Iterable[Outside]:
    """The outside by name; workplace and school never by name, and nothing by name in an anonymous item."""
    full = relations.names
    letters = {full[person]: names[person] for person in names if person in full}
    for outside in surroundings(relations, on):
        kind = labels.get(("outside_kind", outside.kind.value), "")
        is_unnamed = item.is_anonymous or outside.kind is OutsideKind.WORK_OR_SCHOOL
        yield replace(
            outside,
            label=kind if is_unnamed else outside.label,
            lines=tuple(letters.get(line, "") for line in outside.lines),
        )


def _years(
    item: AgendaItem, relations: Relations, labels: Labels
) -> Iterable[tuple[str, str, tuple[int, ...]]]:
    """The 年表 without places; in an anonymous item by years, without birthdays and without free words."""
    placeless = replace(relations, memberships=[])
    if not item.is_anonymous:
        for line in chronicle(placeless, labels):
            yield spoken(line.happened), line.text, line.persons
        return
    kinds = {event.pk: labels.get(("life_event", event.kind), "") for event in relations.events}
    # The births of a 年表 come from the people it is given.
    for line in chronicle(replace(placeless, people=[]), labels):
        text = kinds[line.event] if line.event else line.text.split("（")[0]
        yield wareki_year(latest(line.happened)), text, line.persons
