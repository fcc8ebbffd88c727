"""The table of OWASP ASVS names every requirement once, and no test that is not there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tools.asvs import ROOT, STATES, Requirement, chapters, levels

EVERYTHING = [one for chapter in chapters() for one in chapter.requirements]
# What is not all of the standard is named: 253 of its levels 1 and 2, and 12 beyond.
TAKEN = {1: 70, 2: 183, 3: 12}


@cache
def names_in(path: Path) -> set[str]:
    """The tests of a module, read and not run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    if not re.fullmatch(r"tests/[\w/]+/test_\w+\.py", path) or not (ROOT / path).is_file():
        return False
    return name in names_in(ROOT / path) if name else bool(names_in(ROOT / path))


def test_every_requirement_is_there_once_with_its_level() -> None:
    known = levels()
    assert {level: list(known.values()).count(level) for level in TAKEN} == TAKEN
    assert sorted(one.number for one in EVERYTHING) == sorted(known), "each once, and no other"
    assert {one.number: one.level for one in EVERYTHING} == known


def test_a_chapter_holds_its_own_in_their_order_and_each_section_has_a_title() -> None:
    for chapter in chapters():
        numbers = [tuple(map(int, one.number.split("."))) for one in chapter.requirements]
        assert numbers == sorted(numbers)
        assert {first for first, _, _ in numbers} == {chapter.number}
        assert [f"{first}.{second}" for first, second in dict.fromkeys(n[:2] for n in numbers)] == list(
            chapter.sections
        )


@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.number)
def test_what_is_said_of_it_holds(one: Requirement) -> None:
    assert one.state in STATES
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", one.asks)
    assert [test for test in one.tests if not is_there(test)] == [], "a test that is gone shows nothing"
    if one.state == "shown":
        assert one.tests, "what nothing shows is not shown"
    else:
        assert one.note.endswith("。"), "why, or what is missing"
    assert "|" not in one.asks + one.note, "it stands in a table"


def test_a_test_that_is_gone_would_be_seen() -> None:
    here = "tests/supply/test_asvs.py"
    assert is_there(here)
    assert is_there(f"{here}::test_a_test_that_is_gone_would_be_seen")
    assert not is_there(f"{here}::test_nothing_of_that_name")
    assert not is_there("tests/supply/test_nothing.py")
    assert not is_there("tests/conftest.py")
