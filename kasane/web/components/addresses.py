"""What stands in addresses: ids as 13 letters, and moments from which a list goes on."""

from datetime import datetime
from functools import cache

from django.urls import reverse

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


def address_of(page: str, number: int) -> str:
    """The address of a page that is told by one id; a page has a dozen of them, and Django's `reverse` is slow."""
    before, after = _around(page)
    return f"{before}{encode_id(number)}{after}"


@cache
def _around(page: str) -> tuple[str, str]:
    """What stands before and after the id; the addresses do not change while the process lives."""
    before, _, after = reverse(page, args=[0]).partition(encode_id(0))
    return before, after
