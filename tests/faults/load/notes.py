"""Notes of contacts, every third with a scanned paper."""

import struct
import zlib
from dataclasses import dataclass

from tests.faults.attempts import Attempt, answered
from tests.faults.browsers import Browser
from tests.faults.load.where import Where

NOTE = "経過"


@dataclass
class Noting:
    where: Where
    number: int = 0

    def __call__(self, browser: Browser, attempt: Attempt) -> str:
        self.number += 1
        papers = [("papers", picture(attempt.mark))] if self.number % 3 == 0 else []
        attempt.told["papers"] = len(papers)
        return answered(
            browser.send(
                f"{self.where.path}/notes/new/",
                files=papers,
                kind="phone",
                happened_at="2026-04-20T10:00",
                text=attempt.mark,
                concerns=str(self.where.person),
                information_class="general",
            )
        )


def picture(mark: str) -> bytes:
    """A small PNG that no other mark has."""
    told = zlib.compress(b"\0" + bytes(3 * 64), 0)
    parts = (
        (b"IHDR", struct.pack(">2I5B", 64, 1, 8, 2, 0, 0, 0)),
        (b"tEXt", b"mark\0" + mark.encode("utf-8")),
        (b"IDAT", told),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
