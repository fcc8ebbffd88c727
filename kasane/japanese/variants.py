"""異体字: kanji written in several ways, folded to one representative."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("variants.tsv")


@cache
def folding(*, weak: bool = True) -> dict[int, str]:
    """Variant code point → representative, for `str.translate`; read once.

    With `weak` also the characters that differ but are mixed up in names (斎 → 斉), not only other
    ways to write the same one (齋 → 斎). Source: MJ縮退マップ (see the head of `variants.tsv`).
    """
    same: dict[int, str] = {}
    mixed_up: dict[int, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            form, strength, variants = line.split("\t")
            target = same if strength == "same" else mixed_up
            target.update((ord(variant), form) for variant in variants)
    if not weak:
        return same
    return {code: form.translate(mixed_up) for code, form in same.items()} | mixed_up


def fold(text: str, *, weak: bool = True) -> str:
    """The text with every variant kanji replaced by its representative; other characters stay.

    `fold("齋藤") == fold("斉藤")`, but not with `weak=False`, where 齋 becomes 斎 and 斉 stays.
    """
    return text.translate(folding(weak=weak))
