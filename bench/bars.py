"""One figure beside its bar, and the table and the JSON they are told in."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    """A figure in its unit; at most one of `most` and `least` is its bar, without one it is only told."""

    name: str
    figure: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the figure is within its bar; None without one."""
        if self.most is not None:
            return self.figure <= self.most
        return None if self.least is None else self.figure >= self.least

    @property
    def bar(self) -> str:
        """The bar as the table says it; blank without one."""
        if self.most is not None:
            return f"≤ {_number(self.most)}"
        return "" if self.least is None else f"≥ {_number(self.least)}"

    @property
    def distance(self) -> str:
        """How many times the bar a figure that does not hold is, so that the table says how far it is."""
        if self.holds is not False:
            return ""
        times = self.figure / (self.most or 1) if self.least is None else self.least / (self.figure or 1)
        return f"（あと {times:.2f} 倍）"


def told(bars: Iterable[Bar]) -> str:
    """What a measuring process prints for the one that gathers."""
    return json.dumps([asdict(bar) for bar in bars], ensure_ascii=False)


def heard(text: str) -> list[Bar]:
    """What `told` printed, read again."""
    return [Bar(**line) for line in json.loads(text)]


def table(runs: Sequence[tuple[float, Sequence[Bar]]]) -> str:
    """A line for each figure, a column for each scale; the sign and the bar are those of the largest."""
    small = [{bar.name: bar for bar in bars} for _, bars in runs[:-1]]
    lines = ["    " + _padded("", 46) + "".join(f"{f'{scale:g}倍':>11}" for scale, _ in runs) + "  単位"]
    for bar in runs[-1][1]:
        figures = [others[bar.name].figure if bar.name in others else None for others in small]
        columns = "".join(
            f"{'' if figure is None else _number(figure):>12}" for figure in (*figures, bar.figure)
        )
        sign = {True: "○", False: "×", None: "　"}[bar.holds]
        lines.append(
            f"{sign}  {_padded(bar.name, 46)}{columns}  {_padded(bar.unit, 10)}{bar.bar}{bar.distance}".rstrip()
        )
    return "\n".join(lines)


def row(bar: Bar) -> dict[str, Any]:
    """A line of the JSON: its name, its bar, its figure, whether it holds."""
    limit = bar.most if bar.least is None else bar.least
    sense = None if limit is None else "at_most" if bar.least is None else "at_least"
    return {
        "name": bar.name,
        "bar": limit,
        "sense": sense,
        "figure": round(bar.figure, 4),
        "unit": bar.unit,
        "holds": bar.holds,
    }


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.1f}"


def _padded(text: str, width: int) -> str:
    """Padded to a width in which a Japanese character takes two places."""
    taken = sum(2 if ord(character) > 0x2E7F or character in "　（）" else 1 for character in text)
    return text + " " * max(width - taken, 1)
