"""Two web nodes on one database that somebody else runs, with the same secrets: how a city doubles its web server."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kasane.cli.embedded import EmbeddedCluster
from tests.faults.place import Place, Served


@dataclass(frozen=True)
class Nodes:
    """The folder whose database both use, and each node as it is served."""

    place: Place
    served: tuple[Served, ...]

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(node.port for node in self.served)


@contextmanager
def two_nodes(first: Place, second: Path, *options: str) -> Iterator[Nodes]:
    """The second has the first one's secrets; the keeper runs on the first alone."""
    cluster = EmbeddedCluster(first.home)
    cluster.start()
    address = cluster.address("kasane")
    try:
        with ExitStack() as stack:
            one = stack.enter_context(Place(first.home, database=address).served(*options))
            shutil.copytree(first.home / "secrets", second / "secrets")
            two = stack.enter_context(Place(second, database=address).served("--web-only", *options))
            yield Nodes(first, (one, two))
    finally:
        cluster.stop()


def lose(node: Served) -> None:
    """The machine is gone: everything that ran on it at once."""
    groups = [*node.masters, *node.keepers]
    os.kill(node.process.pid, signal.SIGKILL)
    for group in groups:
        os.killpg(group, signal.SIGKILL)
    node.process.wait()
