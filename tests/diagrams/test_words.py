"""The picture in sentences: the same facts, in the words of the field."""

from kasane.diagrams.family import Bond, Family, Member, Quality, Sex
from kasane.diagrams.genogram import genogram
from tests.diagrams.families import ADOPTED, EIGHTY_FIFTY, REMARRIAGE, SAME_SEX, TWINS, UNKNOWN_FATHER


def test_a_mother_of_82_and_her_son_of_54_are_told_whole() -> None:
    assert genogram(EIGHTY_FIFTY).words() == (
        "この家族図には6人がいます。中心は浜田 誠です。",
        "浜田 清（男性、84歳で亡くなった）：平成30年死亡。",
        "浜田 ハナ（女性、82歳）：要介護2、年金。",
        "浜田 京子（女性、57歳）：市外・会社員。",
        "浜田 誠（男性、54歳）：無職・ひきこもり。",
        "小川 弘（男性、59歳）。",
        "小川 葵（女性、27歳）。",
        "浜田 清と浜田 ハナは夫婦でした。",
        "小川 弘と浜田 京子は夫婦です。",
        "浜田 清と浜田 ハナの子は、上から浜田 京子、浜田 誠です。",
        "浜田 京子と小川 弘の子は、小川 葵です。",
        "浜田 ハナ、浜田 誠は、いっしょに暮らしています。",
        "浜田 京子、小川 弘、小川 葵は、いっしょに暮らしています。",
        "浜田 誠から浜田 ハナへの暴力があります。",
        "浜田 京子は浜田 ハナの世話をしています。",
        "浜田 京子と浜田 誠は関係が途絶えています。",
    )


def test_children_of_earlier_unions_are_told_with_their_own_parents() -> None:
    told = genogram(REMARRIAGE).words()
    assert "森 拓也と西 由美は離婚しています。" in told
    assert "森 さくらと東 亮の子は、森 蓮です。" in told
    assert "森 拓也と森 さくらの子は、上から森 陽葵、森 湊です。" in told


def test_adoption_foster_care_and_birth_are_told_apart() -> None:
    told = genogram(ADOPTED).words()
    assert "岡田 莉子は、岡田 浩と岡田 綾の養子です。" in told
    assert "谷 翼は、岡田 浩と岡田 綾の里子です。" in told
    assert "谷 美咲の子は、谷 翼です。" in told


def test_twins_are_told_and_identical_ones_so_called() -> None:
    told = genogram(TWINS).words()
    assert "林 結衣と林 芽衣は一卵性の双子です。" in told
    assert "林 陸と林 凛は双子です。" in told


def test_two_women_are_told_as_partners() -> None:
    assert "和田 千尋と松本 薫は婚姻の届けのないパートナーです。" in genogram(SAME_SEX).words()


def test_parents_known_by_their_child_alone_and_a_pregnancy_are_told() -> None:
    told = genogram(UNKNOWN_FATHER).words()
    assert "中村 彩と父（氏名不明）のあいだには子がいます。婚姻の記録はありません。" in told
    assert "おなかの子（まだ生まれていない）。" in told


def test_somebody_who_lives_alone_is_told_so() -> None:
    alone = Family((Member(1, "沖 トメ", Sex.FEMALE, 90),), households=(frozenset({1}),))
    assert genogram(alone).words()[-1] == "沖 トメは一人で暮らしています。"


def test_a_family_of_nobody_is_told_too() -> None:
    assert genogram(Family(())).words() == ("この家族図には、まだだれもいません。",)


def test_a_bond_with_somebody_who_is_not_in_the_picture_is_not_told() -> None:
    family = Family((Member(1, "沖 トメ"),), bonds=(Bond(1, 2, Quality.CONFLICT), Bond(1, 1, Quality.CLOSE)))
    assert not any("対立" in sentence or "親しい" in sentence for sentence in genogram(family).words())
    assert genogram(family).ties == ()
