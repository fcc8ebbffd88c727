"""Identifiers: random numbers made by the application, so that nothing can be counted or guessed."""

import secrets
import unicodedata

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def new_id() -> int:
    """A positive 63-bit number that fits PostgreSQL's bigint."""
    return secrets.randbits(63) or 1


def encode_id(number: int) -> str:
    """The 13 letters that stand for an id in an address (Crockford's base 32)."""
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, 32)
        letters.append(ALPHABET[rest])
    return "".join(reversed(letters))


def case_number(number: int) -> str:
    """An id as a case number is read aloud and written on paper: 4K7M-9QPD-3X2YA."""
    letters = encode_id(number).upper()
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def case_number_in(text: str) -> int | None:
    """The id behind a case number as somebody typed it; None when it is none."""
    plain = unicodedata.normalize("NFKC", text).lower()
    letters = "".join(letter for letter in plain if letter not in "-ー ")
    try:
        return decode_id(letters)
    except ValueError:
        return None


def decode_id(letters: str) -> int:
    """The id behind 13 letters; raises ValueError when they are no id."""
    if len(letters) != LENGTH:
        raise ValueError("番号の長さが違います。")
    number = 0
    for letter in letters:
        if letter not in VALUES:
            raise ValueError("番号に使えない文字があります。")
        number = number * 32 + VALUES[letter]
    if not 0 < number < 2**63:
        raise ValueError("番号の範囲を超えています。")
    return number
