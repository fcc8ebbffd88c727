"""Whether this process answers, and whether what it needs does."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from kasane.audit.queries import missing_migrations, signs_of_life


def readiness() -> dict[str, bool]:
    """Each thing a page needs, and whether it is there."""
    return {
        "serving": not is_leaving(),
        "database": _holds(lambda: all(_answers(alias) for alias in ("default", "door"))),
        "migrations": _holds(lambda: not missing_migrations()),
        "keeper": _holds(lambda: signs_of_life().is_keeper_alive),
    }


def is_leaving() -> bool:
    """Whether this node was told to stop and only finishes what still comes."""
    return bool(settings.LEAVING) and Path(settings.LEAVING).exists()


def _answers(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone() == (1,))


def _holds(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except (DatabaseError, InterfaceError):
        return False
