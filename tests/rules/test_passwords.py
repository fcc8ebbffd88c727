"""佐藤 chooses a password: every length, every known word, and the near miss that is hers alone."""

import pytest

from kasane.rules.passwords import may_be_password, may_change_password

WORDS = ("sato", "kasane", "重ね", "海辺市", "umibe", "ab")


@pytest.mark.parametrize(
    "password",
    [
        "asa-no-umi-ga-aoi",
        "あさのうみがあおいなあとおもう",
        "aaaaaaa bbbbbb ccccc dddd",
        "x" * 5 + "あいうえおかき",
        "sato-likes-the-sea",
        "海辺市のあおいうみとしろいくも",
        "abcdefgh ijkl",
        "12 34 56 78 90 a",
        "1" * 64 + "2345",
    ],
)
def test_what_is_long_and_her_own_is_taken_whatever_letters_it_has(password: str) -> None:
    assert may_be_password(password, words=WORDS)


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("asanoumigaa", "短すぎます"),
        ("a1b2" * 33, "長すぎます"),
        ("sato-kasane-1234", "人に当てられます"),
        ("ＫＡＳＡＮＥ－ｓａｔｏ－２０２６", "人に当てられます"),
        ("Umibe Umibe 2026", "人に当てられます"),
        ("重ね重ね重ね重ね重ね重ね", "人に当てられます"),
        ("海辺市海辺市海辺市abc-12", "人に当てられます"),
        ("aaaaaaaaaaaa", "くり返し"),
        ("1212121212121212", "くり返し"),
        ("!!!!????!!!!????", "くり返し"),
    ],
)
def test_what_anybody_could_guess_is_refused_with_why(password: str, because: str) -> None:
    verdict = may_be_password(password, words=WORDS)
    assert not verdict
    assert because in verdict.sentence
    assert verdict.rule == "D-1"


def test_twelve_letters_are_enough_and_one_hundred_twenty_eight_not_too_many() -> None:
    assert may_be_password("asanoumigaao", words=WORDS)
    assert may_be_password("asanoumi" * 16, words=WORDS)


def test_eight_letters_beside_a_known_word_are_enough_seven_are_not() -> None:
    assert may_be_password("kasane-aoiumide", words=WORDS)
    assert not may_be_password("kasane-aoiumid", words=WORDS)


def test_a_word_of_two_letters_says_nothing_in_a_password() -> None:
    assert may_be_password("ab-cd-ef-gh-xy", words=WORDS)
    assert may_be_password("ababcdcdefef", words=WORDS), "its seven letters are not taken out"


def test_who_shares_the_password_of_the_fictional_town_changes_none() -> None:
    assert may_change_password(is_demo=False)
    refusal = may_change_password(is_demo=True)
    assert not refusal
    assert "見本のまち" in refusal.sentence
