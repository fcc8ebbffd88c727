"""What only a connection by TLS can have: demanded as soon as the installation says that it has one."""

import json
import os
import subprocess
import sys

import pytest

from kasane.cli.installation import PROJECT

ASKED = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
TOLD = f"import json; from config import settings as s; print(json.dumps([getattr(s, n) for n in {ASKED}]))"


@pytest.mark.parametrize(
    ("https", "says"), [("1", [True, True, True, 31_536_000]), ("0", [False, False, False, 0])]
)
def test_with_https_the_cookies_are_secure_and_browsers_come_back_by_it(
    https: str, says: list[object]
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", TOLD],
        env=os.environ | {"KASANE_HTTPS": https},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(answer.stdout) == says
