"""A layout tried out with made-up words, in a process that draws nothing else and is ended afterwards."""

import json
from pathlib import Path
from typing import Any

from kasane.access.actor import Actor
from kasane.code_lists.queries import LOOK, layout_codes, layout_in_force
from kasane.directory.queries import municipality
from kasane.documents.press import Drawn, Layout, Press

SECONDS = 10.0
# The form that shows what the look common to all has become.
SHOWS_LOOK = "plan"
SAMPLES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "samples.json").read_text(encoding="utf-8")
)
# A form nobody made words up for is drawn with its boxes empty.
EMPTY: dict[str, Any] = {
    "title": "見本",
    "subtitle": "",
    "heading": "",
    "boxes": {},
    "marks": {},
    "tables": {},
    "groups": {},
    "pictures": {},
}
CARE = "見本です。書かれていることは、すべて架空です。"


def tried(code: str, body: str, form_name: str, actor: Actor) -> Drawn:
    """The form drawn with made-up words; the look is tried on every form. Raises Refused for what cannot be drawn."""
    press = Press(SECONDS)
    try:
        if code != LOOK:
            look = layout_in_force(LOOK, actor.today).body
            return press.draw(Layout(body, look), values(code, form_name))
        shown = None
        for one in [form for form in layout_codes() if form in SAMPLES]:
            drawn = press.draw(Layout(layout_in_force(one, actor.today).body, body), values(one, form_name))
            shown = drawn if one == SHOWS_LOOK or shown is None else shown
        return shown or Drawn(b"", 0)
    finally:
        press.stop()


def values(code: str, form_name: str) -> dict[str, Any]:
    """What a layout of this form reads, made up."""
    return (
        EMPTY
        | SAMPLES.get(code, {})
        | {
            "office": municipality().name,
            "form-name": form_name,
            "printed": "印刷番号 見本　本人あて　見本の日時　見本の窓口 見本の職員",
            "care": CARE,
        }
    )


def marks_of(code: str) -> list[tuple[str, str, str]]:
    """What a layout of this form may name: kind of part, its code, its title."""
    kinds = {"boxes": "欄", "marks": "印の欄", "tables": "表", "groups": "くり返す欄", "pictures": "図"}
    sample = SAMPLES.get(code, {})
    return [
        (kind, name, part["label"])
        for key, kind in kinds.items()
        for name, part in sample.get(key, {}).items()
    ]
