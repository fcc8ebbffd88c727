"""The stroke of each bond and of each household's outline, readable without colour."""

from kasane.diagrams.family import Bond, Quality
from kasane.diagrams.genogram.bonds import Tie, ends_with_arrow
from kasane.diagrams.genogram.households import smooth
from kasane.diagrams.geometry import Point, Polyline
from kasane.diagrams.strokes import arrowhead, at, beside, filled, length, part, stroke, zigzag
from kasane.diagrams.svg import element

CHEVRON = 20.0
INKS = {
    Quality.CLOSE: "#115a36",
    Quality.VERY_CLOSE: "#115a36",
    Quality.DISTANT: "#4d4d4d",
    Quality.CUT_OFF: "#4d4d4d",
    Quality.CONFLICT: "#a90000",
    Quality.VIOLENCE: "#a90000",
    Quality.CARE: "#0017c1",
}


def tie_strokes(tie: Tie) -> list[str]:
    return bond_strokes(tie.bond, tie.line.points)


def bond_strokes(bond: Bond, line: Polyline) -> list[str]:
    quality, ink = bond.quality, INKS[bond.quality]
    class_ = f"kd-bond kd-{quality.value}"
    has_arrow = ends_with_arrow(bond)
    body = part(line, 1.0, max(length(line) - (9.0 if has_arrow else 1.0), 2.0))
    if quality in (Quality.CLOSE, Quality.VERY_CLOSE):
        offsets = (-2.2, 2.2) if quality is Quality.CLOSE else (-4.0, 0.0, 4.0)
        drawn = [stroke(beside(body, by), class_, ink, 1.6) for by in offsets]
    elif quality is Quality.DISTANT:
        drawn = [stroke(body, class_, ink, 2.2, stroke_dasharray="1 6", stroke_linecap="round")]
    elif quality is Quality.CUT_OFF:
        drawn = _cut(body, class_, ink)
    elif quality is Quality.CARE:
        drawn = [stroke(piece, class_, ink, 1.6) for piece in (body, *_chevrons(body))]
    else:
        wide = 2.6 if quality is Quality.VIOLENCE else 1.6
        drawn = [stroke(zigzag(body), class_, ink, wide)]
    if has_arrow:
        drawn.append(filled(arrowhead(line), "kd-arrow", ink))
    return drawn


def _cut(body: Polyline, class_: str, ink: str) -> list[str]:
    """A line broken in its middle, with a bar at either end of the break."""
    whole = length(body)
    first, last = whole / 2 - 4, whole / 2 + 4
    bars = [_bar(*at(body, far)) for far in (first, last)]
    pieces = (part(body, 0, first), part(body, last, whole), *bars)
    return [stroke(piece, class_, ink, 1.8) for piece in pieces]


def _chevrons(body: Polyline) -> list[Polyline]:
    """Small open arrows along the line, so that it is no line of descent even without colour."""
    whole = length(body)
    count = max(1, round(whole / CHEVRON))
    return [_open_arrow(*at(body, whole * (i + 0.5) / count)) for i in range(count)]


def _open_arrow(tip: Point, way: Point) -> Polyline:
    (x, y), (u, v) = tip, way
    back = (x - u * 5, y - v * 5)
    return (back[0] - v * 4.5, back[1] + u * 4.5), tip, (back[0] + v * 4.5, back[1] - u * 4.5)


def _bar(middle: Point, way: Point) -> Polyline:
    (x, y), (u, v) = middle, way
    return (x - v * 7, y + u * 7), (x + v * 7, y - u * 7)


def outline(polygons: tuple[Polyline, ...]) -> str:
    return element(
        "path",
        d="".join(smooth(polygon) for polygon in polygons),
        class_="kd-household",
        fill="#e8f1fe",
        fill_opacity=0.45,
        fill_rule="evenodd",
        stroke="#4d4d4d",
        stroke_width=1.5,
        stroke_dasharray="9 5",
    )
