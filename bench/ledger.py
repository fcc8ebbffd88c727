"""A desk's whole ledger, brought in and taken back by the requests its page makes: seconds on the wall and of the processors.

Not part of `make bench`, because it writes: run it on an installation of its own (decision 0014).
    python -m bench.ledger 20000
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from bench.pages import sign_in
from bench.residents import Registered, registered
from bench.texts import note_texts
from kasane.rules.ledger_columns import LedgerField
from kasane.rules.ledgers import REMARK

WHO, SEED, TICKS = "kimura", 20, os.sysconf("SC_CLK_TCK")
COLUMNS = (
    LedgerField.EXTERNAL_ID,
    LedgerField.RECEIVED_ON,
    LedgerField.CHANNEL,
    LedgerField.CONSULTER,
    LedgerField.NAME,
    LedgerField.KANA,
    LedgerField.BIRTH,
    LedgerField.SEX,
    LedgerField.ADDRESS,
    LedgerField.PHONE,
    LedgerField.FIELD,
    LedgerField.CONTENT,
    LedgerField.DISPOSITION,
    LedgerField.NOTE,
    LedgerField.HOUSEHOLD,
)
CHANNELS, CONSULTERS, FIELDS = (
    ("来所", "電話", "訪問"),
    ("本人", "家族・親族"),
    ("高齢", "生活困窮", "住まい"),
)


def rows(count: int) -> Iterator[list[str]]:
    """A ledger of people in households, two in ten of whom share a file with somebody else."""
    chance, texts = random.Random(SEED), [text for text, _ in note_texts()]
    households: dict[str, str] = {}
    for number, one in enumerate(registered(count, SEED), 1):
        yield _row(number, one, households, chance, texts)


def _row(
    number: int, one: Registered, households: dict[str, str], chance: random.Random, texts: list[str]
) -> list[str]:
    household = households.setdefault(one.address, str(len(households) + 1)) if chance.random() < 0.3 else ""
    return [
        str(number),
        f"2025-{chance.randrange(4, 13):02}-{chance.randrange(1, 28):02}",
        chance.choice(CHANNELS),
        chance.choice(CONSULTERS),
        one.name,
        one.kana,
        one.birth_on.isoformat() if one.birth_on else "",
        {"female": "女性", "male": "男性"}[one.sex],
        one.address,
        one.phone,
        chance.choice(FIELDS),
        chance.choice(texts),
        "この窓口で続ける（同意に向けた関わりを含む）",
        chance.choice(texts) if chance.random() < 0.5 else "",
        household,
    ]


@dataclass
class Spent:
    """Seconds on the wall, of the web process and of its two backends of the database."""

    wall: float
    web: float
    database: float


@contextmanager
def measured(told: dict[str, Spent], what: str) -> Iterator[None]:
    before = _now()
    yield
    after = _now()
    told[what] = Spent(*(round(b - a, 2) for a, b in zip(before, after, strict=True)))
    sys.stderr.write(f"{what}: {told[what]}\n")


def _now() -> tuple[float, float, float]:
    backends = sum(
        _processor(connections[alias].cursor().connection.info.backend_pid) for alias in ("default", "door")
    )
    return time.perf_counter(), time.process_time(), backends


def _processor(process: int) -> float:
    with open(f"/proc/{process}/stat", encoding="ascii") as handle:
        words = handle.read().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / TICKS


def main() -> int:
    count = int(sys.argv[1])
    visitor = sign_in(WHO)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
    told: dict[str, Spent] = {}
    text = "\n".join(",".join(row) for row in [[one.label for one in COLUMNS], *rows(count)])
    with measured(told, "upload"):
        answer = client.post(
            "/ledgers/imports/",
            {"title": "台帳", "ledger": SimpleUploadedFile("ledger.csv", text.encode("utf-8-sig"))},
        )
    path = answer["Location"]
    columns = {f"column-{one.value}": str(place) for place, one in enumerate(COLUMNS)}
    meaning = {"word-note-0": REMARK, "means-note-0": "home_visit"}
    client.post(path, {"do": "map", **columns, **meaning})
    with measured(told, "preview"):
        client.get(path)
    with measured(told, "first step"):
        answer = client.post(path, {"do": "take"}, headers={"HX-Request": "true"})
    if answer.status_code != 200:
        raise RuntimeError("the ledger may not be taken in")
    steps, longest = 1, 0.0
    with measured(told, "steps"):
        while "HX-Redirect" not in answer.headers:
            began = time.perf_counter()
            answer = client.post(path, {"do": "go"}, headers={"HX-Request": "true"})
            steps, longest = steps + 1, max(longest, time.perf_counter() - began)
    with measured(told, "page afterwards"):
        client.get(path)
    with measured(told, "taken back"):
        answer = client.post(path, {"do": "back", "why": "速さを測るため"})
    if answer.status_code != 302:
        raise RuntimeError("the ledger may not be taken back")
    json.dump(
        {what: vars(one) for what, one in told.items()} | {"steps": steps, "longest step": longest},
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
