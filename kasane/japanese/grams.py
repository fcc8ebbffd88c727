"""Bigrams of normalised text, the units of search."""

import re

from kasane.japanese.names import normalise

_RUN = re.compile(r"\w+")


def bigrams(text: str) -> tuple[str, ...]:
    """The distinct bigrams of a text to be indexed, in order of first appearance.

    Taken from the normalised text within runs of letters and digits, never across punctuation; a run of one
    character is that character. Searching is useful from two characters: one character finds only runs
    that are nothing else (the surname 林, not 林田).
    """
    return tuple(dict.fromkeys(gram for run in _RUN.findall(normalise(text)) for gram in _of_run(run)))


def query_grams(text: str) -> tuple[str, ...]:
    """The grams a record must hold, all of them, to be a candidate for what was typed.

    Words divided by spaces may stand anywhere, so no gram spans two of them; a word of one character beside
    longer ones asks for nothing, and when all are single (林 学) they count as one word. Empty when nothing
    searchable was typed. Candidates still need comparing with the typed words.
    """
    long_words = [word for word in text.split() if len(normalise(word)) > 1]
    if not long_words:
        return bigrams(text)
    return tuple(dict.fromkeys(gram for word in long_words for gram in bigrams(word)))


def _of_run(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
