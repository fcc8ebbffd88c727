"""Whose page it is, the installation says: a foreign host is refused, and no header puts one into a page or a link."""

import re
from itertools import product

from django.test import Client

from kasane.access.ids import encode_id
from tests.domain.test_guests import invited
from tests.web.test_guests import Invited
from tests.world import World

__all__ = ["invited"]
FOREIGN = "evil.example"
# What a proxy might be made to hand on, and what other frameworks believe.
LYING = {
    "HTTP_X_FORWARDED_HOST": FOREIGN,
    "HTTP_X_FORWARDED_SERVER": FOREIGN,
    "HTTP_X_FORWARDED_PROTO": f"https://{FOREIGN}",
    "HTTP_X_FORWARDED_PREFIX": f"//{FOREIGN}",
    "HTTP_FORWARDED": f"host={FOREIGN};proto=https",
    "HTTP_X_HOST": FOREIGN,
    "HTTP_X_ORIGINAL_URL": f"https://{FOREIGN}/",
    "HTTP_X_REWRITE_URL": f"//{FOREIGN}/",
    "HTTP_REFERER": f"https://{FOREIGN}/",
    "HTTP_ORIGIN": f"https://{FOREIGN}",
}


HOSTS = (
    FOREIGN,
    f"{FOREIGN}:443",
    f"testserver.{FOREIGN}",
    f"testserver@{FOREIGN}",
    f"{FOREIGN}#testserver",
    f"testserver, {FOREIGN}",
    f"testserver\t{FOREIGN}",
    f"[::1]{FOREIGN}",
    "",
)


def test_a_foreign_host_is_refused_and_not_repeated(town: World) -> None:
    for client in (Client(raise_request_exception=False), town.client("tanaka")):
        client.raise_request_exception = False
        for host, path in product(HOSTS, ("/", "/sign-in/?next=/cases/", "/sittings/calendar/feed/", "/no/")):
            for answer in (client.get(path, HTTP_HOST=host), client.post(path, HTTP_HOST=host)):
                assert answer.status_code == 400, (host, path)
                assert "受け付けられません" in answer.content.decode()
                assert FOREIGN not in f"{answer.content.decode()}{answer.headers}"


def test_an_address_that_is_handed_out_is_ours(town: World, invited: Invited) -> None:
    """What is copied into a mail or a calendar is the one address somebody else follows without looking."""
    tanaka = town.client("tanaka")
    for path in ("/sittings/calendar/feed/", f"/seats/{encode_id(invited[2].seat)}/link/"):
        answer = tanaka.post(path, **LYING)
        handed = re.findall(r"https?://[^\s\"<]+", answer.content.decode())
        assert answer.status_code == 200
        assert handed
        assert all(address.startswith("http://testserver/") for address in handed)
