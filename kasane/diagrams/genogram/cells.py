"""How much room each person needs: the symbol and the lines of text below it."""

from dataclasses import dataclass

from kasane.diagrams.family import Member
from kasane.diagrams.lettering import height, width, wrapped

HALF = 22.0
NAME_SIZE, LINE_SIZE, WIDEST = 14.0, 12.0, 106.0
TEXT_BELOW = 5.0


@dataclass(frozen=True)
class Cell:
    """A person's room: `half` on either side of their middle, `below` the middle down to the last line."""

    texts: tuple[tuple[str, float, bool], ...]
    half: float
    below: float

    @property
    def text_half(self) -> float:
        return max((width(words, size) / 2 for words, size, _ in self.texts), default=0)


def cell_of(member: Member) -> Cell:
    texts = [(line, NAME_SIZE, True) for line in wrapped(member.label, NAME_SIZE, WIDEST)]
    texts += [
        (line, LINE_SIZE, False) for words in member.lines for line in wrapped(words, LINE_SIZE, WIDEST)
    ]
    wide = max((width(words, size) for words, size, _ in texts), default=0.0)
    return Cell(tuple(texts), max(HALF, wide / 2), HALF + TEXT_BELOW + height(texts))
