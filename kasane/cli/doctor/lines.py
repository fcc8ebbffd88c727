"""One line of the table, and the table as people and as programs read it."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import Enum


class Mark(Enum):
    """How a thing stands; × is what must not be, △ what somebody should look at."""

    GOOD = "○"
    LOOK = "△"
    BAD = "×"


@dataclass(frozen=True)
class Line:
    """What was looked at (`key` for programs, `name` for people), how it stands, and what to do where it does not."""

    key: str
    name: str
    mark: Mark
    told: str
    todo: str = ""


def good(key: str, name: str, told: str) -> Line:
    return Line(key, name, Mark.GOOD, told)


def look(key: str, name: str, told: str, todo: str) -> Line:
    return Line(key, name, Mark.LOOK, told, todo)


def bad(key: str, name: str, told: str, todo: str) -> Line:
    return Line(key, name, Mark.BAD, told, todo)


def count(lines: Sequence[Line], mark: Mark) -> int:
    return sum(1 for line in lines if line.mark is mark)


def table(lines: Sequence[Line]) -> str:
    """For people: a line each, below it what to do; at the end how many want looking at."""
    column = max(map(_width, (line.name for line in lines)), default=0) + 2
    told = []
    for line in lines:
        told.append(f"{line.mark.value} {line.name}{' ' * (column - _width(line.name))}{line.told}")
        if line.todo:
            told.append(f"{' ' * (column + 3)}→ {line.todo}")
    faults, doubts = count(lines, Mark.BAD), count(lines, Mark.LOOK)
    if faults or doubts:
        told.append(f"\n直すこと（×）が{faults}、確かめておくこと（△）が{doubts}あります。")
    else:
        told.append("\nどれも良好です。")
    return "\n".join(told)


def as_json(lines: Sequence[Line]) -> str:
    """For programs: the same lines, and whether none of them is ×."""
    told = [{**asdict(line), "mark": line.mark.value} for line in lines]
    return json.dumps({"ok": count(lines, Mark.BAD) == 0, "lines": told}, ensure_ascii=False, indent=1)


def _width(text: str) -> int:
    """How many columns of a terminal it takes; a Japanese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
