"""Which connection a table is reached by: accounts and sessions by the door, everything else under the walls."""

from typing import Any

from django.conf import settings
from django.db.models import Model

DOOR_APPS = frozenset(
    {"sign_in", "sessions", "account", "mfa", "socialaccount", "auth", "contenttypes", "django_cache"}
)


class DoorRouter:
    """Django's router; migrations always run as the owner, over `default`."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return _alias(model)

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:
        return _alias(model)

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool | None:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool | None:
        return db == "default"


def _alias(model: type[Model]) -> str | None:
    """The owner has one connection for all: what a command changes, it changes whole or not at all."""
    is_behind_the_door = model._meta.app_label in DOOR_APPS and settings.DATABASE_ROLE != "owner"
    return "door" if is_behind_the_door else None
