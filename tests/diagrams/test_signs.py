"""The signs of the field: each fact about a family has its own, and what is not in the input leaves no trace."""

import pytest

from kasane.diagrams.family import Child, Couple, Family, Member, Sex, Union
from kasane.diagrams.genogram import Genogram, genogram
from kasane.diagrams.genogram.lines import Line
from tests.diagrams.families import (
    ADOPTED,
    EIGHTY_FIFTY,
    IN_LAWS,
    MANY_CHILDREN,
    REMARRIAGE,
    SEEN_BY_SOME,
    THREE_UNIONS,
    TWENTY_FIVE,
    TWINS,
    UNKNOWN_FATHER,
    WHOLE_OF_FOUR,
)
from tests.diagrams.sight import elements


def _union(drawn: Genogram, *both: int) -> list[Line]:
    return [line for line in drawn.lines if line.people == frozenset(both) and line.kind in ("union", "mark")]


def _pair(union: Union) -> Family:
    couple = (Member(1, "秋 一郎", Sex.MALE), Member(2, "秋 春子", Sex.FEMALE))
    return Family(couple, (Couple(1, 2, union),))


@pytest.mark.parametrize(
    ("union", "style", "strokes"),
    [
        (Union.MARRIED, "solid", 0),
        (Union.WIDOWED, "solid", 0),
        (Union.PARTNERS, "dashed", 0),
        (Union.SEPARATED, "solid", 1),
        (Union.DIVORCED, "solid", 2),
    ],
)
def test_a_union_is_drawn_by_its_kind(union: Union, style: str, strokes: int) -> None:
    line, *marks = _union(genogram(_pair(union)), 1, 2)
    assert (line.style, len(marks)) == (style, strokes)


def test_parents_without_a_union_on_record_are_joined_by_a_line_of_its_own() -> None:
    (line,) = _union(genogram(UNKNOWN_FATHER), 1, 2)
    assert line.style == "unrecorded"


def test_an_adopted_child_has_a_dashed_line_beside_the_solid_one_a_fostered_child_a_dotted_one() -> None:
    drawn = genogram(ADOPTED)
    into = {
        child: sorted(
            line.style
            for line in drawn.lines
            if line.kind == "descent"
            and line.people >= {1, 2}
            and line.points[-1][1] == drawn.symbols[child].top
            and drawn.symbols[child].left < line.points[-1][0] < drawn.symbols[child].right
        )
        for child in (3, 4, 5)
    }
    assert into == {3: ["solid"], 4: ["dashed", "solid"], 5: ["dotted"]}


def test_twins_hang_from_one_point_and_identical_ones_are_joined_by_a_bar() -> None:
    drawn = genogram(TWINS)
    lines = [line.points for line in drawn.lines if line.kind == "descent"]
    hanging = {
        child: next(p[0] for p in lines if p[-1] == (drawn.plan.x[child], drawn.symbols[child].top))
        for child in range(3, 8)
    }
    assert hanging[4] == hanging[5] != hanging[6] == hanging[7]
    bars = [p for p in lines if len(p) == 2 and p[0][1] == p[1][1] > hanging[4][1]]
    assert len(bars) == 1


def test_earlier_unions_stand_left_of_later_ones_each_with_its_own_children_below() -> None:
    x = genogram(THREE_UNIONS).plan.x
    assert x[2] < x[3] < x[1] < x[4]
    assert max(x[5], x[6]) < x[7] < min(x[8], x[9])


def test_children_of_both_parents_earlier_unions_and_of_this_one_are_three_groups() -> None:
    x = genogram(REMARRIAGE).plan.x
    assert max(x[5], x[6]) < min(x[8], x[9]) <= max(x[8], x[9]) < x[7]


def test_brothers_and_sisters_stand_by_age_the_unborn_last() -> None:
    x = genogram(MANY_CHILDREN).plan.x
    assert sorted(range(3, 11), key=x.__getitem__) == list(range(3, 11))


def test_generations_stand_in_rows_and_in_laws_beside_the_parents() -> None:
    y = genogram(IN_LAWS).plan.y
    assert y[1] == y[2] == y[3] == y[4] < y[5] == y[7] == y[8] == y[12] < y[10] == y[13] == y[14] < y[16]


def test_somebody_tied_to_nobody_stands_apart_at_the_end_of_the_row_of_their_age() -> None:
    plan = genogram(THREE_UNIONS).plan
    assert plan.y[10] == plan.y[11] == plan.y[1]
    assert plan.x[4] < plan.x[10] < plan.x[11]


def test_the_centre_is_framed_twice_the_dead_are_crossed_a_pregnancy_is_a_triangle() -> None:
    found = [e.get("class") for e in elements(genogram(EIGHTY_FIFTY).svg())]
    people = len(EIGHTY_FIFTY.members)
    legend = ("男性", "女性", "亡くなった人", "この図の中心")
    assert found.count("kd-symbol") == people + 1 + len(legend) + 1
    assert found.count("kd-dead") == 2 * 4
    unborn = [
        e.get("d") or "" for e in elements(genogram(MANY_CHILDREN).svg()) if e.get("class") == "kd-symbol"
    ]
    assert sum(d.count("L") == 2 for d in unborn) == 2


def test_what_a_viewer_may_not_see_leaves_neither_gap_nor_sign_nor_word() -> None:
    """Oono Haruka and what was done to her are in the one picture and in nothing of the other."""
    whole, some = genogram(WHOLE_OF_FOUR), genogram(SEEN_BY_SOME)
    assert "大野 遥" in whole.svg()
    assert "暴力" in whole.svg()
    for told in (some.svg(), *some.words()):
        assert "遥" not in told
        assert "暴力" not in told
    only_child = some.plan.x[3]
    assert some.plan.source[some.plan.kin.sibships[0]] == only_child == (some.plan.x[1] + some.plan.x[2]) / 2


def test_twenty_five_people_of_five_families_are_drawn_in_one_picture() -> None:
    drawn = genogram(TWENTY_FIVE)
    assert len(drawn.symbols) == 25
    assert drawn.edge.right - drawn.edge.left < 900


def test_an_only_child_hangs_straight_below_its_parents() -> None:
    drawn = genogram(
        Family(
            (
                Member(1, "冬木 守", Sex.MALE),
                Member(2, "冬木 美代子（旧姓 長谷川）", Sex.FEMALE),
                Member(3, "冬木 望"),
            ),
            (Couple(1, 2),),
            (Child(3, (1, 2)),),
        )
    )
    assert all(line.points[0][0] == line.points[-1][0] for line in drawn.lines if line.kind == "descent")


def test_records_that_make_somebody_their_own_forebear_are_drawn_as_far_as_they_can_be() -> None:
    people = (Member(1, "輪島 一", Sex.MALE), Member(2, "輪島 二", Sex.MALE))
    drawn = genogram(Family(people, (), (Child(2, (1,)), Child(1, (2,)))))
    assert drawn.plan.y[1] < drawn.plan.y[2]
    assert drawn.words()[-1] == "輪島 一の子は、輪島 二です。"
