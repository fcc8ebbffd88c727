"""Changing the database's form while people write: whoever changes it gives way, and tries again."""

import time
from collections.abc import Callable

from django.db import OperationalError, connection
from psycopg import errors

# Shorter than the second after which PostgreSQL looks for a deadlock: it is never the writer who is sent away.
WAIT = "400ms"
TRIES_SECONDS = 180
GIVES_WAY = (errors.LockNotAvailable, errors.DeadlockDetected)


def patiently(change: Callable[[], object]) -> None:
    """Carry out a change that can be begun anew, until it finds every table free for a moment."""
    deadline, pause = time.monotonic() + TRIES_SECONDS, 0.05
    while True:
        with connection.cursor() as cursor:
            cursor.execute("select set_config('lock_timeout', %s, false)", [WAIT])
        try:
            change()
        except OperationalError as error:
            if not isinstance(error.__cause__, GIVES_WAY) or time.monotonic() > deadline:
                raise
            time.sleep(pause)
            pause = min(pause * 2, 2.0)
        else:
            return


def alone() -> None:
    """Of several nodes that begin at once, one changes the form and the others wait until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('kasane migrate'))")
