"""Which characters a font can draw, and texts with a 下駄 for those it cannot."""

import re
import struct
from pathlib import Path
from typing import Any

# What printers set where they lack a character.
GETA = "〓"
# Drawn as part of the character before them, or not at all.
UNDRAWN = re.compile("[\n\u200b\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def characters_of(face: Path) -> frozenset[int]:
    """The characters a font can draw, from the segments of its full table (OpenType `cmap`, format 12)."""
    content = face.read_bytes()
    (tables,) = struct.unpack_from(">H", content, 4)
    places = {content[12 + 16 * n : 16 + 16 * n]: 12 + 16 * n for n in range(tables)}
    (start,) = struct.unpack_from(">I", content, places[b"cmap"] + 8)
    (count,) = struct.unpack_from(">H", content, start + 2)
    found: set[int] = set()
    for n in range(count):
        (offset,) = struct.unpack_from(">I", content, start + 8 + 8 * n)
        kind, _, _, _, groups = struct.unpack_from(">HHIII", content, start + offset)
        if kind == 12:
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", content, start + offset + 16 + 12 * group)
                found.update(range(first, last + 1))
    return frozenset(found)


def printable(values: Any, has: frozenset[int]) -> tuple[Any, bool]:
    """The values with a 下駄 for every character that cannot be drawn, and whether there was one."""
    if isinstance(values, str):
        drawn = "".join(c if ord(c) in has or UNDRAWN.match(c) else GETA for c in values)
        return drawn, drawn != values
    if isinstance(values, list):
        done = [printable(value, has) for value in values]
        return [value for value, _ in done], any(lacks for _, lacks in done)
    if isinstance(values, dict):
        told = {key: printable(value, has) for key, value in values.items()}
        return {key: value for key, (value, _) in told.items()}, any(lacks for _, lacks in told.values())
    return values, False
