"""The ecomap: its picture, its words and its geometry."""

from dataclasses import dataclass
from functools import cached_property

from kasane.diagrams.ecomap.rings import Circle, circle, lettering, radius_of, rings, tie
from kasane.diagrams.ecomap.signs import legend_entries, shape, tie_strokes
from kasane.diagrams.ecomap.words import words
from kasane.diagrams.family import Member
from kasane.diagrams.geometry import Box, Polyline, around
from kasane.diagrams.legend import Legend
from kasane.diagrams.lettering import Text
from kasane.diagrams.surroundings import Outside
from kasane.diagrams.svg import element, picture, text

TITLE = "エコマップ"
LEAST_MIDDLE, MARGIN, LEAST_WIDTH = 56.0, 20.0, 320.0


@dataclass(frozen=True)
class Ecomap:
    """A household or a person and who stands round them. Units are pixels; the middle is at 0, 0."""

    label: str
    lines: tuple[str, ...]
    outsides: tuple[Outside, ...]

    @cached_property
    def middle(self) -> Circle:
        inside = lettering(self.label, self.lines, 15.0)
        return circle((0.0, 0.0), max(LEAST_MIDDLE, radius_of(inside)), inside)

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """One for each outside, in their order."""
        return rings(self.middle.radius, self.outsides)

    @cached_property
    def ties(self) -> tuple[Polyline, ...]:
        return tuple(tie(self.middle.radius, outer) for outer in self.circles)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        return tuple(line for c in (self.middle, *self.circles) for line in c.texts) + tuple(
            self.legend.texts()
        )

    @cached_property
    def legend(self) -> Legend:
        edge = self._edge
        wide = max(edge.right - edge.left, LEAST_WIDTH)
        return Legend(legend_entries(self.outsides), -wide / 2, edge.bottom + MARGIN, wide)

    @property
    def _edge(self) -> Box:
        boxes = [_box(c) for c in (self.middle, *self.circles)]
        return around(boxes)

    def words(self) -> tuple[str, ...]:
        return words(self.label, self.outsides)

    def svg(self) -> str:
        parts = [s for o, line in zip(self.outsides, self.ties, strict=True) for s in tie_strokes(o, line)]
        parts += [shape(o.kind, c.middle, c.radius) for o, c in zip(self.outsides, self.circles, strict=True)]
        parts.append(_household(self.middle))
        parts += [text(line, "kd-text") for c in (self.middle, *self.circles) for line in c.texts]
        parts += self.legend.svg()
        edge, legend = self._edge, self.legend
        size = around([edge, Box(legend.left, edge.top, legend.left + legend.wide, legend.bottom)]).grown(
            MARGIN
        )
        return picture(size, TITLE, self.words()[0], "kd kd-ecomap", parts)


def _household(middle: Circle) -> str:
    x, y = middle.middle
    drawn: dict[str, str | float] = {"fill": "#ffffff", "stroke": "#1a1a1a"}
    rim = element("circle", class_="kd-middle", cx=x, cy=y, r=middle.radius, stroke_width=3, **drawn)
    inner = element("circle", class_="kd-middle", cx=x, cy=y, r=middle.radius - 5, stroke_width=1, **drawn)
    return element("g", rim, inner)


def _box(drawn: Circle) -> Box:
    (x, y), r = drawn.middle, drawn.radius
    return Box(x - r, y - r, x + r, y + r)


def ecomap(centre: Member | str, outside: tuple[Outside, ...]) -> Ecomap:
    """The map round a person, or round a household by its label."""
    if isinstance(centre, str):
        return Ecomap(centre, (), outside)
    age = () if centre.age is None else (f"{centre.age}歳",)
    return Ecomap(centre.label, (*age, *centre.lines), outside)
