"""A piece of a page that holds a form is given the form's mark: without it a browser's form is refused, and no test's is."""

import re
from pathlib import Path

from kasane.cli.installation import PROJECT

TEMPLATES = PROJECT / "kasane" / "web" / "templates"
INCLUDE = re.compile(r'{%\s*include\s+"([^"#]+)(?:#[^"]*)?"([^%]*)%}')


def told() -> dict[str, str]:
    return {
        str(path.relative_to(TEMPLATES)): path.read_text("utf-8") for path in Path(TEMPLATES).rglob("*.html")
    }


def with_forms(texts: dict[str, str]) -> set[str]:
    """Every template in which a form's mark is written, itself or in a piece of it."""
    found = {name for name, text in texts.items() if "{% csrf_token %}" in text}
    while more := {
        name
        for name, text in texts.items()
        if name not in found and any(piece in found for piece, _ in INCLUDE.findall(text))
    }:
        found |= more
    return found


def test_a_piece_with_a_form_is_handed_the_mark() -> None:
    texts = told()
    forms = with_forms(texts)
    lacking = [
        f"{name} → {piece}: csrf_token=csrf_token"
        for name, text in texts.items()
        for piece, words in INCLUDE.findall(text)
        if piece in forms and re.search(r"\bonly\s*$", words) and "csrf_token=" not in words
    ]
    assert lacking == []
    assert len(forms) > 50
