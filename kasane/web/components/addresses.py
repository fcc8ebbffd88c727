"""What stands in addresses: ids as 13 letters, and moments from which a list goes on."""

from datetime import datetime

from kasane.access.ids import ALPHABET, LENGTH, decode_id, encode_id


class PublicId:
    """Django's path converter; what is no id is no page."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, letters: str) -> int:
        return decode_id(letters)

    def to_url(self, number: int) -> str:
        return encode_id(number)


def number_in(letters: str) -> int:
    """The id in a query of an address; 0, which is nobody's, when it is none."""
    try:
        return decode_id(letters)
    except ValueError:
        return 0


def moment_in(text: str) -> datetime | None:
    """A moment from an address, where a plus sign arrives as a space; None when it is none."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
