"""Whatever a register may say of a family, it is drawn: nobody over anybody, no name over another, never an error."""

from hypothesis import given
from hypothesis import strategies as st

from kasane.diagrams.family import Bond, Child, Couple, Descent, Family, Member, Quality, Sex, Union
from kasane.diagrams.genogram import genogram
from tests.diagrams.sight import (
    bonds_over_others,
    elements,
    lines_through_symbols,
    symbols_that_overlap,
    texts_over_symbols,
    texts_that_overlap,
    wrongly_outlined,
)

LABELS = (
    "浜田 ハナ",
    "同居の長男",
    "Maria Aparecida dos Santos Wakamatsu",
    "父",
    "<不明&>",
    "",
    "長宗我部 右衛門左衛門之助",
)


@st.composite
def families(draw: st.DrawFn, most: int = 10) -> Family:
    """Any records whatever: loops of descent, couples across generations, ids of nobody, people twice."""
    count = draw(st.integers(0, most))
    ids = st.integers(1, count + 1)
    members = tuple(
        Member(
            id=number,
            label=draw(st.sampled_from(LABELS)),
            sex=draw(st.sampled_from(Sex)),
            age=draw(st.none() | st.integers(0, 110)),
            lines=draw(st.sampled_from(((), ("要介護2",), ("精神障害者保健福祉手帳2級", "就労継続支援B型")))),
            is_dead=draw(st.booleans()),
            is_expected=draw(st.booleans()),
            is_centre=number == 1,
            birth_order=draw(st.integers(0, 3)),
            twins=draw(st.none() | st.just(1)),
            are_identical=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    )
    couples = st.builds(Couple, ids, ids, st.sampled_from(Union), st.integers(0, 3))
    children = st.builds(Child, ids, st.lists(ids, max_size=3).map(tuple), st.sampled_from(Descent))
    bonds = st.builds(Bond, ids, ids, st.sampled_from(Quality), st.booleans())
    return Family(
        members,
        tuple(draw(st.lists(couples, max_size=count))),
        tuple(draw(st.lists(children, max_size=2 * count))),
        tuple(draw(st.lists(bonds, max_size=4))),
        tuple(draw(st.lists(st.frozensets(ids, max_size=5), max_size=2))),
    )


@given(families())
def test_any_family_is_drawn_with_nobody_over_anybody(family: Family) -> None:
    drawn = genogram(family)
    assert set(drawn.symbols) == {member.id for member in family.members}
    assert symbols_that_overlap(drawn) == []
    assert texts_that_overlap(drawn.texts) == []
    assert texts_over_symbols(drawn) == []


@given(families())
def test_in_any_family_lines_keep_off_symbols_and_outlines_off_strangers(family: Family) -> None:
    drawn = genogram(family)
    assert lines_through_symbols(drawn) == []
    assert bonds_over_others(drawn) == []
    assert wrongly_outlined(drawn) == []


@given(families())
def test_any_family_is_whole_svg_and_told_in_sentences(family: Family) -> None:
    drawn = genogram(family)
    assert next(elements(drawn.svg())).get("role") == "img"
    assert all(sentence.endswith("。") for sentence in drawn.words())
