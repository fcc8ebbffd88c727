"""The city's own sign-on beside the product, for whoever tests the door by it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from django.test import Client

from config.sign_on import CitySignOn
from kasane.cli.installation import PROJECT


@dataclass(frozen=True)
class City:
    """The provider that runs, and what the product is told of it."""

    sign_on: CitySignOn

    def lies(self, *, sign: str = "own", **claims: object) -> None:
        """From the next token on it says something else, signed so; None leaves a claim out."""
        httpx.post(f"{self.sign_on.issuer}/lie", json={"claims": claims, "sign": sign}).raise_for_status()

    def way_back(self, sent: Any, sub: str) -> str:
        """What the city answers when somebody signs in there: the way back to us."""
        answer = httpx.post(sent["Location"], data={"sub": sub})
        assert answer.status_code == 302, answer.text[-500:]
        return answer.headers["Location"]


def comes(city: City, client: Client, sub: str = "佐藤", start: str = "/sign-in/city/") -> Any:
    """Somebody presses the button, signs in at the city and is back."""
    return client.get(city.way_back(client.get(start), sub))


@contextmanager
def provider() -> Iterator[City]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.city_provider", str(port)],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait(issuer)
        strong = frozenset({"amr=mfa"})
        yield City(
            CitySignOn(
                issuer, "kasane", "the-secret-that-both-of-us-know-well", "employee_number", strong=strong
            )
        )
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(issuer: str) -> None:
    for _ in range(200):
        try:
            httpx.get(issuer + "/.well-known/openid-configuration").raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the city's provider does not answer")
