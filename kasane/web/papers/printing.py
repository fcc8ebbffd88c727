"""Making the file of a filled-in form, and keeping that it was made."""

from dataclasses import dataclass

from kasane.access.actor import Actor
from kasane.access.ids import case_number
from kasane.code_lists.models import PaperLayout
from kasane.code_lists.queries import LOOK, layout_in_force
from kasane.directory.queries import municipality
from kasane.documents.press import PRESS, Layout
from kasane.documents.sheet_books import form_book
from kasane.documents.sheets import Imprint, values_of
from kasane.prints.actions import Printing, keep_print, tell_print
from kasane.rooms.models import Record
from kasane.rooms.queries import may_write_in, own_room
from kasane.rules.verdicts import Refused, refused
from kasane.web.papers.asked import Asked, Collected, Kind
from kasane.web.papers.words import moment

CARE = "個人の情報が書かれています。決められた場所の外に持ち出さず、用がすんだら裁断して処分してください。"


@dataclass(frozen=True)
class Wish:
    """One printing as it was asked for; `number` will stand on every page."""

    number: int
    kind: Kind
    asked: Asked
    receiver: str
    is_book: bool


@dataclass(frozen=True)
class Printed:
    """The file, and the number by which it is found again."""

    content: bytes
    number: str


def print_form(collected: Collected, wish: Wish) -> Printed:
    """Draw the form and keep that it was drawn; raises Refused where it can be kept in no room."""
    actor = wish.asked.actor
    home = _home_of(collected.source, collected.case, actor) if collected.case is not None else None
    layout, look = (layout_in_force(code, actor.today) for code in (wish.kind.layout, LOOK))
    content, pages = _drawn(collected, wish, layout, look)
    made = Printing(
        number=wish.number,
        form=wish.kind.code,
        title=collected.sheet.title,
        layout=layout.version_label,
        audience=wish.asked.audience,
        receiver=wish.receiver,
        content=content,
        kind="Excel" if wish.is_book else "PDF",
        pages=pages,
        of_record=collected.subject,
    )
    if home is None or collected.case is None:
        tell_print(made)
    else:
        keep_print(made, home=home, case=collected.case, concerns=collected.concerns, by=actor)
    return Printed(content, case_number(wish.number))


def _drawn(
    collected: Collected, wish: Wish, layout: PaperLayout, look: PaperLayout
) -> tuple[bytes, int | None]:
    imprint = imprint_of(wish, layout)
    if wish.is_book:
        return form_book(collected.sheet, imprint), None
    drawn = PRESS.draw(Layout(layout.body, look.body), values_of(collected.sheet, imprint))
    return drawn.content, drawn.pages


def imprint_of(wish: Wish, layout: PaperLayout) -> Imprint:
    """What stands around the form: number, for whom, when, by whom."""
    actor, audience = wish.asked.actor, wish.asked.audience
    to = f"（{wish.receiver}）" if wish.receiver else ""
    made_by = f"{actor.desk_name} {actor.name}"
    line = (f"印刷番号 {case_number(wish.number)}", f"{audience.label}{to}", moment(actor.at), made_by)
    return Imprint(
        office=municipality().name, form_name=layout.version_label, printed="　".join(line), care=CARE
    )


def _home_of(source: Record | None, case: int, actor: Actor) -> int:
    """Where a print is kept: beside what it speaks of where one writes there, else in one's own room of the case."""
    is_beside = source is not None and may_write_in(source.home_id)
    home = source.home_id if source is not None and is_beside else own_room(case, actor)
    if home is None:
        raise Refused(
            refused(
                "このケースに窓口の記録がないので、印刷したことを残せません。",
                basis="個人情報保護法66条",
                rule="",
                remedy="記録を書いた窓口か、福祉総合相談担当に頼んでください。",
            )
        )
    return home
