"""Two spellings of one address have one key, with the building apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.japanese.addresses import AddressKey, address_key


@pytest.mark.parametrize(
    "written",
    [
        "茅ヶ崎市茅ヶ崎1-2-3",
        "神奈川県茅ケ崎市茅が崎一丁目2番3号",
        "〒253-8686 神奈川県茅ヶ崎市茅ヶ崎１－２－３",
        "253-8686　茅ヶ崎市茅ヶ崎1丁目2番地の3",
        "茅ヶ崎市 茅ヶ崎 1丁目 2番 3号",
        "茅ヶ崎市茅ヶ崎1の2の3",
        "茅ヶ崎市茅ヶ崎一ノ二ノ三",
        "茅ヶ崎市茅ヶ崎1ー2ー3",
        "茅ヶ崎市茅ヶ崎1‐2−3",
        "茅ヶ崎市茅ヶ崎一丁目二番三",
    ],
)
def test_every_spelling_of_a_lot_has_the_same_key(written: str) -> None:
    assert address_key(written) == AddressKey("茅が崎市茅が崎1-2-3", "")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("浜竹2-3-4 コーポA-201号室", AddressKey("浜竹2-3-4", "こぽa201")),
        ("浜竹二丁目3番4号コーポＡ２０１", AddressKey("浜竹2-3-4", "こぽa201")),
        ("浜竹2-3-4-201", AddressKey("浜竹2-3-4", "201")),
        ("浜竹2-3-4 201号", AddressKey("浜竹2-3-4", "201")),
        ("浜竹2-3-201号室", AddressKey("浜竹2-3", "201")),
        ("浜竹2-3-4-5", AddressKey("浜竹2-3-4-5", "")),
        ("浜竹2-3-4 山田様方", AddressKey("浜竹2-3-4", "山田方")),
        ("浜竹2-3-4 山田方", AddressKey("浜竹2-3-4", "山田方")),
        ("中海岸", AddressKey("中海岸", "")),
        ("", AddressKey("", "")),
    ],
)
def test_the_building_is_split_from_the_street(written: str, key: AddressKey) -> None:
    assert address_key(written) == key


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("札幌市中央区北三条西四丁目1番地2", "北海道札幌市中央区北3条西4-1-2"),
        ("千代田区六番町5番地1", "東京都千代田区6番町5-1"),
        ("大字赤羽根字中島1234番地の5", "赤羽根中島1234-5"),
        ("浜竹二十四番地", "浜竹24"),
        ("浜竹二〇一番地", "浜竹201"),
        ("浜竹千二百三番地", "浜竹1203"),
        ("岐阜県山県市高木1000番地1", "山県市高木1000-1"),
        ("石川県七尾市イ-12番地", "七尾市イ12"),
        ("堺市西区浜寺1丁2-3", "大阪府堺市西区浜寺一丁2番3号"),
        ("十間坂1丁目", "十間坂一丁目"),
        ("澤1-1", "沢1-1"),
    ],
)
def test_kanji_numerals_and_old_forms_give_the_same_street(written: str, also_written: str) -> None:
    assert address_key(written) == address_key(also_written)


@pytest.mark.parametrize(
    ("lot", "other"), [("浜竹1-12", "浜竹11-2"), ("浜竹1-2", "浜竹1-2-1"), ("十間坂1", "二十間坂1")]
)
def test_two_lots_keep_two_keys(lot: str, other: str) -> None:
    assert address_key(lot) != address_key(other)


@given(st.text(alphabet="茅ヶ崎一二十百丁目番地号の-ー 12３〒県字室メ", max_size=20))
def test_any_text_has_a_key_and_its_street_keeps_it(text: str) -> None:
    assert isinstance(address_key(text), AddressKey)


@given(st.tuples(*[st.integers(1, 99)] * 3))
def test_a_lot_in_words_equals_the_lot_in_hyphens(lot: tuple[int, int, int]) -> None:
    chome, block, number = lot
    assert address_key(f"浜竹{chome}丁目{block}番{number}号") == AddressKey(
        f"浜竹{chome}-{block}-{number}", ""
    )
