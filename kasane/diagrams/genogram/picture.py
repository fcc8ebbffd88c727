"""The genogram: a family's picture, its words and its geometry."""

from dataclasses import dataclass
from functools import cached_property

from kasane.diagrams.family import Family
from kasane.diagrams.genogram import symbols
from kasane.diagrams.genogram.bonds import Router, Tie, bonds_drawn
from kasane.diagrams.genogram.households import outlines
from kasane.diagrams.genogram.lines import (
    UNION_STYLES,
    Line,
    descent_lines,
    people_of,
    style_of,
    union_lines,
)
from kasane.diagrams.genogram.plan import MARGIN, Plan, plan
from kasane.diagrams.genogram.signs import legend_entries
from kasane.diagrams.genogram.ties import outline, tie_strokes
from kasane.diagrams.genogram.words import words
from kasane.diagrams.geometry import Box, Polyline, around, segments
from kasane.diagrams.legend import Legend
from kasane.diagrams.lettering import Text
from kasane.diagrams.svg import picture, text

TITLE, LEAST_WIDTH = "家族図（ジェノグラム）", 344.0


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
        """Every line of union and descent."""
        kin, apart = self.plan.kin, self.plan.apart
        found = [line for pair in kin.pairs if pair not in apart for line in union_lines(self.plan, pair)]
        found += [line for sibship in kin.sibships for line in descent_lines(self.plan, sibship)]
        found += [self._router.between(p.one, p.other, UNION_STYLES.get(p.union, "solid")) for p in apart]
        for sibship in kin.sibships:
            near = self.plan.near_children(sibship)
            start = (self.plan.source[sibship], self.plan.height[sibship])
            far = [c for c in sibship.children if c.child not in near]
            found += [self._router.down(start, c, people_of(sibship), style_of(c.descent)) for c in far]
        return tuple(found)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every bond with its way through the picture."""
        router = self._router
        router.drawn = [s for line in self.lines for s in segments(line.points)]
        return tuple(router.tie(bond) for bond in bonds_drawn(self.family.bonds, self.plan.kin))

    @cached_property
    def _router(self) -> Router:
        return Router(self.plan)

    @cached_property
    def outlines(self) -> tuple[tuple[Polyline, ...], ...]:
        """The polygons of each household, in their order."""
        return tuple(outlines(self.plan, household) for household in self.family.households)

    @cached_property
    def edge(self) -> Box:
        """The room of everything above the legend."""
        boxes = [self.plan.room(i) for i in self.plan.kin.members] or [Box(0, 0, 240, 40)]
        points = [p for polygons in self.outlines for polygon in polygons for p in polygon]
        points += [p for line in (*self.lines, *(t.line for t in self.ties)) for p in line.points]
        return around(boxes + [Box(x - 6, y - 6, x + 6, y + 6) for x, y in points])

    @cached_property
    def legend(self) -> Legend:
        edge = self.edge
        wide = max(edge.right - edge.left, LEAST_WIDTH)
        entries = legend_entries(self.plan.kin, self.ties, has_households=any(self.outlines))
        return Legend(entries, (edge.left + edge.right - wide) / 2, edge.bottom + MARGIN, wide)

    def words(self) -> tuple[str, ...]:
        return words(self.family, self.plan.kin)

    def svg(self) -> str:
        parts = [outline(polygons) for polygons in self.outlines if polygons]
        parts += [symbols.line(line) for line in self.lines]
        parts += [s for tie in self.ties for s in tie_strokes(tie)]
        members = self.plan.kin.members
        parts += [symbols.symbol(m, (self.plan.x[i], self.plan.y[i])) for i, m in members.items()]
        parts += [text(line, "kd-text") for line in self.texts]
        parts += self.legend.svg()
        edge, legend = self.edge, self.legend
        size = around([edge, Box(legend.left, edge.top, legend.left + legend.wide, legend.bottom)]).grown(
            MARGIN
        )
        return picture(size, TITLE, self.words()[0], "kd kd-genogram", parts)


def genogram(family: Family) -> Genogram:
    return Genogram(family, plan(family))
