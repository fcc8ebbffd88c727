"""Fictional families, one for each pattern the genogram must draw well."""

from kasane.diagrams.family import Bond, Child, Couple, Descent, Family, Member, Quality, Sex, Union

F, M = Sex.FEMALE, Sex.MALE

EIGHTY_FIFTY = Family(
    members=(
        Member(1, "浜田 清", M, 84, ("平成30年死亡",), is_dead=True),
        Member(2, "浜田 ハナ", F, 82, ("要介護2", "年金")),
        Member(3, "浜田 京子", F, 57, ("市外・会社員",), birth_order=1),
        Member(4, "浜田 誠", M, 54, ("無職・ひきこもり",), is_centre=True, birth_order=2),
        Member(5, "小川 弘", M, 59),
        Member(6, "小川 葵", F, 27),
    ),
    couples=(Couple(1, 2), Couple(5, 3)),
    children=(Child(3, (1, 2)), Child(4, (1, 2)), Child(6, (5, 3))),
    bonds=(
        Bond(4, 2, Quality.VIOLENCE, is_directed=True),
        Bond(3, 2, Quality.CARE, is_directed=True),
        Bond(3, 4, Quality.CUT_OFF),
    ),
    households=(frozenset({2, 4}), frozenset({3, 5, 6})),
)

REMARRIAGE = Family(
    members=(
        Member(1, "森 拓也", M, 44, ("運転手",), is_centre=True),
        Member(2, "西 由美", F, 43),
        Member(3, "森 さくら", F, 38, ("パート",)),
        Member(4, "東 亮", M, 40),
        Member(5, "西 大和", M, 17, birth_order=1),
        Member(6, "西 美月", F, 15, birth_order=2),
        Member(7, "森 蓮", M, 12, ("中学1年",), birth_order=1),
        Member(8, "森 陽葵", F, 5, birth_order=1),
        Member(9, "森 湊", M, 2, birth_order=2),
    ),
    couples=(
        Couple(1, 2, Union.DIVORCED, 0),
        Couple(1, 3, Union.MARRIED, 1),
        Couple(3, 4, Union.DIVORCED, 0),
    ),
    children=(
        Child(5, (1, 2)),
        Child(6, (1, 2)),
        Child(7, (3, 4)),
        Child(8, (1, 3)),
        Child(9, (1, 3)),
    ),
    bonds=(Bond(1, 7, Quality.CONFLICT), Bond(3, 7, Quality.VERY_CLOSE)),
    households=(frozenset({1, 3, 7, 8, 9}), frozenset({2, 5, 6})),
)

GRANDPARENTS = Family(
    members=(
        Member(1, "石井 正", M, 71, ("年金",)),
        Member(2, "石井 和子", F, 69, ("主たる養育者",), is_centre=True),
        Member(3, "石井 麻衣", F, 36, ("所在のわからない長女",)),
        Member(4, "石井 健", M, 33, ("県外",)),
        Member(5, "石井 心愛", F, 10, ("小学4年",), birth_order=1),
        Member(6, "石井 颯", M, 7, ("小学1年",), birth_order=2),
    ),
    couples=(Couple(1, 2),),
    children=(Child(3, (1, 2)), Child(4, (1, 2)), Child(5, (3,)), Child(6, (3,))),
    bonds=(Bond(2, 5, Quality.CARE, is_directed=True), Bond(3, 2, Quality.DISTANT)),
    households=(frozenset({1, 2, 5, 6}),),
)

TWINS = Family(
    members=(
        Member(1, "林 修", M, 35),
        Member(2, "林 恵", F, 34, is_centre=True),
        Member(3, "林 海斗", M, 8, birth_order=1),
        Member(4, "林 結衣", F, 4, birth_order=2, twins=1, are_identical=True),
        Member(5, "林 芽衣", F, 4, ("ことばの相談",), birth_order=3, twins=1, are_identical=True),
        Member(6, "林 陸", M, 1, birth_order=4, twins=2),
        Member(7, "林 凛", F, 1, birth_order=5, twins=2),
    ),
    couples=(Couple(1, 2),),
    children=tuple(Child(i, (1, 2)) for i in range(3, 8)),
    households=(frozenset(range(1, 8)),),
)

ADOPTED = Family(
    members=(
        Member(1, "岡田 浩", M, 48),
        Member(2, "岡田 綾", F, 47, is_centre=True),
        Member(3, "岡田 颯太", M, 14, birth_order=1),
        Member(4, "岡田 莉子", F, 9, ("特別養子縁組",), birth_order=2),
        Member(5, "谷 翼", M, 6, ("里親委託",), birth_order=3),
        Member(6, "谷 美咲", F, 28, ("実の母",)),
    ),
    couples=(Couple(1, 2),),
    children=(
        Child(3, (1, 2)),
        Child(4, (1, 2), Descent.ADOPTED),
        Child(5, (1, 2), Descent.FOSTERED),
        Child(5, (6,)),
    ),
    households=(frozenset({1, 2, 3, 4, 5}),),
)

SAME_SEX = Family(
    members=(
        Member(1, "和田 千尋", F, 41, is_centre=True),
        Member(2, "松本 薫", F, 39),
        Member(3, "和田 空", Sex.OTHER, 11),
        Member(4, "元の夫", M, None),
        Member(5, "松本 トシ", F, 70, ("認知症の疑い",)),
    ),
    couples=(Couple(1, 4, Union.DIVORCED, 0), Couple(1, 2, Union.PARTNERS, 1)),
    children=(Child(3, (4, 1)), Child(2, (5,))),
    bonds=(Bond(1, 2, Quality.CLOSE), Bond(2, 5, Quality.CARE, is_directed=True)),
    households=(frozenset({1, 2, 3}),),
)

UNKNOWN_FATHER = Family(
    members=(
        Member(1, "中村 彩", F, 22, ("産後うつの疑い",), is_centre=True),
        Member(2, "父（氏名不明）", Sex.MALE),
        Member(3, "中村 蒼", M, 0),
        Member(4, "中村 節子", F, 50),
        Member(5, "おなかの子", is_expected=True),
    ),
    children=(Child(3, (2, 1)), Child(1, (4,)), Child(5, (1,))),
    households=(frozenset({1, 3, 4}),),
)

WHOLE_OF_FOUR = Family(
    members=(
        Member(1, "大野 進", M, 52),
        Member(2, "大野 久美", F, 50, is_centre=True),
        Member(3, "大野 翔", M, 24, birth_order=1),
        Member(4, "大野 遥", F, 20, birth_order=2),
    ),
    couples=(Couple(1, 2),),
    children=(Child(3, (1, 2)), Child(4, (1, 2))),
    bonds=(Bond(1, 4, Quality.VIOLENCE, is_directed=True),),
    households=(frozenset({1, 2, 3, 4}),),
)

# The same family for a viewer who may see neither the daughter nor what happened to her.
SEEN_BY_SOME = Family(
    members=WHOLE_OF_FOUR.members[:3],
    couples=WHOLE_OF_FOUR.couples,
    children=WHOLE_OF_FOUR.children[:1],
    households=(frozenset({1, 2, 3}),),
)

IN_LAWS = Family(
    members=(
        Member(1, "山口 茂", M, 79, is_dead=True),
        Member(2, "山口 キヨ", F, 81, ("施設入所",)),
        Member(3, "川上 勇", M, 77),
        Member(4, "川上 ミツ", F, 74, ("要支援1",)),
        Member(5, "山口 隆", M, 53, birth_order=1),
        Member(6, "山口 順子", F, 50, birth_order=2),
        Member(7, "山口 直樹", M, 49, is_centre=True, birth_order=3),
        Member(8, "山口 真理", F, 47, ("旧姓 川上",), birth_order=1),
        Member(9, "川上 豊", M, 44, birth_order=2),
        Member(10, "山口 優斗", M, 20, birth_order=1),
        Member(11, "山口 美羽", F, 17, birth_order=2),
        Member(12, "川上 恵美", F, 43),
        Member(13, "川上 樹", M, 12),
        Member(14, "原田 学", M, 22),
        Member(15, "山口 桃子", F, 22),
        Member(16, "原田 蘭", F, 0),
    ),
    couples=(Couple(1, 2), Couple(3, 4), Couple(7, 8), Couple(9, 12), Couple(14, 15)),
    children=(
        *(Child(i, (1, 2)) for i in (5, 6, 7)),
        *(Child(i, (3, 4)) for i in (8, 9)),
        *(Child(i, (7, 8)) for i in (10, 11, 15)),
        Child(13, (9, 12)),
        Child(16, (14, 15)),
    ),
    bonds=(
        Bond(8, 4, Quality.CARE, is_directed=True),
        Bond(5, 7, Quality.CUT_OFF),
        Bond(7, 10, Quality.CONFLICT),
    ),
    households=(frozenset({7, 8, 10, 11}), frozenset({3, 4}), frozenset({9, 12, 13})),
)

DOUBLE_CARE = Family(
    members=(
        Member(1, "藤田 昭", M, 78, ("認知症", "要介護3")),
        Member(2, "藤田 文", F, 70, is_dead=True),
        Member(3, "藤田 香織", F, 42, ("介護と育児", "休職中"), is_centre=True),
        Member(4, "藤田 剛", M, 45, ("単身赴任",)),
        Member(5, "藤田 光", M, 9, ("自閉スペクトラム症",)),
        Member(6, "藤田 灯", F, 1),
    ),
    couples=(Couple(1, 2), Couple(4, 3, Union.SEPARATED)),
    children=(Child(3, (1, 2)), Child(5, (4, 3)), Child(6, (4, 3))),
    bonds=(
        Bond(3, 1, Quality.CARE, is_directed=True),
        Bond(3, 5, Quality.CARE, is_directed=True),
        Bond(3, 4, Quality.DISTANT),
    ),
    households=(frozenset({1, 3, 5, 6}),),
)

MANY_CHILDREN = Family(
    members=(
        Member(1, "吉田 力", M, 46),
        Member(2, "吉田 幸", F, 41, ("妊娠中",), is_centre=True),
        *(
            Member(2 + n, f"吉田 {name}", F if n % 2 else M, 18 - 2 * n, birth_order=n)
            for n, name in enumerate(("一花", "二郎", "三奈", "史郎", "五月", "陸", "七海"), 1)
        ),
        Member(10, "おなかの子", is_expected=True),
    ),
    couples=(Couple(1, 2),),
    children=tuple(Child(i, (1, 2)) for i in range(3, 11)),
    households=(frozenset(range(1, 10)),),
)

THREE_UNIONS = Family(
    members=(
        Member(1, "島 太一", M, 60, is_centre=True),
        Member(2, "秋山 里子", F, 58),
        Member(3, "今井 恵子", F, 50),
        Member(4, "島 明美", F, 40),
        Member(5, "秋山 千夏", F, 35),
        Member(6, "秋山 千秋", F, 33),
        Member(7, "今井 大輔", M, 25),
        Member(8, "島 光希", M, 10),
        Member(9, "島 朝陽", M, 8),
        Member(10, "同居の知人", F, 61),
        Member(11, "近くのおば", F, 88),
    ),
    couples=(
        Couple(1, 2, Union.DIVORCED, 0),
        Couple(1, 3, Union.DIVORCED, 1),
        Couple(1, 4, Union.MARRIED, 2),
    ),
    children=(
        Child(5, (1, 2)),
        Child(6, (1, 2)),
        Child(7, (1, 3)),
        Child(8, (1, 4)),
        Child(9, (1, 4)),
    ),
    bonds=(
        Bond(1, 5, Quality.CUT_OFF),
        Bond(10, 1, Quality.CARE, is_directed=True),
        Bond(5, 6, Quality.VERY_CLOSE),
    ),
    households=(frozenset({1, 4, 8, 9, 10}),),
)

TWENTY_FIVE = Family(
    members=(
        Member(1, "若林 勝", M, 90, is_dead=True),
        Member(2, "若林 シズ", F, 88, ("要介護4",)),
        Member(3, "平野 武", M, 91, is_dead=True),
        Member(4, "平野 トメ", F, 86),
        Member(5, "若林 実", M, 60, ("自営業",)),
        Member(6, "若林 秀子", F, 58, ("うつ病", "休職中")),
        Member(7, "若林 猛", M, 63),
        Member(8, "若林 静香", F, 55),
        Member(9, "上田 さつき", F, 30, ("相談者",), is_centre=True),
        Member(10, "若林 純", M, 27, ("不登校の経験",)),
        Member(11, "若林 徹", M, 33),
        Member(12, "若林 愛", F, 31),
        Member(13, "平野 功", M, 61),
        Member(14, "平野 信子", F, 59),
        Member(15, "平野 玲奈", F, 28),
        Member(16, "平野 亘", M, 25),
        Member(17, "上田 大地", M, 32),
        Member(18, "上田 義男", M, 62),
        Member(19, "宮本 昌代", F, 61),
        Member(20, "上田 梢", F, 29),
        Member(21, "上田 ひなた", F, 6, ("小学1年",)),
        Member(22, "上田 そら", M, 3),
        Member(23, "おなかの子", is_expected=True),
        Member(24, "若林 富美子（猛の妻）", F, 60),
        Member(25, "若林 新", M, 5),
    ),
    couples=(
        *(Couple(*both) for both in ((1, 2), (3, 4), (5, 6), (7, 24), (13, 14), (17, 9), (11, 12))),
        Couple(18, 19, Union.DIVORCED),
    ),
    children=(
        *(Child(child, (1, 2)) for child in (7, 5, 8)),
        *(Child(child, (3, 4)) for child in (13, 6)),
        *(Child(child, (5, 6)) for child in (9, 10)),
        Child(11, (7, 24)),
        *(Child(child, (13, 14)) for child in (15, 16)),
        *(Child(child, (18, 19)) for child in (17, 20)),
        *(Child(child, (17, 9)) for child in (21, 22, 23)),
        Child(25, (11, 12)),
    ),
    bonds=(
        Bond(9, 2, Quality.CARE, is_directed=True),
        Bond(6, 9, Quality.CONFLICT),
        Bond(17, 9, Quality.VIOLENCE, is_directed=True),
        Bond(10, 21, Quality.CLOSE),
        Bond(8, 13, Quality.DISTANT),
    ),
    households=(frozenset({9, 17, 21, 22}), frozenset({2, 5, 6, 10}), frozenset({11, 12, 25})),
)

PATTERNS = {
    "8050": EIGHTY_FIFTY,
    "remarriage": REMARRIAGE,
    "grandparents": GRANDPARENTS,
    "twins": TWINS,
    "adopted": ADOPTED,
    "same_sex": SAME_SEX,
    "unknown_father": UNKNOWN_FATHER,
    "seen_by_all": WHOLE_OF_FOUR,
    "seen_by_some": SEEN_BY_SOME,
    "three_unions": THREE_UNIONS,
    "twenty_five": TWENTY_FIVE,
    "in_laws": IN_LAWS,
    "double_care": DOUBLE_CARE,
    "many_children": MANY_CHILDREN,
}
