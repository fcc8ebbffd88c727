"""Keeping what was printed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kasane.access.actor import Actor
from kasane.access.ids import case_number
from kasane.audit.actions import record as tell
from kasane.prints.models import PrintedPaper
from kasane.rooms import actions as rooms
from kasane.rules.printing import Audience


@dataclass(frozen=True)
class Printing:
    """One file that leaves: `number` stands on it, `of_record` is what it speaks of; a book has no pages."""

    number: int
    form: str
    title: str
    layout: str
    audience: Audience
    receiver: str
    content: bytes
    kind: str
    pages: int | None
    of_record: int


@transaction.atomic
def keep_print(
    printing: Printing, *, home: int, case: int, concerns: Iterable[int], by: Actor
) -> PrintedPaper:
    """Store that a form of a case was printed; the wall refuses a room one may not write in."""
    paper = PrintedPaper(
        id=printing.number,
        form=printing.form,
        title=printing.title,
        layout=printing.layout,
        audience=printing.audience.value,
        receiver=printing.receiver,
        kind=printing.kind,
        pages=printing.pages,
        sha256=hashlib.sha256(printing.content).hexdigest(),
        of_record=printing.of_record,
    )
    rooms.write(paper, home=home, case=case, concerns=concerns, by=by)
    tell(
        "keep_print",
        cases=[case],
        records={"prints.printedpaper": [paper.pk]},
        detail={"number": paper.number, "form": paper.form},
    )
    return paper


@transaction.atomic
def tell_print(printing: Printing) -> None:
    """Tell that a form about no case was printed, such as the notice of a sitting; its number stands there alone."""
    tell(
        "keep_print",
        detail={
            "number": case_number(printing.number),
            "form": printing.form,
            "sha256": hashlib.sha256(printing.content).hexdigest(),
        },
    )
