"""The ecomap: up to 24 outsides round a household, nothing over anything, told in sentences."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.diagrams.ecomap import Ecomap, ecomap
from kasane.diagrams.family import Member
from kasane.diagrams.geometry import Box, distance
from kasane.diagrams.surroundings import Direction, Outside, OutsideKind, Strength
from tests.diagrams.sight import elements, texts_that_overlap

HAMADA = (
    Outside(
        "南湖地域包括支援センター", strength=Strength.STRONG, direction=Direction.FROM, lines=("母を担当",)
    ),
    Outside("民生委員 小泉", OutsideKind.PERSON, Strength.WEAK),
    Outside("市立病院 精神科", is_conflict=True, direction=Direction.BOTH),
    Outside("こども食堂 なぎさ", OutsideKind.RESOURCE, direction=Direction.TO),
)
LABELS = (
    "役所",
    "障がい者相談支援事業所 あおぞら",
    "民生委員 小泉",
    "スーパー（前の職場）",
    "Caritas Yokohama Multicultural",
)

outsides = st.builds(
    Outside,
    st.sampled_from(LABELS),
    st.sampled_from(OutsideKind),
    st.sampled_from(Strength),
    st.booleans(),
    st.sampled_from(Direction),
    st.sampled_from(((), ("母を担当",), ("長女の登校のこと", "月に2回"))),
)


def _overlapping(drawn: Ecomap) -> list[tuple[str, str]]:
    circles = (drawn.middle, *drawn.circles)
    return [
        (a.texts[0].words, b.texts[0].words)
        for a, b in combinations(circles, 2)
        if distance(a.middle, b.middle) < a.radius + b.radius + 4
    ]


def _ties_over_circles(drawn: Ecomap) -> list[tuple[int, int]]:
    return [
        (at, i)
        for at, (start, end) in enumerate(drawn.ties)
        for i, c in enumerate(drawn.circles)
        if i != at and Box(*c.middle, *c.middle).grown(c.radius * 0.7).is_cut_by(start, end)
    ]


@pytest.mark.parametrize("count", range(25))
def test_up_to_24_outsides_stand_clear_of_one_another(count: int) -> None:
    drawn = ecomap("浜田さんの世帯", tuple(Outside(LABELS[i % 5], lines=("母を担当",)) for i in range(count)))
    assert len(drawn.circles) == count
    assert _overlapping(drawn) == []
    assert texts_that_overlap(drawn.texts) == []
    assert _ties_over_circles(drawn) == []


@given(st.lists(outsides, max_size=24))
def test_whatever_stands_round_it_is_drawn(found: list[Outside]) -> None:
    drawn = ecomap("浜田さんの世帯", tuple(found))
    assert _overlapping(drawn) == []
    assert texts_that_overlap(drawn.texts) == []
    assert _ties_over_circles(drawn) == []
    assert next(elements(drawn.svg())).get("role") == "img"
    assert all(sentence.endswith("。") for sentence in drawn.words())


def test_text_stays_inside_its_circle() -> None:
    drawn = ecomap(Member(1, "浜田 ハナ", age=82, lines=("要介護2",)), HAMADA)
    for circle in (drawn.middle, *drawn.circles):
        assert all(
            distance(circle.middle, corner) < circle.radius for t in circle.texts for corner in t.box.corners
        )


def test_strength_is_weight_weakness_is_dashed_conflict_is_a_zigzag_energy_is_an_arrow() -> None:
    drawn = list(elements(ecomap("浜田さんの世帯", HAMADA).svg()))
    ties = [e for e in drawn if (e.get("class") or "").startswith("kd-tie")][:4]
    assert [e.get("stroke-width") for e in ties] == ["5", "1.6", "2.2", "2.2"]
    assert [bool(e.get("stroke-dasharray")) for e in ties] == [False, True, False, False]
    assert [(e.get("d") or "").count("L") > 1 for e in ties] == [False, False, True, False]
    arrows = [e for e in drawn if e.get("class") == "kd-arrow"]
    assert len(arrows) == 4 + 1  # one to, one from, one both ways; and the legend's


def test_the_map_is_told_in_sentences() -> None:
    assert ecomap("浜田さんの世帯", HAMADA).words() == (
        "このエコマップの中心は浜田さんの世帯です。まわりの人や機関の数は4です。",
        "南湖地域包括支援センター（機関、母を担当）とは、強いつながりです。南湖地域包括支援センターから浜田さんの世帯へ働きかけています。",
        "民生委員 小泉（人）とは、弱いつながりです。",
        "市立病院 精神科（機関）とは、ふつうのつながりです。対立があります。たがいに働きかけています。",
        "こども食堂 なぎさ（地域の資源）とは、ふつうのつながりです。浜田さんの世帯からこども食堂 なぎさへ働きかけています。",
    )


def test_a_household_with_nobody_round_it_is_drawn_and_told() -> None:
    alone = ecomap("浜田さんの世帯", ())
    assert alone.words() == (
        "このエコマップの中心は浜田さんの世帯です。まわりには、まだ何も書かれていません。",
    )
    assert alone.legend.texts() == []
    assert "浜田さん" in alone.svg()


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    told = [t.words for t in ecomap("浜田さんの世帯", HAMADA[:1]).legend.texts()]
    assert told == ["しるしの見方", "機関", "強いつながり", "働きかけの向き"]
