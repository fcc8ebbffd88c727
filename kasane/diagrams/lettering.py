"""How wide text is, and where it may break, without asking any font."""

from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from kasane.diagrams.geometry import Box

FAMILY = "'BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP','Yu Gothic UI',Meiryo,sans-serif"
# Never at the beginning of a line.
CLINGING = frozenset("、。，．・：；）)」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜～％")
# Never at the end of a line.
OPENING = frozenset("（(「『【")
ASCENT, LEADING = 0.88, 1.3


@dataclass(frozen=True)
class Text:
    """One line of text, centred on `x`, with its baseline at `y`."""

    words: str
    x: float
    y: float
    size: float
    is_strong: bool = False
    anchor: str = "middle"

    @property
    def box(self) -> Box:
        wide = width(self.words, self.size)
        left = self.x - wide / 2 if self.anchor == "middle" else self.x
        return Box(left, self.y - self.size * ASCENT, left + wide, self.y + self.size * (1 - ASCENT))


def width(text: str, size: float) -> float:
    """Full-width signs are one em, half-width half an em; Latin capitals, which run wider, two thirds and more."""
    return size * sum(_ems(sign) for sign in text)


def _ems(sign: str) -> float:
    if east_asian_width(sign) in "WFA":
        return 1.0
    if sign in "MWmw%@":
        return 0.95
    return 0.7 if sign.isupper() else 0.58 if sign.isalpha() else 0.5


def wrapped(text: str, size: float, most: float) -> tuple[str, ...]:
    """The text in lines no wider than `most`, of about equal length; breaks at spaces where that does."""
    if width(text, size) <= most:
        return (text,) if text.strip() else ()
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= most:
            lines[-1] = joined
        else:
            lines.extend(_broken(word, size, most))
    return tuple(lines)


def _broken(word: str, size: float, most: float) -> list[str]:
    total = width(word, size)
    target = min(most, total / ceil(total / most) + size / 2)
    lines = [""]
    for sign in word:
        grown = width(lines[-1] + sign, size)
        if lines[-1] and grown > (most if sign in CLINGING else target):
            kept = lines[-1].rstrip("".join(OPENING))
            lines[-1:] = [kept, lines[-1][len(kept) :]] if kept else [lines[-1], ""]
        lines[-1] += sign
    return lines


def block(texts: list[tuple[str, float, bool]], x: float, top: float) -> tuple[Text, ...]:
    """Lines (words, size, is_strong) one below the other, centred on `x`, beginning at `top`."""
    placed = []
    for words, size, is_strong in texts:
        placed.append(Text(words, x, top + size * (ASCENT + (LEADING - 1) / 2), size, is_strong))
        top += size * LEADING
    return tuple(placed)


def height(texts: list[tuple[str, float, bool]]) -> float:
    return sum(size * LEADING for _, size, _ in texts)
