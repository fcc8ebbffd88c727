"""The symbol of a person, and of a line, as elements of SVG."""

from kasane.diagrams.family import Member, Sex
from kasane.diagrams.genogram.cells import HALF
from kasane.diagrams.genogram.lines import DASHES, Line
from kasane.diagrams.geometry import Point, Polyline
from kasane.diagrams.lettering import Text
from kasane.diagrams.svg import element, path, text

INK = "#1a1a1a"
# How far from its middle the X of the dead reaches inside each shape, as a share of its half.
REACH = {Sex.MALE: 1.0, Sex.FEMALE: 0.71}


def symbol(member: Member, middle: Point, half: float = HALF) -> str:
    """Square, circle or diamond, or the triangle of a pregnancy; doubled for the centre, crossed for the dead."""
    shapes = [_shape(member, middle, half, "#ffffff")]
    if member.is_centre:
        shapes.append(_shape(member, middle, max(half - 4.5, half * 0.6), "none"))
    if member.is_dead:
        shapes.extend(_cross(middle, half * REACH.get(member.sex, 0.5), is_whole=member.age is None))
    if member.age is not None and not member.is_expected:
        shapes.append(text(Text(str(member.age), middle[0], middle[1] + 5, 14), "kd-age"))
    return element("g", *shapes, class_="kd-person")


def _shape(member: Member, middle: Point, half: float, fill: str) -> str:
    x, y = middle
    drawn: dict[str, str | float] = {"class_": "kd-symbol", "fill": fill, "stroke": INK, "stroke_width": 2}
    if member.is_expected:
        return element(
            "path",
            d=path(((x, y - half), (x + half, y + half), (x - half, y + half)), is_closed=True),
            **drawn,
        )
    if member.sex is Sex.FEMALE:
        return element("circle", cx=x, cy=y, r=half, **drawn)
    if member.sex is Sex.MALE:
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **drawn)
    around = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return element("path", d=path(around, is_closed=True), **drawn)


def _cross(middle: Point, half: float, *, is_whole: bool) -> list[str]:
    """An X from corner to corner that leaves the age readable."""
    (x, y), inner = middle, 0.0 if is_whole else min(10.0, half * 0.7)
    strokes: list[Polyline] = [
        ((x + a * half, y + b * half), (x + a * inner, y + b * min(inner, 8.5)))
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    return [
        element("path", d=path(s), class_="kd-dead", fill="none", stroke=INK, stroke_width=1.8)
        for s in strokes
    ]


def line(drawn: Line) -> str:
    attributes: dict[str, str | float] = (
        {"stroke_dasharray": DASHES[drawn.style]} if drawn.style in DASHES else {}
    )
    if drawn.style == "dotted":
        attributes["stroke_linecap"] = "round"
    return element(
        "path",
        d=path(drawn.points),
        class_=f"kd-line kd-{drawn.kind}",
        fill="none",
        stroke=INK,
        stroke_width=2,
        **attributes,
    )
