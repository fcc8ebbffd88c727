"""A blank sheet as a scanner would hand it over, standing for the town's signed papers."""

import struct
import zlib

WIDTH, HEIGHT = 420, 594
LINES = (80, 130, 160, 190, 220, 250, 420, 500)


def blank_sheet() -> bytes:
    """A PNG of one A4 page with ruled lines; nobody's name is on it."""
    rows = b"".join(b"\0" + _row(y) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(y: int) -> bytes:
    shade = 0x60 if y in LINES else 0xFF
    return b"\xff" * 40 + bytes([shade]) * (WIDTH - 80) + b"\xff" * 40


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
