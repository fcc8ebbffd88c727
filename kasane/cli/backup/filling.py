"""A dump put into a database of any version that the product knows, whole or not at all."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from kasane.cli.embedded import package_folder
from kasane.cli.installation import Installation, InstallationError

# The head of the script sets what servers before PostgreSQL 17 do not know, and what a restore does without.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
HEAD_LINES = 60


def fill(place: Installation, dump: Path) -> None:
    """Write the dump as a script and let psql run it in one transaction."""
    programs = package_folder() / "pginstall" / "bin"
    told = ["-X", "-q", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--dbname={place.address}"]
    with tempfile.TemporaryFile() as said:
        writing = subprocess.Popen(
            [programs / "pg_restore", "--clean", "--if-exists", "--file=-", dump],
            stdout=subprocess.PIPE,
            stderr=said,
        )
        reading = subprocess.Popen(
            [programs / "psql", *told], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        _hand_over(writing.stdout, reading.stdin)
        if writing.wait() != 0:
            # Half a script that ends would be taken for a whole one; of one that is killed nothing stays.
            reading.kill()
        with suppress(BrokenPipeError):
            reading.communicate()
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines()
    if writing.returncode or reading.returncode:
        raise InstallationError(f"データベースに戻せませんでした。{lines[:1]}")


def _hand_over(script: IO[bytes] | None, into: IO[bytes] | None) -> None:
    """Every line but the one that an older server would stop at; a reader that stopped is told by its code."""
    if script is None or into is None:
        return
    with suppress(BrokenPipeError), script:
        for _ in range(HEAD_LINES):
            line = script.readline()
            if line != UNKNOWN_BEFORE_17:
                into.write(line)
        shutil.copyfileobj(script, into)
        into.flush()
