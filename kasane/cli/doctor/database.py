"""What the running database tells of itself; run as the owner's role, which may ask for all of it."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from kasane.audit.queries import last_backup_at, migrations_of_code, missing_migrations, signs_of_life
from kasane.cli.doctor import keeping, opening, standing
from kasane.cli.doctor.lines import Line, as_json, bad
from kasane.cli.installation import ROLES
from kasane.cli.walls import role_lines, walls
from kasane.directory.models import Municipality
from kasane.sign_in.models import Account

UNKNOWN = "kasane migrate で形と権限を整え、もう一度確かめます。"


def lines() -> Iterator[Line]:
    """Every line the database is needed for; one that cannot be answered keeps nothing of the others away."""
    looks: tuple[tuple[str, str, Callable[[], Line]], ...] = (
        ("postgres", "データベース", _postgres),
        ("sslmode", "データベースまで", _way),
        ("migrations", "データベースの形", _migrations),
        ("roles", "役", _roles),
        ("walls", "壁", _walls),
        ("clock", "時計", _clock),
        ("seals", "操作記録の封印", _seals),
        ("wal", "WALの保管", _archiving),
        ("city", "市町村", _city),
    )
    for key, name, ask in looks:
        yield _answered(key, name, ask)
    told = Municipality.objects.first()
    is_demo = told is None or told.is_demo
    yield opening.hosts(settings.ALLOWED_HOSTS, is_demo=is_demo)
    yield opening.https(settings.HTTPS, is_demo=is_demo)
    if in_front := opening.proxies(settings.PROXIES, is_https=settings.HTTPS):
        yield in_front
    yield keeping.backup(last_backup_at(), now=datetime.now(UTC), is_demo=is_demo)


def _answered(key: str, name: str, ask: Callable[[], Line]) -> Line:
    try:
        return ask()
    except (DatabaseError, InterfaceError) as error:
        return bad(key, name, f"確かめられません（{str(error).splitlines()[0]}）", UNKNOWN)


def _asked(question: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone())


def _postgres() -> Line:
    connection.ensure_connection()
    return standing.postgres(connection.connection.info.server_version)


def _way() -> Line:
    (is_encrypted,) = _asked(
        "select coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)"
    )
    host = connection.connection.info.host
    options = {option.keyword: option.val or b"" for option in connection.connection.pgconn.info}
    return opening.way_to_database(
        is_local=host.startswith("/") or host in opening.HOME_NAMES,
        is_encrypted=bool(is_encrypted),
        sslmode=options[b"sslmode"].decode(),
    )


def _migrations() -> Line:
    with connection.cursor() as cursor:
        cursor.execute("select app || '.' || name from django_migrations")
        applied = [name for (name,) in cursor.fetchall()]
    unknown = sorted(set(applied) - set(migrations_of_code()))
    return standing.migrations(applied=len(applied), missing=missing_migrations(), unknown=unknown)


def _roles() -> Line:
    names = [f"{settings.SCHEMA}_{role}" for role in ROLES]
    return standing.roles(role_lines(names), owner=f"{settings.SCHEMA}_owner")


def _walls() -> Line:
    told = walls()
    return standing.walls(tables=len(told), faults=[line.table for line in told if line.fault])


def _clock() -> Line:
    before = datetime.now(UTC)
    (at,) = _asked("select clock_timestamp()")
    return keeping.clock(at - (before + (datetime.now(UTC) - before) / 2))


def _seals() -> Line:
    signs = signs_of_life()
    return keeping.seals(
        now=signs.now,
        keeper_at=signs.keeper_at,
        unsealed=signs.unsealed,
        unsealed_since=signs.unsealed_since,
    )


def _archiving() -> Line:
    is_on, archived_at, failed_at, failures, timeout, now = _asked(
        "select current_setting('archive_mode') <> 'off', last_archived_time, last_failed_time, failed_count,"
        " (select setting::int from pg_settings where name = 'archive_timeout'), now() from pg_stat_archiver"
    )
    return keeping.archiving(
        is_on=is_on,
        archived_at=archived_at,
        failed_at=failed_at,
        failures=failures,
        timeout=timedelta(seconds=timeout),
        now=now,
    )


def _city() -> Line:
    told = Municipality.objects.first()
    return opening.demonstration(
        is_provided=told is not None,
        is_demo=told is not None and told.is_demo,
        demo_accounts=Account.objects.filter(is_demo=True).count(),
    )


def main() -> int:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        known = [
            bad("database", "接続", f"つながりません（{str(error).splitlines()[0]}）", standing.UNREACHED)
        ]
    else:
        known = list(lines())
    print(as_json(known))
    return 0


if __name__ == "__main__":
    sys.exit(main())
