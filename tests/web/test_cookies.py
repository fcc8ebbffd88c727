"""Behind HTTPS a browser keeps what proves a sign-in for this host alone, and shows it to no script."""

import json
import subprocess
import sys

import pytest

from kasane.cli.installation import PROJECT
from tests import cluster as clusters
from tests.world import World

SIGNS_IN = """
import json, django; django.setup()
from django.test import Client
client = Client()
client.get("/sign-in/", secure=True)
client.post("/sign-in/", {"login": "sato", "password": "kasane-no-machi"}, secure=True)
print(json.dumps([[name, m["secure"], m["httponly"], m["samesite"], m["path"], m["domain"]]
                  for name, m in client.cookies.items() if m.value]))
"""


def cookies(world: World, https: str) -> dict[str, list[object]]:
    told = clusters.installation(world.name).process_environment(role="app")
    done = subprocess.run(
        [sys.executable, "-c", SIGNS_IN],
        env=told | {"KASANE_HTTPS": https, "KASANE_STATIC_UNCOLLECTED": "1", "KASANE_HOSTS": "testserver"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: rest for name, *rest in json.loads(done.stdout)}


@pytest.mark.parametrize("name", ["kasane_session", "kasane_csrf"])
def test_what_proves_a_sign_in_is_for_this_host_and_no_script(world: World, name: str) -> None:
    kept = cookies(world, "1")
    assert kept[f"__Host-{name}"] == [True, True, "Lax", "/", ""]
    assert name not in kept


def test_without_https_it_keeps_a_name_that_a_browser_takes(world: World) -> None:
    kept = cookies(world, "0")
    assert kept["kasane_session"] == ["", True, "Lax", "/", ""]
