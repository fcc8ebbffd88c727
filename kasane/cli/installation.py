"""One installation: its folder, its secrets, its cluster, and the roles that act in it."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.sign_on import NEEDED, city_sign_on
from kasane.cli.embedded import EmbeddedCluster, write_secret

PROJECT = Path(__file__).resolve().parent.parent.parent
# owner: owns the tables · app: web and worker, owns nothing · door: accounts and sign-ins · keeper: seals
ROLES = ("owner", "app", "door", "keeper")
# No page waits longer for the database than this; what takes longer is cancelled, rolled back and said to the person.
PATIENCE = {"statement_timeout": "30s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}
PATIENT = frozenset({"owner", "keeper"})
LIMITS = "nosuperuser nobypassrls nocreatedb nocreaterole noinherit"
# Stands in the home while the web process is about to end and still answers.
LEAVING = "leaving"

# What only the process of the pages is told, and what only the one that sends mails.
CITY = (*NEEDED, "KASANE_OIDC_STRONG", "KASANE_OIDC_LABEL")
MAIL = ("KASANE_MAIL_HOST", "KASANE_MAIL_PORT", "KASANE_MAIL_TLS", "KASANE_MAIL_FROM", "KASANE_ADDRESS")


class InstallationError(Exception):
    """What stands in the way of running, said in one line."""


@dataclass(frozen=True)
class Installation:
    """Where an installation keeps its files (`home`) and how its cluster is reached (`address`); its own where embedded."""

    home: Path
    address: str = ""
    name: str = "kasane"
    cluster: EmbeddedCluster | None = None

    @classmethod
    def from_environment(cls) -> "Installation":
        home = Path(os.environ.get("KASANE_HOME", str(PROJECT / "var"))).resolve()
        address = os.environ.get("KASANE_DATABASE_URL", "")
        return cls(home=home, address=address, name=os.environ.get("KASANE_MUNICIPALITY", "kasane"))

    @contextmanager
    def running(self) -> Iterator["Installation"]:
        """The installation with a cluster that answers; an embedded one started here is stopped here."""
        self.make_secrets()
        if self.address:
            yield self
            return
        cluster = EmbeddedCluster(self.home)
        was_running = cluster.is_running()
        admin = cluster.start()
        try:
            yield Installation(self.home, make_conninfo(admin, dbname=self.name), self.name, cluster)
        finally:
            if not was_running:
                cluster.stop()

    def make_secrets(self) -> None:
        """Generate at first start whatever must be secret; nothing of it is ever in the repository."""
        folder = self.home / "secrets"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("signing", "metrics", *(f"database-{role}" for role in ROLES)):
            if not (folder / name).exists():
                write_secret(folder / name, secrets.token_urlsafe(48))
        if not (folder / "fields").exists():
            write_secret(folder / "fields", Fernet.generate_key().decode("ascii"))
        if not (folder / "audit-key").exists():
            key = Ed25519PrivateKey.generate()
            raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
            write_secret(folder / "audit-key", raw.hex())

    def secret(self, name: str) -> str:
        return (self.home / "secrets" / name).read_text(encoding="ascii").strip()

    def role_name(self, role: str) -> str:
        return f"{self.name}_{role}"

    def connection(self, role: str, database: str = "") -> str:
        """The address of one role; `database` only where tests use clones."""
        words = {"user": self.role_name(role), "password": self.secret(f"database-{role}")}
        if database:
            words["dbname"] = database
        return make_conninfo(self.address, **words)

    def environment(self, *, role: str = "app", database: str = "") -> dict[str, str]:
        """What a process of that role is told; the web process never learns owner or administrator."""
        told = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "KASANE_HOME": str(self.home),
            "KASANE_DATABASE_ROLE": role,
            "KASANE_SCHEMA": self.name,
            "KASANE_SECRETS": str(self.home / "secrets"),
            "KASANE_AUDIT_HEAD": str(self.home / "audit-head.jsonl"),
            "KASANE_STATIC_ROOT": str(self.home / "static"),
            "KASANE_LAST_BACKUP": str(self.home / "last-backup.json"),
            "KASANE_LEAVING": str(self.home / LEAVING),
        }
        for known in {"app": ("app", "door"), "keeper": ("keeper",), "owner": ("owner",)}[role]:
            told[f"KASANE_CONNECTION_{known.upper()}"] = self.connection(known, database)
        if role == "keeper":
            told["KASANE_AUDIT_KEY"] = str(self.home / "secrets" / "audit-key")
        return told

    def process_environment(self, *, role: str = "app", database: str = "") -> dict[str, str]:
        """A whole environment for a child process, without the administrator's address."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("KASANE_") or k == "KASANE_HOSTS"}
        told = (
            "KASANE_WORKERS",
            "KASANE_HTTPS",
            "KASANE_PROXIES",
            "KASANE_STATIC_UNCOLLECTED",
            "KASANE_SYSLOG",
        )
        if role == "app":
            self._demand_city_sign_on()
        for word in (*told, *{"app": CITY, "keeper": MAIL}.get(role, ())):
            if word in os.environ:
                kept[word] = os.environ[word]
        return kept | self.environment(role=role, database=database)

    def _demand_city_sign_on(self) -> None:
        """What is half written of the city's own sign-on is said before anything runs with it."""
        secret = self.home / "secrets" / "oidc"
        try:
            city_sign_on(os.environ, secret.read_text(encoding="ascii").split() if secret.exists() else [])
        except ValueError as error:
            raise InstallationError(str(error)) from error

    def prepare(self, database: str = "") -> None:
        """Make database, roles and schema where they are missing; safe to repeat."""
        wanted = database or conninfo_to_dict(self.address).get("dbname", self.name)
        try:
            with psycopg.connect(make_conninfo(self.address, dbname="postgres"), autocommit=True) as admin:
                # Of several nodes that begin at once, one after the other.
                admin.execute("select pg_advisory_lock(hashtext('kasane prepare'))")
                self._make_roles(admin)
                self._make_database(admin, str(wanted))
            with psycopg.connect(make_conninfo(self.address, dbname=str(wanted)), autocommit=True) as admin:
                admin.execute("select pg_advisory_lock(hashtext('kasane prepare'))")
                self._make_schema(admin)
        except psycopg.OperationalError as error:
            raise InstallationError(f"データベースにつながりません: {str(error).splitlines()[0]}") from error

    def _make_roles(self, admin: psycopg.Connection) -> None:
        told = admin.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
        is_superuser = bool(told and told[0])
        for role in ROLES:
            name = self.role_name(role)
            exists = admin.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone()
            verb = "alter" if exists else "create"
            # Only a superuser may speak of these again; whoever made the role made it without them.
            limits = LIMITS if is_superuser or not exists else ""
            admin.execute(
                sql.SQL("{} role {} login password {} {}").format(
                    sql.SQL(verb),
                    sql.Identifier(name),
                    sql.Literal(self.secret(f"database-{role}")),
                    sql.SQL(limits),
                )
            )
            admin.execute(
                sql.SQL("alter role {} set search_path = {}, pg_temp").format(
                    sql.Identifier(name), sql.Identifier(self.name)
                )
            )
            for setting, value in PATIENCE.items() if role not in PATIENT else ():
                admin.execute(
                    sql.SQL("alter role {} set {} = {}").format(
                        sql.Identifier(name), sql.Identifier(setting), sql.Literal(value)
                    )
                )
        if not is_superuser:
            # Whoever makes a database and a schema for the owner must be able to be it.
            admin.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(self.role_name("owner"))))

    def _make_database(self, admin: psycopg.Connection, wanted: str) -> None:
        if admin.execute("select 1 from pg_database where datname = %s", [wanted]).fetchone():
            return
        admin.execute(
            sql.SQL("create database {} owner {} template template0 encoding 'UTF8' locale 'C'").format(
                sql.Identifier(wanted), sql.Identifier(self.role_name("owner"))
            )
        )

    def _make_schema(self, admin: psycopg.Connection) -> None:
        database = admin.info.dbname
        owner = sql.Identifier(self.role_name("owner"))
        schema = sql.Identifier(self.name)
        for statement in (
            sql.SQL("create schema if not exists {} authorization {}").format(schema, owner),
            sql.SQL("revoke all on schema public from public"),
            sql.SQL("revoke all on database {} from public").format(sql.Identifier(database)),
            sql.SQL("revoke all on schema {} from public").format(schema),
        ):
            admin.execute(statement)
        for role in ROLES:
            name = sql.Identifier(self.role_name(role))
            admin.execute(
                sql.SQL("grant connect on database {} to {}").format(sql.Identifier(database), name)
            )
            if role != "owner":
                admin.execute(sql.SQL("grant usage on schema {} to {}").format(schema, name))

    def step(self, role: str, *words: str, given_input: str = "", is_read: bool = False) -> str:
        """Run one of the command's inner steps as a process of that role; returns what it prints if read."""
        done = self._run(
            role, "kasane.cli.boot", "kasane.cli.steps", *words, given_input=given_input, is_read=is_read
        )
        if done.returncode != 0:
            raise InstallationError(f"「{words[0]}」が終わりませんでした。上の行をご覧ください。")
        return done.stdout or ""

    def code_of(self, role: str, *words: str) -> int:
        """The exit code of a step whose answer is its code."""
        return self._run(role, "kasane.cli.boot", "kasane.cli.steps", *words).returncode

    def run_once(
        self, role: str, module: str, *words: str, given_input: str = "", is_read: bool = False
    ) -> str:
        """Run a module as a process of that role; returns what it prints if read."""
        done = self._run(role, "kasane.cli.boot", module, *words, given_input=given_input, is_read=is_read)
        if done.returncode != 0:
            raise InstallationError(f"「{module}」が終わりませんでした。上の行をご覧ください。")
        return done.stdout or ""

    def _run(
        self, role: str, *words: str, given_input: str = "", is_read: bool = False
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=self.process_environment(role=role),
            cwd=PROJECT,
            check=False,
            text=True,
            input=given_input,
            stdout=subprocess.PIPE if is_read else None,
        )
