"""A city's own PostgreSQL that keeps its write-ahead log, set up and taken back by the very blocks of the operations guide."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from kasane.cli.embedded import EmbeddedCluster
from tests.faults.place import Place
from tests.operations.pages import DEPLOY, FOLDER, blocks, with_values

GUIDE = FOLDER / "03-backup.md"


@dataclass(frozen=True)
class City:
    """The server's folder with its data, the archive of its log, and one base backup."""

    folder: Path
    server: EmbeddedCluster
    admin: str

    @property
    def address(self) -> str:
        return make_conninfo(self.admin, dbname="kasane")

    @property
    def archive(self) -> Path:
        return self.folder / "wal"

    @property
    def values(self) -> dict[str, str]:
        return {"PGBIN": str(self.server.programs), "ADMIN": self.admin, "BASE": str(self.folder / "base")}

    def take_base(self) -> None:
        told, taking = blocks(GUIDE, "sh base")
        self.run(with_values(told, self.values) + taking)

    def take_back(self, until: str) -> None:
        """Stop, put the base in place, replay until that instant, begin."""
        told, *steps = blocks(GUIDE, "sh recover")
        values = self.values | {"PGDATA": str(self.data), "ARCHIVE": str(self.archive), "UNTIL": until}
        self.run(with_values(told, values) + "".join(steps))

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, text: str) -> None:
        """Blocks as the server's own user types them, who stops at the first that fails."""
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                ["bash", "-e", "-u", "-o", "pipefail", "-c", text],
                user=self.server.user,
                group=self.server.user,
                extra_groups=[] if self.server.user else None,
                env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
            )
            said.seek(0)
            assert done.returncode == 0, said.read()


@contextmanager
def archiving(place: Place, folder: Path) -> Iterator[City]:
    """A server of a folder's own with the data of a place, and the settings of the guide in its postgresql.conf."""
    server = EmbeddedCluster(place.home)
    server.stop()
    city = City(folder, server, make_conninfo(server.address(), host=str(folder)))
    shutil.copytree(server.data, city.data)
    (folder / "wal").mkdir()
    shutil.copy(DEPLOY / "archive-wal", folder / "archive-wal")
    (conf,) = blocks(GUIDE, "conf")
    conf = conf.replace("/opt/kasane/deploy/archive-wal", str(folder / "archive-wal"))
    conf = conf.replace("/mnt/wal", str(city.archive))
    local = f"listen_addresses = ''\nunix_socket_directories = '{folder}'\n"
    with (city.data / "postgresql.conf").open("a", encoding="ascii") as handle:
        handle.write(conf + local)
    if server.user:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, server.user)
    start = f'"{server.programs}/pg_ctl" -D "{city.data}" -l "{folder}/server.log" -w start'
    city.run(start)
    try:
        yield city
    finally:
        city.run(f'"{server.programs}/pg_ctl" -D "{city.data}" -m immediate -w stop')


def instant(city: City) -> str:
    """Now, by the database's clock, as the guide writes an instant."""
    with psycopg.connect(city.address) as admin:
        row = admin.execute("select clock_timestamp()").fetchone()
    assert row is not None
    return str(row[0].isoformat(sep=" ", timespec="microseconds"))
