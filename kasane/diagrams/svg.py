"""Elements of SVG as text: presentation attributes and classes only, so that a strict CSP lets them be."""

from xml.sax.saxutils import escape, quoteattr

from kasane.diagrams.geometry import Box, Polyline
from kasane.diagrams.lettering import FAMILY, Text

Attribute = str | float | int


def element(name: str, *inside: str, **attributes: Attribute) -> str:
    """One element; `stroke_width` is written stroke-width, `class_` class."""
    written = "".join(f" {_name(key)}={quoteattr(number(value))}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _name(key: str) -> str:
    return key if key == "viewBox" else key.strip("_").replace("_", "-")


def number(value: Attribute) -> str:
    """Two digits after the point are enough for any screen or printer."""
    if isinstance(value, str):
        return value
    rounded = round(value, 2)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def path(points: Polyline, *, is_closed: bool = False) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if is_closed else "")


def text(line: Text, class_: str) -> str:
    return element(
        "text",
        escape(line.words),
        class_=class_,
        x=line.x,
        y=line.y,
        font_size=line.size,
        font_weight="700" if line.is_strong else "400",
        text_anchor=line.anchor,
        fill="#1a1a1a",
    )


def picture(size: Box, title: str, description: str, class_: str, inside: list[str]) -> str:
    """A whole svg element that a page, a printer or a converter can take as it is."""
    wide, high = size.right - size.left, size.bottom - size.top
    return element(
        "svg",
        element("title", escape(title)),
        element("desc", escape(description)),
        element("rect", x=size.left, y=size.top, width=wide, height=high, fill="#ffffff", class_="kd-ground"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_,
        role="img",
        aria_label=title,
        viewBox=f"{number(size.left)} {number(size.top)} {number(wide)} {number(high)}",
        width=wide,
        height=high,
        font_family=FAMILY,
    )
