"""What the family's pages show, gathered once: the pictures' inputs and every record in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kasane.access.actor import Actor
from kasane.code_lists.queries import labels_of
from kasane.japanese.partial import spoken
from kasane.people.facts.family import YearLine, chronicle
from kasane.people.models import Bond, Death, Kinship, Membership, OutsideTie, Pet, Representative
from kasane.people.models.lasting import Lasting, Struck
from kasane.people.queries import Relations, people_of, relations_of
from kasane.rooms.models import Record
from kasane.rooms.queries import Standing, standing
from kasane.web.family.kinds import kind_of

LISTS = ("kinship", "bond", "move", "power", "outside_kind", "tie_strength", "tie_direction", "life_event")
Labels = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Line:
    """One record in words; `is_own` when this desk may end or correct it, `kind` the word of its address."""

    id: int
    kind: str
    text: str
    note: str
    span: str
    is_over: bool
    is_own: bool
    is_corrected: bool


@dataclass(frozen=True)
class Shown:
    """Everything of the family as far as who acts may see it."""

    relations: Relations
    labels: Labels
    standing: Standing

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        """What the genogram is drawn from, by heading; empty ones are left out."""
        told = (
            ("続柄", self._lines(self.relations.kinships)),
            ("関わり", self._lines(self.relations.bonds)),
            ("代理する人", self._lines(self.relations.representatives)),
            ("飼っている動物", self._lines(self.relations.pets)),
            ("世帯の移り変わり", self._lines(_moves(self.relations))),
            ("亡くなった方", self._lines(self.relations.deaths)),
        )
        return [(heading, lines) for heading, lines in told if lines]

    @property
    def outside(self) -> list[Line]:
        return self._lines(self.relations.outside)

    def say(self, record: Record) -> tuple[str, str]:
        """A record in words, and what is noted with it."""
        said: dict[type[Record], Callable[[Any], tuple[str, str]]] = {
            Kinship: self._kinship,
            Bond: self._bond,
            Representative: self._representative,
            Pet: self._pet,
            Membership: self._membership,
            Death: self._death,
            OutsideTie: self._outside,
        }
        return said[type(record)](record) if type(record) in said else (record.summary, "")

    @property
    def years(self) -> list[tuple[YearLine, str, str]]:
        """(line, when, whose) of the 家族年表."""
        names = self.relations.names
        return [
            (line, spoken(line.happened), "、".join(names[p] for p in line.persons if p in names))
            for line in chronicle(self.relations, self.labels)
        ]

    @property
    def own_events(self) -> frozenset[int]:
        return frozenset(e.pk for e in self.relations.events if e.home_id == self.standing.own_room)

    def _lines(self, records: Iterable[Struck]) -> list[Line]:
        lines = []
        for record in records:
            text, note = self.say(record)
            kind = kind_of(record)
            is_over = isinstance(record, Lasting) and bool(record.until)
            lines.append(
                Line(
                    id=record.pk,
                    kind=kind.word,
                    text=text,
                    note=note,
                    span=_span(record),
                    is_over=is_over,
                    is_own=record.home_id == self.standing.own_room and _may_be_touched(record, is_over),
                    is_corrected=kind.is_corrected,
                )
            )
        return sorted(lines, key=lambda line: line.is_over)

    def _name(self, person: int | None) -> str:
        return self.relations.names.get(person or 0, "")

    def _label(self, code_list: str, code: str) -> str:
        return self.labels.get((code_list, code), "")

    def _kinship(self, tie: Kinship) -> tuple[str, str]:
        relation = self._label("kinship", tie.relation)
        return f"{self._name(tie.other_id)} から見て {self._name(tie.person_id)} は{relation}", ""

    def _bond(self, bond: Bond) -> tuple[str, str]:
        kind = self._label("bond", bond.kind)
        return f"{self._name(bond.person_id)} → {self._name(bond.other_id)}　{kind}", bond.note

    def _representative(self, one: Representative) -> tuple[str, str]:
        who = self._name(one.by_person_id) or one.name
        text = f"{self._name(one.person_id)} の{self._label('power', one.power)}：{who}"
        return text, "　".join(part for part in (one.scope, one.contact) if part)

    def _pet(self, pet: Pet) -> tuple[str, str]:
        return f"{self._name(pet.person_id)} の{pet.kind}（{pet.amount}）", pet.note

    def _membership(self, one: Membership) -> tuple[str, str]:
        where = one.household_name or (
            "もとの世帯" if one.household is not None else one.place or "別に暮らす"
        )
        return f"{self._name(one.person_id)}　{where}", self._label("move", one.begun_why)

    def _death(self, death: Death) -> tuple[str, str]:
        return f"{self._name(death.person_id)}　{spoken(death.died)}", death.told_by

    def _outside(self, tie: OutsideTie) -> tuple[str, str]:
        about = (
            self._label("outside_kind", tie.kind),
            f"つながりは{self._label('tie_strength', tie.strength)}",
            self._label("tie_direction", tie.direction),
            "対立がある" if tie.is_in_conflict else "",
            tie.note,
        )
        return f"{self._name(tie.person_id)} と {tie.name}", "、".join(part for part in about if part)


def shown(case: int, actor: Actor) -> Shown:
    """The family of one case, in a constant number of statements."""
    relations = relations_of(case, people_of(case, actor))
    records = [
        *(person.identity for person in relations.people),
        *relations.memberships,
        *relations.kinships,
        *relations.bonds,
        *relations.outside,
        *relations.pets,
        *relations.representatives,
        *relations.events,
        *relations.deaths,
    ]
    return Shown(relations, labels_of(*LISTS), standing(case, actor, records))


def _moves(relations: Relations) -> list[Membership]:
    """Memberships that came from a move, or ended with one: where everybody has always lived is in the picture."""
    return [m for m in relations.memberships if m.since or m.until]


def _may_be_touched(record: Struck, is_over: bool) -> bool:  # noqa: FBT001 - a state
    """A move is taken back only by its newest row; anything else while it is there."""
    return not isinstance(record, Membership) or (bool(record.since) and not is_over)


def _span(record: Struck) -> str:
    if not isinstance(record, Lasting):
        return ""
    ended = f"（{record.ended_why}）" if record.until and record.ended_why else ""
    return record.span + ended
