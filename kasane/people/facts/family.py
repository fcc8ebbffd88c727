"""A family as plain values: for the rules, for the genogram, and line by line for the 家族年表."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kasane.diagrams.family import Bond, Child, Couple, Descent, Family, Member, Quality, Sex, Union
from kasane.diagrams.surroundings import Direction, Outside, OutsideKind, Strength
from kasane.japanese.partial import latest, order, read
from kasane.japanese.wareki import wareki_year
from kasane.people.models import Kinship, Membership
from kasane.people.queries import PersonView, Relations
from kasane.rules.family import LifeFacts

# What each 続柄 of the list `kinship` means to the picture; others are told in words alone.
UNIONS = {
    "spouse": Union.MARRIED,
    "partner": Union.PARTNERS,
    "separated_spouse": Union.SEPARATED,
    "former_spouse": Union.DIVORCED,
}
CHILD_OF = {
    "son": Descent.BORN,
    "daughter": Descent.BORN,
    "child": Descent.BORN,
    "adopted_child": Descent.ADOPTED,
    "foster_child": Descent.FOSTERED,
}
PARENT_OF = {
    "father": Descent.BORN,
    "mother": Descent.BORN,
    "adoptive_parent": Descent.ADOPTED,
    "foster_parent": Descent.FOSTERED,
}
SIBLINGS = frozenset({"sibling", "twin", "identical_twin"})
TWINS = {"twin": False, "identical_twin": True}
DIRECTED = frozenset({Quality.CARE, Quality.VIOLENCE})
PAIR = 2


def life_facts(person: PersonView) -> LifeFacts:
    return LifeFacts(name=person.identity.addressed, born=person.identity.birth_code, died=person.died)


def family(relations: Relations, on: date) -> Family:
    """The genogram's input: everybody and every tie of `relations`, under numbers of the picture's own."""
    places = {person.id: place for place, person in enumerate(relations.people)}
    parents = _parents(relations.kinships)
    twins, identical = _twins(relations.kinships)
    homes: dict[int, set[int]] = {}
    for person in relations.people:
        if person.household is not None:
            homes.setdefault(person.household, set()).add(places[person.id])
    return Family(
        members=tuple(
            _member(person, places[person.id], twins.get(person.id), person.id in identical)
            for person in relations.people
        ),
        couples=tuple(_couples(relations, places)),
        children=tuple(
            Child(places[child], tuple(places[p] for p in of), descent)
            for (child, descent), of in parents.items()
        ),
        bonds=tuple(
            Bond(places[b.person_id], places[b.other_id], Quality(b.kind), Quality(b.kind) in DIRECTED)
            for b in relations.bonds
            if b.is_current(on) and b.kind in {quality.value for quality in Quality}
        ),
        households=tuple(frozenset(home) for _, home in sorted(homes.items())),
    )


def _member(person: PersonView, place: int, twins: int | None, is_identical: bool) -> Member:  # noqa: FBT001 - a field
    identity = person.identity
    return Member(
        id=place,
        label=identity.name or identity.called,
        sex=Sex(identity.sex),
        age=person.age,
        lines=tuple(_lines(person)),
        is_dead=bool(person.died),
        is_expected=identity.is_expected,
        is_centre=person.position == "head",
        birth_order=place,
        twins=twins,
        are_identical=is_identical,
    )


def _lines(person: PersonView) -> Iterable[str]:
    if person.died:
        yield f"{wareki_year(latest(person.died))}{'頃' * read(person.died).is_about}死亡"
    elif person.identity.is_expected:
        yield f"{wareki_year(latest(person.identity.due))}出産予定"
    elif person.membership is not None and person.household is None:
        yield person.membership.place or "別居"


def _couples(relations: Relations, places: dict[int, int]) -> Iterable[Couple]:
    """One union of each two, the latest that is known; an ended marriage of the living was divorced."""
    dead = {person.id for person in relations.people if person.died}
    unions: dict[frozenset[int], Couple] = {}
    unions_told = [k for k in relations.kinships if k.relation in UNIONS]
    ordered = sorted(unions_told, key=lambda k: (not _is_over(k), order(k.since)))
    for number, tie in enumerate(ordered):
        union = UNIONS[tie.relation]
        if union is Union.MARRIED and {tie.person_id, tie.other_id} & dead:
            union = Union.WIDOWED
        elif tie.until:
            union = Union.DIVORCED if tie.relation != "partner" else Union.SEPARATED
        pair = frozenset({tie.person_id, tie.other_id})
        unions[pair] = Couple(places[tie.person_id], places[tie.other_id], union, number)
    return unions.values()


def _is_over(tie: Kinship) -> bool:
    return bool(tie.until) or UNIONS[tie.relation] is Union.DIVORCED


def _parents(kinships: list[Kinship]) -> dict[tuple[int, Descent], list[int]]:
    """(child, descent) → at most two parents; who is a full sibling of a child has that child's parents."""
    parents: dict[tuple[int, Descent], list[int]] = {}
    for tie in kinships:
        if tie.relation in CHILD_OF:
            child, parent, descent = tie.person_id, tie.other_id, CHILD_OF[tie.relation]
        elif tie.relation in PARENT_OF:
            child, parent, descent = tie.other_id, tie.person_id, PARENT_OF[tie.relation]
        else:
            continue
        of = parents.setdefault((child, descent), [])
        if parent not in of and len(of) < PAIR:
            of.append(parent)
    born = {child for child, descent in parents if descent is Descent.BORN}
    for tie in kinships:
        if tie.relation in SIBLINGS and len({tie.person_id, tie.other_id} & born) == 1:
            known, other = (
                (tie.person_id, tie.other_id) if tie.person_id in born else (tie.other_id, tie.person_id)
            )
            parents[other, Descent.BORN] = list(parents[known, Descent.BORN])
    return parents


def _twins(kinships: list[Kinship]) -> tuple[dict[int, int], set[int]]:
    """Person → number of their birth, and who is of an identical one."""
    births: dict[int, int] = {}
    identical: set[int] = set()
    for number, tie in enumerate(k for k in kinships if k.relation in TWINS):
        birth = births.get(tie.person_id, births.get(tie.other_id, number))
        births[tie.person_id] = births[tie.other_id] = birth
        if TWINS[tie.relation]:
            identical |= {tie.person_id, tie.other_id}
    return births, identical


def surroundings(relations: Relations, on: date) -> tuple[Outside, ...]:
    """The ecomap's input: what the household is tied to today; whom it concerns stands below each name."""
    kinds, ways = {k.value for k in OutsideKind}, {d.value for d in Direction}
    strengths = {s.value for s in Strength}
    tied = [
        t
        for t in relations.outside
        if t.is_current(on) and t.kind in kinds and t.direction in ways and t.strength in strengths
    ]
    return tuple(
        Outside(
            label=t.name,
            kind=OutsideKind(t.kind),
            strength=Strength(t.strength),
            is_conflict=t.is_in_conflict,
            direction=Direction(t.direction),
            lines=(relations.names[t.person_id],),
        )
        for t in tied
    )


@dataclass(frozen=True)
class YearLine:
    """One line of the 家族年表: a day known in part, what happened, whom it concerns; `event` when it was written so."""

    happened: str
    text: str
    persons: tuple[int, ...]
    event: int | None = None


def chronicle(relations: Relations, labels: dict[tuple[str, str], str]) -> list[YearLine]:
    """Births, deaths, moves, dated ties and what was written as an event, the earliest first."""
    lines = [
        YearLine(p.identity.birth_code, "生まれる", (p.id,))
        for p in relations.people
        if p.identity.birth_code
    ]
    lines += [YearLine(d.died, "亡くなる", (d.person_id,)) for d in relations.deaths]
    for moved in relations.memberships:
        if moved.since:
            why = labels.get(("move", moved.begun_why), "")
            where = _where(moved)
            lines.append(YearLine(moved.since, f"{where}（{why}）" if why else where, (moved.person_id,)))
    for tie in relations.kinships:
        lines += _tie_lines(tie, labels.get(("kinship", tie.relation), ""))
    lines += [
        YearLine(
            e.happened,
            f"{labels.get(('life_event', e.kind), '')}　{e.text}".strip(),
            tuple(e.concerns),
            e.pk,
        )
        for e in relations.events
    ]
    return sorted(lines, key=lambda line: order(line.happened))


def _where(moved: Membership) -> str:
    if moved.household is None:
        return f"{moved.place}へ移る" if moved.place else "別に暮らす"
    return f"{moved.household_name or 'もとの世帯'}に入る"


def _tie_lines(tie: Kinship, label: str) -> list[YearLine]:
    """When a tie began and ended: a marriage by its own words, a birth by the birthday alone."""
    both = (tie.person_id, tie.other_id)
    begins, ends = {"spouse": ("結婚", "結婚の終わり"), "former_spouse": ("離婚", "")}.get(
        tie.relation, (f"{label}になる", f"{label}でなくなる")
    )
    lines = [YearLine(tie.since, begins, both)] if tie.since else []
    why = f"（{tie.ended_why}）" if tie.ended_why else ""
    return lines + ([YearLine(tie.until, f"{ends}{why}", both)] if tie.until and ends else [])
