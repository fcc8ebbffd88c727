"""Each pattern of a family is drawn so that nothing lies over anything else."""

import pytest

from kasane.diagrams.family import Family
from kasane.diagrams.genogram import genogram
from tests.diagrams.families import PATTERNS
from tests.diagrams.sight import (
    bonds_over_others,
    crossing_families,
    elements,
    lines_through_symbols,
    lines_through_texts,
    symbols_that_overlap,
    texts_over_symbols,
    texts_that_overlap,
    wrongly_outlined,
)

every_pattern = pytest.mark.parametrize("family", PATTERNS.values(), ids=PATTERNS.keys())


@every_pattern
def test_no_two_people_stand_on_one_another(family: Family) -> None:
    assert symbols_that_overlap(genogram(family)) == []


@every_pattern
def test_no_name_lies_over_another_or_over_a_symbol(family: Family) -> None:
    drawn = genogram(family)
    assert texts_that_overlap(drawn.texts) == []
    assert texts_over_symbols(drawn) == []


@every_pattern
def test_no_line_runs_through_a_symbol_or_a_name(family: Family) -> None:
    drawn = genogram(family)
    assert lines_through_symbols(drawn) == []
    assert lines_through_texts(drawn) == []


@every_pattern
def test_lines_of_descent_of_different_parents_do_not_cross(family: Family) -> None:
    assert crossing_families(genogram(family)) == []


@every_pattern
def test_a_bond_finds_its_way_round_everybody_and_every_name(family: Family) -> None:
    drawn = genogram(family)
    assert len(drawn.ties) == len(family.bonds)
    assert bonds_over_others(drawn) == []


@every_pattern
def test_an_outline_holds_those_who_live_together_and_nobody_else(family: Family) -> None:
    assert wrongly_outlined(genogram(family)) == []


@every_pattern
def test_the_legend_lies_below_the_picture_and_not_over_itself(family: Family) -> None:
    drawn = genogram(family)
    assert texts_that_overlap((*drawn.texts, *drawn.legend.texts())) == []
    assert all(text.box.top > drawn.edge.bottom for text in drawn.legend.texts())


@every_pattern
def test_the_picture_is_whole_svg_without_style_or_script(family: Family) -> None:
    found = list(elements(genogram(family).svg()))
    assert found[0].tag == "{http://www.w3.org/2000/svg}svg"
    assert found[0].get("role") == "img"
    assert {"title", "desc"} <= {e.tag.rpartition("}")[2] for e in found}
    assert not any(e.get("style") for e in found)
    assert not any(e.tag.endswith(("script", "style")) for e in found)


@every_pattern
def test_the_same_family_gives_the_same_picture(family: Family) -> None:
    assert genogram(family).svg() == genogram(family).svg()
