"""The test room: a real PostgreSQL, the application's own role, real transactions, nothing left over."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from hypothesis import settings as hypothesis_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["KASANE_STATIC_UNCOLLECTED"] = "1"
STATIC = Path(__file__).resolve().parent.parent / "var" / "test-static"
STATIC.mkdir(parents=True, exist_ok=True)
os.environ["KASANE_HOSTS"] = "127.0.0.1,localhost,testserver"
os.environ["KASANE_STATIC_ROOT"] = str(STATIC)
# The browser driver keeps an event loop in this thread; the tests themselves are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class Loud(str):
    """What a template shows for a variable nobody gave it: nothing, loudly."""

    __slots__ = ()

    def __contains__(self, piece: object) -> bool:
        return piece == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"a template asks for {name}, which nobody gave it")


# What every change must pass is the same each time; `make long` looks further, each time elsewhere.
hypothesis_settings.register_profile("steady", derandomize=True, database=None, deadline=None)
hypothesis_settings.register_profile("long", max_examples=1_000, database=None, deadline=None)
hypothesis_settings.load_profile("steady")

settings.FIELD_KEYS = [Fernet.generate_key().decode("ascii")]
settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Loud("!")
django.setup()

from tests import cluster as clusters  # noqa: E402 - Django first
from tests.world import World  # noqa: E402 - Django first

HAS_STARTED = "KASANE_TESTS_OWN_CLUSTER"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not clusters.HOME.joinpath("secrets").exists():
        shutil.rmtree(clusters.HOME, ignore_errors=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that began the run stops the cluster it left running for its workers."""
    if not hasattr(config, "workerinput") and clusters.HOME.joinpath("secrets").exists():
        clusters.cluster().stop()


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    named = clusters.templates()
    # What the town stored encrypted is read under the same keys.
    settings.FIELD_KEYS = clusters.installation("").secret("fields").split()
    return named


@pytest.fixture
def world(templates: dict[str, str], worker_id: str) -> Iterator[World]:
    """A town with its offices and staff, before anybody came to a desk."""
    with clusters.clone(templates["bare"], f"clone_{worker_id}") as name, World.opened(name) as opened:
        yield opened


@pytest.fixture
def town(templates: dict[str, str], worker_id: str) -> Iterator[World]:
    """The fictional town with everything that happened in it."""
    with clusters.clone(templates["town"], f"clone_{worker_id}") as name, World.opened(name) as opened:
        yield opened
