"""The genogram: a family's picture, its words and its geometry."""

from dataclasses import dataclass
from functools import cached_property

from kasane.diagrams.family import Family
from kasane.diagrams.genogram import symbols
from kasane.diagrams.genogram.lines import Line, descent_lines, union_lines
from kasane.diagrams.genogram.plan import MARGIN, Plan, plan
from kasane.diagrams.genogram.words import words
from kasane.diagrams.geometry import Box, around
from kasane.diagrams.lettering import Text
from kasane.diagrams.svg import picture, text

TITLE = "家族図（ジェノグラム）"


@dataclass(frozen=True)
class Genogram:
    """A family drawn. Units are pixels; the same family gives the same picture."""

    family: Family
    plan: Plan

    @cached_property
    def symbols(self) -> dict[int, Box]:
        """The box of each person's symbol."""
        return {id_: self.plan.symbol(id_) for id_ in self.plan.kin.members}

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every line of text below a symbol."""
        return tuple(line for id_ in self.plan.kin.members for line in self.plan.texts(id_))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        kin = self.plan.kin
        found = [
            line for pair in kin.pairs if pair not in self.plan.apart for line in union_lines(self.plan, pair)
        ]
        found += [line for sibship in kin.sibships for line in descent_lines(self.plan, sibship)]
        return tuple(found)

    def words(self) -> tuple[str, ...]:
        return words(self.family, self.plan.kin)

    def svg(self) -> str:
        parts = [symbols.line(line) for line in self.lines]
        members = self.plan.kin.members
        parts += [symbols.symbol(m, (self.plan.x[i], self.plan.y[i])) for i, m in members.items()]
        parts += [text(line, "kd-text") for line in self.texts]
        rooms = [self.plan.room(i) for i in members] or [Box(0, 0, 240, 40)]
        return picture(around(rooms).grown(MARGIN), TITLE, "".join(self.words()[:2]), "kd kd-genogram", parts)


def genogram(family: Family) -> Genogram:
    return Genogram(family, plan(family))
