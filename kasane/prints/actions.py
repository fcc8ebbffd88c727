"""Keeping what was printed, and putting another layout in force."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from kasane.access.actor import Actor
from kasane.access.ids import case_number
from kasane.audit.actions import record as tell
from kasane.code_lists.models import PaperLayout
from kasane.code_lists.queries import layouts_of
from kasane.prints.models import PrintedPaper
from kasane.rooms import actions as rooms
from kasane.rules.layouts import BASIS, may_layout_be_used
from kasane.rules.printing import Audience
from kasane.rules.verdicts import Refused, demand, refused


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


@dataclass(frozen=True)
class LayoutWords:
    """Another layout of a form as its keeper gave it; `pages` are those of the copy drawn with made-up words."""

    code: str
    body: str
    valid_from: date
    pages: int


@transaction.atomic
def use_layout(words: LayoutWords, *, by: Actor) -> PaperLayout:
    """Put another version of a form's layout in force from a day; those before it stay as they are."""
    versions = layouts_of(words.code)
    newest = versions[0]
    demand(
        may_layout_be_used(
            body=words.body,
            newest=newest.body,
            pages=words.pages,
            valid_from=words.valid_from,
            on=by.today,
        )
    )
    number = sum(one.kept_at is not None for one in versions) + 1
    layout = PaperLayout(
        code=words.code,
        version=f"市の第{number}版",
        title=newest.title,
        body=words.body,
        valid_from=words.valid_from,
        kept_at=by.at,
    )
    try:
        with transaction.atomic():
            layout.save(force_insert=True)
    except IntegrityError as error:
        reason = "いま、ほかの人が同じ帳票のひな形を替えました。"
        raise Refused(
            refused(reason, basis=BASIS, rule="A-11", remedy="一覧に戻り、替わった版を確かめてください。")
        ) from error
    tell(
        "use_layout",
        detail={"layout": layout.code, "version": layout.version, "valid_from": str(layout.valid_from)},
    )
    return layout
