"""From which address somebody comes, also behind the city's own proxies; the one place that reads it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of the person, as the outermost of our proxies saw it; of whoever connected where there is none.

    Each proxy appends whom it was asked by, so that only the last entries, one for each of ours, were not written
    by the person. A request with fewer entries did not come through all of them: then who connected is all we know.
    """
    told = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.PROXIES
    seen = _address(told[-proxies]) if 0 < proxies <= len(told) else ""
    return seen or request.META.get("REMOTE_ADDR", "")


def _address(told: str) -> str:
    """An address without its port; empty for what is none."""
    text = told.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
