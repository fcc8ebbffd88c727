"""How Django knows this folder."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "kasane.ledgers"
    label = "ledgers"
    default_auto_field = "django.db.models.BigAutoField"
