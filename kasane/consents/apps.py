"""How Django knows this folder."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "kasane.consents"
    label = "consents"
    default_auto_field = "django.db.models.BigAutoField"
