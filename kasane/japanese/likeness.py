"""Forms in which two records of one person are likely to be equal; for comparing only, never to be shown."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kasane.japanese.names import normalise
from kasane.japanese.variants import fold

_ROWS = {
    vowel: frozenset(row)
    for vowel, row in {
        "あ": "あかさたなはまやらわがざだばぱ",
        "い": "いきしちにひみりぎじびぴ",
        "う": "うくすつぬふむゆるぐずぶぷゔ",
        "え": "えけせてねへめれげぜでべぺ",
        "お": "おこそとのほもよろをごぞどぼぽ",
    }.items()
}
# Which written vowel prolongs a syllable of which row: おお, おう, えい, ええ …
_PROLONGS = {("あ", "あ"), ("い", "い"), ("う", "う"), ("え", "え"), ("え", "い"), ("お", "お"), ("お", "う")}
_YEARS_ABOUT = 2


@dataclass(frozen=True)
class NameLikeness:
    """A name as it is compared: whole, its given part (empty when not divided), and forms blind to order.

    `letters` are the characters of the kanji name in order of their code, `sounds` those of its reading
    without long vowels: equal for 佐藤恵 and 恵 佐藤, for おおの and おーの.
    """

    name: str
    kana: str
    given_name: str
    given_kana: str
    letters: str
    sounds: str


def name_likeness(name: str, kana: str) -> NameLikeness:
    """The forms of a name (kanji or whatever was written) and its reading; either may be empty."""
    whole, reading = _plain(name), _plain(kana)
    return NameLikeness(
        name=whole,
        kana=reading,
        given_name=_given(name),
        given_kana=_given(kana),
        letters="".join(sorted(whole)),
        sounds="".join(sorted("".join(sound(part) for part in kana.split()))),
    )


def sound(kana: str) -> str:
    """A reading without its long vowels, however they are written: ゆうこ, ゆーこ and ゆこ are one."""
    kept = ""
    for letter in normalise(kana):
        if not any(letter == vowel and kept[-1:] in _ROWS[row] for row, vowel in _PROLONGS if kept):
            kept += letter
    return kept


def born_between(
    *, birth_on: date | None, year: int | None, month: int | None, about_age: int | None, on: date
) -> tuple[date, date] | None:
    """The first and the last day somebody can have been born on, as far as it is known; None when not at all.

    An age given as about counts two years more on either side.
    """
    if birth_on is not None:
        return birth_on, birth_on
    if year is not None:
        first = date(year, month or 1, 1)
        following = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 0) + 1, 1)
        return first, following - timedelta(days=1)
    if about_age is not None:
        last = _years_before(on, about_age - _YEARS_ABOUT if about_age > _YEARS_ABOUT else 0)
        return _years_before(on, about_age + 1 + _YEARS_ABOUT) + timedelta(days=1), last
    return None


def _plain(text: str) -> str:
    return re.sub(r"\W", "", fold(normalise(text)))


def _given(text: str) -> str:
    parts = text.split()
    return _plain(parts[-1]) if len(parts) > 1 else ""


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))
