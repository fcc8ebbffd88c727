"""Variant kanji fold to their representative."""

import pytest

from kasane.japanese.variants import fold, folding

FOLDED_NAMES = (
    "髙高 﨑崎 嵜崎 邊辺 邉辺 澤沢 濱浜 濵浜 廣広 國国 櫻桜 嶋島 嶌島 德徳 惪徳 栁柳 桺柳 𠮷吉 圡土 𡈽土 槗橋 𣘺橋 "
    "桒桑 冨富 峯峰 龍竜 瀧滝 眞真 黑黒 藏蔵 萬万 豐豊 榮栄 關関 惠恵 壽寿 靜静 條条 與与 彌弥 薗園 舘館 籏旗 邨村 "
    "莵菟 杦杉 㐂喜 淵淵 渕淵 渊淵 舩船 翆翠 埜野 穐秋 曾曽 遙遥 堯尭 槇槙 檜桧 巖巌 麴麹 鷗鴎 瀨瀬 賴頼 增増 卽即"
)


@pytest.mark.parametrize("pair", FOLDED_NAMES.split())
def test_a_variant_folds_to_the_common_form_even_without_the_weak_class(pair: str) -> None:
    assert fold(pair[0], weak=False) == pair[1]


@pytest.mark.parametrize("kanji", "斎齋齊斉斋")
def test_every_sai_of_saito_folds_to_one(kanji: str) -> None:
    assert fold(kanji) == "斉"


@pytest.mark.parametrize(
    ("kanji", "strict"), [("齋", "斎"), ("齊", "斉"), ("斎", "斎"), ("碕", "碕"), ("阪", "阪")]
)
def test_the_weak_class_folds_only_when_asked_for(kanji: str, strict: str) -> None:
    assert fold(kanji, weak=False) == strict


@pytest.mark.parametrize("kanji", "宍玉着書切功藤佐山田太大荻萩祐裕郎朗埼崎")
def test_a_kanji_of_names_that_is_no_variant_stays(kanji: str) -> None:
    assert fold(kanji) == kanji


@pytest.mark.parametrize("weak", [True, False])
def test_no_representative_is_itself_a_variant(weak: bool) -> None:
    table = folding(weak=weak)
    assert {form for form in table.values() if ord(form) in table} == set()


def test_the_table_is_read_once() -> None:
    assert folding() is folding()
