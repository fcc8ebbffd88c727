"""The legend below a picture: only what the picture shows, flowing in as many columns as fit."""

from collections.abc import Callable
from dataclasses import dataclass

from kasane.diagrams.geometry import Box
from kasane.diagrams.lettering import Text, width
from kasane.diagrams.svg import text

SAMPLE, GAP, SIZE, HIGH, SPACE = 38.0, 6.0, 12.0, 28.0, 8.0


@dataclass(frozen=True)
class Entry:
    """What a sign means; `draw` draws a sample into the box it is given."""

    words: str
    draw: Callable[[Box], list[str]]

    @property
    def wide(self) -> float:
        return SAMPLE + GAP + width(self.words, SIZE) + SPACE


@dataclass(frozen=True)
class Legend:
    """The entries placed below a picture `wide` across, beginning at `top`."""

    entries: tuple[Entry, ...]
    left: float
    top: float
    wide: float

    def places(self) -> list[tuple[Entry, float, float]]:
        widest = max((entry.wide for entry in self.entries), default=1.0)
        columns = max(1, int(self.wide // widest))
        return [
            (entry, self.left + at % columns * widest, self.top + HIGH + at // columns * HIGH)
            for at, entry in enumerate(self.entries)
        ]

    @property
    def bottom(self) -> float:
        return max((y + HIGH for _, _, y in self.places()), default=self.top)

    def texts(self) -> list[Text]:
        if not self.entries:
            return []
        return [Text("しるしの見方", self.left, self.top + 16, SIZE, is_strong=True, anchor="start")] + [
            Text(entry.words, x + SAMPLE + GAP, y + HIGH / 2 + 4, SIZE, anchor="start")
            for entry, x, y in self.places()
        ]

    def svg(self) -> list[str]:
        drawn = [
            piece
            for entry, x, y in self.places()
            for piece in entry.draw(Box(x, y + 3, x + SAMPLE, y + HIGH - 3))
        ]
        return drawn + [text(line, "kd-legend") for line in self.texts()]
