"""Words that leave the server and come back, in a cookie or an address: sealed, because they may name somebody."""

from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest

# In an address: what was looked for, for as long as a sign-in goes on.
OF = "of"


def seal(words: str) -> str:
    return _ring().encrypt(words.encode()).decode("ascii")


def unseal(sealed: str, *, within: int | None = None) -> str | None:
    """The words; None for what is none of ours, or is older than so many seconds."""
    try:
        return _ring().decrypt(sealed.encode(), ttl=within).decode()
    except (InvalidToken, UnicodeError):
        return None


def searched(path: str, words: str) -> str:
    """The address of what a search found: it can be gone back to, and names nobody in a log or in the history."""
    return f"{path}?{urlencode({OF: seal(words)})}" if words else path


def looked_for(request: HttpRequest) -> str:
    """What the address of a request was made for; empty where it is for nothing."""
    sealed = request.GET.get(OF, "")
    return (unseal(sealed, within=settings.SESSION_COOKIE_AGE) or "") if sealed else ""


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
