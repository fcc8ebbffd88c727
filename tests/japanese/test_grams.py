"""What is typed is found by its bigrams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasane.japanese.grams import bigrams, query_grams


def test_a_name_gives_the_bigrams_of_its_normal_form() -> None:
    assert bigrams("髙橋 ミチ子") == ("高橋", "橋み", "みち", "ち子")


def test_a_bigram_is_given_once() -> None:
    assert bigrams("ささささ") == ("ささ",)


def test_one_character_is_its_own_gram() -> None:
    assert bigrams("林") == ("林",)


def test_no_gram_spans_punctuation() -> None:
    assert bigrams("母と子。長男") == ("母と", "と子", "長男")


@pytest.mark.parametrize("empty", ["", "　", "。、", "・"])
def test_nothing_searchable_gives_no_grams(empty: str) -> None:
    assert bigrams(empty) == query_grams(empty) == ()


def test_words_of_a_query_may_stand_apart() -> None:
    assert query_grams("山田 虐待") == ("山田", "虐待")


def test_a_single_character_beside_longer_words_asks_for_nothing() -> None:
    assert query_grams("林 太郎") == ("太郎",)


def test_single_characters_alone_count_as_one_word() -> None:
    assert query_grams("林 学") == ("林学",)


@given(
    st.text(alphabet="山田太郎ヤマダ々ヶ崎茅。 髙", max_size=10),
    st.text(alphabet="髙橋みち子", min_size=2, max_size=5),
)
def test_a_word_is_found_by_its_grams_wherever_it_stands(before: str, word: str) -> None:
    assert set(query_grams(word)) <= set(bigrams(before + word))
