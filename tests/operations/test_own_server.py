"""A city's own PostgreSQL, the oldest that is promised, whose administrator may make roles and databases and no more."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kasane.cli.backup.filling import fill
from kasane.cli.doctor.standing import OLDEST_POSTGRES
from kasane.cli.embedded import EmbeddedCluster
from kasane.cli.installation import Installation, InstallationError
from tests.faults.place import Place, opened

PROGRAMS = Path(f"/usr/lib/postgresql/{OLDEST_POSTGRES}/bin")

pytestmark = pytest.mark.skipif(
    not (PROGRAMS / "initdb").exists(),
    reason=f"PostgreSQL {OLDEST_POSTGRES} のサーバーがこの機械にありません。",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The administrator's address, without a database."""
    folder = opened(tmp_path_factory.mktemp("own"))
    user = EmbeddedCluster(folder).user
    if user:
        shutil.chown(folder, user)
    data, settings = folder / "data", f"-c listen_addresses= -c unix_socket_directories={folder}"

    def run(program: str, *words: str) -> None:
        with (folder / "said").open("a") as said:
            subprocess.run(
                [PROGRAMS / program, "-D", str(data), *words],
                user=user,
                group=user,
                extra_groups=[] if user else None,
                env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=True,
            )

    run("initdb", "-U", "postgres", "--auth=trust")
    run("pg_ctl", "-l", str(folder / "log"), "-o", settings, "-w", "start")
    try:
        with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as admin:
            admin.execute("create role adm login createrole createdb")
        yield f"host={folder} user=adm"
    finally:
        run("pg_ctl", "-m", "immediate", "-w", "stop")


def test_it_is_made_kept_and_brought_back_without_a_superuser(address: str, tmp_path: Path) -> None:
    first = Place(tmp_path / "first", database=f"{address} dbname=kasane")
    for words in (["migrate"], ["migrate"], ["seed", "provision"], ["check", "--walls"]):
        done = first.kasane(*words)
        assert done.returncode == 0, done.stderr
    whole, key = tmp_path / "whole.age", tmp_path / "key"
    assert first.kasane("backup", str(whole), "--key", str(key)).returncode == 0
    marks = {line[0] for line in first.kasane("doctor").stdout.splitlines() if line[2:5] in ("役  ", "壁  ")}
    assert marks == {"○"}
    second = Place(tmp_path / "second", database=f"{address} dbname=again")
    back = second.kasane("restore", str(whole), "--key", str(key))
    assert back.returncode == 0, back.stderr
    assert "数は控えと同じです" in back.stdout
    assert second.kasane("check", "--walls").returncode == 0


def test_of_a_dump_that_breaks_off_nothing_stays(address: str, tmp_path: Path) -> None:
    dump, database = tmp_path / "whole.dump", f"{address} dbname=postgres"
    made = EmbeddedCluster(tmp_path).programs / "pg_dump"
    with psycopg.connect(
        f"{address} dbname=postgres".replace("user=adm", "user=postgres"), autocommit=True
    ) as admin:
        admin.execute("grant create on schema public to adm")
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create table many as select n, md5(n::text) from generate_series(1, 50000) n")
    subprocess.run([made, "-Fc", "--table=many", f"--dbname={database}", "-f", dump], check=True)
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("drop table many")
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    with pytest.raises(InstallationError, match="戻せませんでした"):
        fill(Installation(tmp_path, database), dump)
    with psycopg.connect(database) as admin:
        assert admin.execute("select to_regclass('many')").fetchone() == (None,)
