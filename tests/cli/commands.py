"""The `kasane` command as an operator runs it, and what a municipality of a test leaves behind."""

import subprocess
import sys
from collections.abc import Mapping

from kasane.cli.installation import PROJECT, ROLES
from tests import cluster as clusters


def kasane(told: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The command with `words`, in an environment of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kasane.cli.main", *words],
        env=told,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def clear_away(name: str) -> None:
    """A municipality's database and roles, gone from the tests' cluster."""
    with clusters.admin() as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
        for role in ROLES:
            admin.execute(f'drop role if exists "{name}_{role}"')
