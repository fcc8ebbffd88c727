"""One normal form for names and search text, and the strict form of ふりがな."""

import re
import unicodedata
from functools import cache

from kasane.japanese.variants import folding

HYPHENS = "-‐‑‒–—―−"
_KANJI = "㐀-䶿一-鿿豈-﫿𠀀-𳑿"
_KATAKANA = "ァ-ヺ"
_VOICED_MARK = "\u3099"
_SEMI_VOICED_MARK = "\u309a"
_SPACES_AND_DOTS = " \t\n\r\v\f\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u3000\ufeff・･·•‧∙⋅"
_VARIATION_SELECTORS = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
_AINU = dict(zip("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ", strict=True))
_OLD = dict(zip("ゐゑぢづ", "いえじず", strict=True))

_SELECTORS: dict[int, str | None] = dict.fromkeys(_VARIATION_SELECTORS)
_MARKS: dict[int, str | None] = {ord("゛"): _VOICED_MARK, ord("゜"): _SEMI_VOICED_MARK}
_DROPPED: dict[int, str | None] = _SELECTORS | _MARKS | {ord(c): None for c in _SPACES_AND_DOTS + "ーｰ"}
_HIRAGANA = {ord("ァ") + i: chr(ord("ぁ") + i) for i in range(ord("ヶ") - ord("ァ") + 1)}

_REPEATED = re.compile(r"(.)([々〻ゝゞヽヾ]+)")
_COUNTER = re.compile(rf"(?<![{_KATAKANA}])[ヶケヵカ箇](?=[月所国年条])")
_GA = re.compile(rf"ヶ|(?<=[{_KANJI}])ケ(?![ぁ-ゖ{_KATAKANA}])|(?<![{_KATAKANA}])ケ(?=[{_KANJI}])")
_HYPHEN_AFTER_KANA = re.compile(rf"(?<=[ぁ-ゖ])[{HYPHENS}~]+")
_SPACING = re.compile(rf"[{_SPACES_AND_DOTS}]+")
_NOT_KANA = re.compile(r"[^ぁ-ゔー ]")


def normalise(text: str, *, weak: bool = True) -> str:
    """The form in which two spellings of one name, or of one word of a note, are equal.

    NFKC and lower case; katakana and old kana as hiragana, small kana large; spaces, middle dots, long
    vowel marks and variation selectors dropped; 々 as the kanji it repeats; ヶ and ケ between kanji as が
    (3ヶ月 as 3か月); 異体字 as their representative, with `weak` also 斎 as 斉. Never fails; what comes out
    goes in again unchanged. For comparing and searching only, never to be shown.
    """
    table = _table(weak=weak)
    while (folded := _pass(text, table)) != text:
        text = folded
    return text


def kana(text: str) -> str:
    """ふりがな in hiragana, parts divided by one space; small kana and ー are kept.

    Accepts hiragana, katakana and half-width katakana. Raises ValueError with a Japanese sentence when the
    text is empty or holds anything but kana.
    """
    composed = unicodedata.normalize("NFKC", text.translate(_MARKS))
    spelled = _expand_repeats(composed).translate(_HIRAGANA)
    reading = _HYPHEN_AFTER_KANA.sub("ー", _SPACING.sub(" ", spelled)).strip()
    if not reading:
        raise ValueError("ふりがなが空です。ひらがなかカタカナで書いてください。")
    if other := _NOT_KANA.search(reading):
        raise ValueError(f"ふりがなに「{other[0]}」は使えません。ひらがなかカタカナで書いてください。")
    return reading


def _pass(text: str, table: dict[int, str | None]) -> str:
    """One round of `normalise`: a second is needed only where dropping joins what belongs together."""
    text = unicodedata.normalize("NFKC", text.translate(_DROPPED))
    text = _GA.sub("が", _COUNTER.sub("か", _expand_repeats(text)))
    return _HYPHEN_AFTER_KANA.sub("", text.casefold().translate(table))


@cache
def _table(*, weak: bool) -> dict[int, str | None]:
    """Every one-character folding in a single table."""
    hiragana = {code: _large(form) for code, form in _HIRAGANA.items()}
    small = {ord(form): _large(form) for form in [*_SMALL, *_OLD]}
    ainu = {ord(form): large for form, large in _AINU.items()}
    lone_marks = dict.fromkeys(map(ord, "々〻ゝゞヽヾ" + _VOICED_MARK + _SEMI_VOICED_MARK))
    return {**_DROPPED, **folding(weak=weak), **hiragana, **small, **ainu, **lone_marks}


def _large(hiragana: str) -> str:
    return _SMALL.get(hiragana) or _OLD.get(hiragana) or hiragana


def _expand_repeats(text: str) -> str:
    """佐々木 → 佐佐木, みすゞ → みすず."""
    return _REPEATED.sub(_repeat, text)


def _repeat(found: re.Match[str]) -> str:
    one, marks = found.groups()
    voiced = unicodedata.normalize("NFC", one + _VOICED_MARK)
    return one + "".join(voiced if mark in "ゞヾ" else one for mark in marks)
