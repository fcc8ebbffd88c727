"""Ids in addresses: 13 letters that stand for a number."""

from kasane.access.ids import ALPHABET, LENGTH, decode_id, encode_id


class PublicId:
    """Django's path converter; what is no id is no page."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, letters: str) -> int:
        return decode_id(letters)

    def to_url(self, number: int) -> str:
        return encode_id(number)
